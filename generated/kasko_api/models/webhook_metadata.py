# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

WebhookMetadata: TypeAlias = dict[str, Any]
"""An open map, filled by the distributor. Any key may occur.

Source (documented): kasko/docs webhook page.
"""
