# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.workflow_envelope import WorkflowEnvelope


def get_workflow(claim_id: str) -> Request[WorkflowEnvelope]:
    """Retrieve the workflow of a claim.

    Returns the steps of a claim and the current one. Call it before each answer: what a step
    needs, and in which form, depends on the product.

    Source (documented): [InsureHero Shield API: workflows of
    claims](https://docs.insurehero.io/shield-api/claims/workflows-management#get-step-information).

    Args:
        claim_id: InsureHero's id of the claim. Opaque.

    Returns:
        WorkflowEnvelope: The steps and the current one.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="get_workflow",
        method="GET",
        template="/api/shield/v1/claims/{claimId}/workflow",
        path=f"/api/shield/v1/claims/{path_segment('claim_id', claim_id)}/workflow",
        security=("channelToken",),
        server="https://api.insurehero.io",
        headers={"Accept": "application/json"},
        returns={"200": WorkflowEnvelope},
        errors={"default": Error},
    )
