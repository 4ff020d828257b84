# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

FreeForm: TypeAlias = dict[str, Any]
"""An open map, filled by whoever created it. Any key may occur.

Source (documented): fetch-claims, fetch-risk-items, fetch-orders, policy-management,
risk-item-management.
"""
