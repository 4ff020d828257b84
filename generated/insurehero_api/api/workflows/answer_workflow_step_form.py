# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any

from brolly_runtime import Request, multipart_body, path_segment

from ...models.error import Error
from ...models.workflow_form import WorkflowForm


def answer_workflow_step_form(claim_id: str, *, body: WorkflowForm) -> Request[Any]:
    """Answer a workflow step with a form.

    Answers the current step of a claim's workflow, for steps that need files. `inbound` of
    `get_workflow` names the fields to send.

    Source (documented): [InsureHero Shield API: workflows of
    claims](https://docs.insurehero.io/shield-api/claims/workflows-management#post-a-step).

    Args:
        claim_id: InsureHero's id of the claim. Opaque.
        body: The fields that the step needs.

    Returns:
        Any: The step was answered. There are several kinds of answers; none could be read.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    content, media_type = multipart_body(body)
    return Request(
        operation="answer_workflow_step_form",
        method="POST",
        template="/api/shield/v1/claims/{claimId}/workflow",
        path=f"/api/shield/v1/claims/{path_segment('claim_id', claim_id)}/workflow",
        security=("channelToken",),
        headers={"Accept": "application/json", "Content-Type": media_type},
        content=content,
        returns={"2XX": Any},
        errors={"default": Error},
    )
