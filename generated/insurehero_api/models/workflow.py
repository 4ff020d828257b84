# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class Workflow(Model, kw_only=True, frozen=True):
    """The steps that a claim goes through, and which one is due.

    Source (documented): workflows-management.
    """

    id: str | None | Unset = UNSET
    """An id, whether of the claim or of the workflow is not said. Opaque."""
    current_step: str | None | Unset = UNSET
    """The step that is due, a key of `workflow`."""
    workflow: _models.WorkflowSteps | None | Unset = UNSET
    """The steps by their keys, each an object with `name` (a label) and `inbound`, an object
    keyed by what has to be sent, whose values could not be read.
    """
