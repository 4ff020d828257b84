# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

WorkflowAnswer: TypeAlias = dict[str, Any]
"""The members that `inbound` of the step names.

Source (documented): [InsureHero Shield API: workflows of
claims](https://docs.insurehero.io/shield-api/claims/workflows-management#post-a-step).
"""
