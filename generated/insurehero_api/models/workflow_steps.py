# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

WorkflowSteps: TypeAlias = dict[str, Any]
"""Steps by key, each an object with `name` and `inbound`. Any key may occur.

Source (documented): [InsureHero Shield API: workflows of
claims](https://docs.insurehero.io/shield-api/claims/workflows-management#get-step-information).
"""
