# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, multipart_body

from ...models.error import Error
from ...models.receipt_upload import ReceiptUpload
from ...models.uploaded_receipt import UploadedReceipt


def upload_receipt(*, body: ReceiptUpload) -> Request[UploadedReceipt]:
    """Upload a purchase receipt.

    A service for one product. The token of the answer goes into the `data` of the offer, as
    `receipt_token`.

    Source (documented): kasko/docs multi-item page.

    Args:
        body: The receipt.

    Returns:
        UploadedReceipt: The token of the receipt. Whether it comes as 200 or 201 is not
            documented.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    content, media_type = multipart_body(body)
    return Request(
        operation="upload_receipt",
        method="POST",
        template="/services/baloise_receipt_upload",
        path="/services/baloise_receipt_upload",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": media_type},
        content=content,
        returns={"200": UploadedReceipt, "201": UploadedReceipt},
        errors={"default": Error},
    )
