# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class WorkflowEnvelope(Model, kw_only=True, frozen=True):
    """The workflow of a claim.

    Source (documented): [InsureHero Shield API: workflows of
    claims](https://docs.insurehero.io/shield-api/claims/workflows-management#get-step-information).
    """

    data: _models.Workflow
    """The workflow of the claim."""
