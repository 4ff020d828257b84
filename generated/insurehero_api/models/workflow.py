# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class Workflow(Model, kw_only=True, frozen=True):
    """The steps of a claim, and the current one.

    Source (documented): [InsureHero Shield API: workflows of
    claims](https://docs.insurehero.io/shield-api/claims/workflows-management#get-step-information).
    """

    id: str | None | Unset = UNSET
    """Id of the claim or of the workflow. Opaque.

    Which of the two it is is not documented.
    """
    current_step: str | None | Unset = UNSET
    """The current step, a key of `workflow`."""
    workflow: _models.WorkflowSteps | None | Unset = UNSET
    """The steps by key.

    Each is an object with `name` (a label) and `inbound`, an object whose keys name what to
    send.

    The values in `inbound` could not be read.
    """
