# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, TypeAlias

WorkflowAnswer: TypeAlias = dict[str, Any]
"""What a step asks for in its `inbound`. The keys belong to the step.

Source (documented): workflows-management.
"""
