# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

WebhookMetadata: TypeAlias = dict[str, Any]
"""An open map, filled by the distributor. Any key may occur.

Source (documented): [KASKO docs:
webhooks](https://github.com/kasko/docs/blob/a36b634/source/webhooks.rst#policy-created).
"""
