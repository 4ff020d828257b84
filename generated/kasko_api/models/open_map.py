# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

OpenMap: TypeAlias = dict[str, Any]
"""An open map. Which keys it holds is decided by the product, or by whoever filled it. Keep all.

Source (documented): kasko/docs v2 policy page.
"""
