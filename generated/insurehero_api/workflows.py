# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `workflows`, not sent yet. Pure functions."""

from __future__ import annotations

from typing import Any

from brolly_runtime import Request, json_body, multipart_body, path_segment

from . import models


def get_workflow(claim_id: str) -> Request[models.WorkflowEnvelope]:
    """Retrieve the workflow of a claim: see `InsureheroApi.get_workflow`."""
    return Request(
        operation="get_workflow",
        method="GET",
        template="/api/shield/v1/claims/{claimId}/workflow",
        path=f"/api/shield/v1/claims/{path_segment('claim_id', claim_id)}/workflow",
        security=("channelToken",),
        server="https://api.insurehero.io",
        headers={"Accept": "application/json"},
        returns={"200": models.WorkflowEnvelope},
        errors={"default": models.Error},
    )


def answer_workflow_step(claim_id: str, *, body: models.WorkflowAnswer) -> Request[Any]:
    """Answer a workflow step: see `InsureheroApi.answer_workflow_step`."""
    return Request(
        operation="answer_workflow_step",
        method="POST",
        template="/api/shield/v1/claims/{claimId}/workflow",
        path=f"/api/shield/v1/claims/{path_segment('claim_id', claim_id)}/workflow",
        security=("channelToken",),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"2XX": Any},
        errors={"default": models.Error},
    )


def answer_workflow_step_form(claim_id: str, *, body: models.WorkflowForm) -> Request[Any]:
    """Answer a workflow step with a form: see `InsureheroApi.answer_workflow_step_form`."""
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
        errors={"default": models.Error},
    )
