# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any

from brolly_runtime import Request, json_body, path_segment

from ...models.error import Error
from ...models.workflow_answer import WorkflowAnswer


def answer_workflow_step(claim_id: str, *, body: WorkflowAnswer) -> Request[Any]:
    """Answer a workflow step.

    Answers the current step of a claim's workflow, for steps that need data. `inbound` of
    `get_workflow` names the members to send.

    Source (documented): [InsureHero Shield API: workflows of
    claims](https://docs.insurehero.io/shield-api/claims/workflows-management#post-a-step).

    That "raw" means JSON is inferred.

    Args:
        claim_id: InsureHero's id of the claim. Opaque.
        body: The members that the step needs.

    Returns:
        Any: The step was answered. There are several kinds of answers; none could be read.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="answer_workflow_step",
        method="POST",
        template="/api/shield/v1/claims/{claimId}/workflow",
        path=f"/api/shield/v1/claims/{path_segment('claim_id', claim_id)}/workflow",
        security=("channelToken",),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"2XX": Any},
        errors={"default": Error},
    )
