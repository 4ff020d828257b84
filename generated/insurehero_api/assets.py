# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `assets`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import Request, multipart_body, path_segment

from . import models


def upload_risk_item_assets(
    risk_item_id: str, *, body: models.AssetUpload
) -> Request[models.AssetPage]:
    """Upload files for a risk item: see `InsureheroApi.upload_risk_item_assets`."""
    content, media_type = multipart_body(body)
    return Request(
        operation="upload_risk_item_assets",
        method="POST",
        template="/api/shield/v1/risk-items/{riskItemId}/assets",
        path=f"/api/shield/v1/risk-items/{path_segment('risk_item_id', risk_item_id)}/assets",
        security=("channelToken",),
        headers={"Accept": "application/json", "Content-Type": media_type},
        content=content,
        returns={"200": models.AssetPage, "201": models.AssetPage},
        errors={"default": models.Error},
    )


def upload_claim_assets(claim_id: str, *, body: models.AssetUpload) -> Request[models.AssetPage]:
    """Upload files for a claim: see `InsureheroApi.upload_claim_assets`."""
    content, media_type = multipart_body(body)
    return Request(
        operation="upload_claim_assets",
        method="POST",
        template="/api/shield/v1/claims/{claimId}/assets",
        path=f"/api/shield/v1/claims/{path_segment('claim_id', claim_id)}/assets",
        security=("channelToken",),
        headers={"Accept": "application/json", "Content-Type": media_type},
        content=content,
        returns={"200": models.AssetPage, "201": models.AssetPage},
        errors={"default": models.Error},
    )
