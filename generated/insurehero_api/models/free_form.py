# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

FreeForm: TypeAlias = dict[str, Any]
"""An open map. Its keys belong to whoever filled it. Keep all.

Source (documented): fetch-claims, fetch-risk-items, fetch-orders, policy-management,
risk-item-management.
"""
