# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

OpenMap: TypeAlias = dict[str, Any]
"""An open map, filled by the product or the distributor. Any key may occur.

Source (documented): kasko/docs v2 policy page.
"""
