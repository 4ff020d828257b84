# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import TypeAlias

WorkflowForm: TypeAlias = dict[str, str]
"""What a step asks for in its `inbound`, as fields of a form. The keys belong to the step.

Source (documented): workflows-management.
"""
