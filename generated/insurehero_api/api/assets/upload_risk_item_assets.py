# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, multipart_body, path_segment

from ...models.asset_page import AssetPage
from ...models.asset_upload import AssetUpload
from ...models.error import Error


def upload_risk_item_assets(risk_item_id: str, *, body: AssetUpload) -> Request[AssetPage]:
    """Upload files for a risk item.

    Uploads files. The answer has one entry for each file, as some may be accepted and others
    not. To attach a file, send its URL when you create or change the risk item.

    Source (documented): [InsureHero Shield API: assets of risk
    items](https://docs.insurehero.io/shield-api/policies/risk-item-management/risk-item-asset-management#upload-assets-to-a-risk-item).

    The tables could not be read; they are assumed to be those of `upload_claim_assets`.

    Args:
        risk_item_id: InsureHero's id of the risk item. Opaque.
        body: The files to upload, as a form.

    Returns:
        AssetPage: One entry for each uploaded file. Neither status nor members could be
            read.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    content, media_type = multipart_body(body)
    return Request(
        operation="upload_risk_item_assets",
        method="POST",
        template="/api/shield/v1/risk-items/{riskItemId}/assets",
        path=f"/api/shield/v1/risk-items/{path_segment('risk_item_id', risk_item_id)}/assets",
        security=("channelToken",),
        headers={"Accept": "application/json", "Content-Type": media_type},
        content=content,
        returns={"200": AssetPage, "201": AssetPage},
        errors={"default": Error},
    )
