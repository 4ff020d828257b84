# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any

from brolly_runtime import Request, multipart_body, path_segment

from ...models.error import Error
from ...models.workflow_form import WorkflowForm


def answer_workflow_step_form(claim_id: str, *, body: WorkflowForm) -> Request[Any]:
    """Answer the current step of a claim's workflow by a form, which may hold files.

    For steps that ask for files. Which fields there are, `get_workflow` tells in `inbound`.

    Source (documented): workflows-management.

    Args:
        claim_id: The id of the claim. Opaque.
        body: What the step asks for.

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
