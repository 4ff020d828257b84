# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, multipart_body, path_segment

from ...models.asset_page import AssetPage
from ...models.asset_upload import AssetUpload
from ...models.error import Error


def upload_claim_assets(claim_id: str, *, body: AssetUpload) -> Request[AssetPage]:
    """Upload files for a claim.

    Uploads files. The answer has one entry for each file, as some may be accepted and others
    not. To attach a file, send its URL when you create or change what it belongs to, such as
    an event.

    Source (documented): [InsureHero Shield API: assets of
    claims](https://docs.insurehero.io/shield-api/claims/claims-management/claims-asset-management#upload-assets-to-a-claim).

    Args:
        claim_id: InsureHero's id of the claim. Opaque.
        body: The files to upload, as a form.

    Returns:
        AssetPage: One entry for each uploaded file. Neither status nor members could be
            read.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    content, media_type = multipart_body(body)
    return Request(
        operation="upload_claim_assets",
        method="POST",
        template="/api/shield/v1/claims/{claimId}/assets",
        path=f"/api/shield/v1/claims/{path_segment('claim_id', claim_id)}/assets",
        security=("channelToken",),
        headers={"Accept": "application/json", "Content-Type": media_type},
        content=content,
        returns={"200": AssetPage, "201": AssetPage},
        errors={"default": Error},
    )
