# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

WorkflowForm: TypeAlias = dict[str, Any]
"""The fields that `inbound` of the step names.

Source (documented): workflows-management.
"""
