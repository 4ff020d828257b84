# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, multipart_body

from ...models.error import Error
from ...models.receipt_upload import ReceiptUpload
from ...models.uploaded_receipt import UploadedReceipt


def upload_receipt(*, body: ReceiptUpload) -> Request[UploadedReceipt]:
    """Upload a purchase receipt.

    Uploads a purchase receipt. It belongs to one product. Send the token of the answer as
    `receipt_token` in the `data` of the offer.

    Source (documented): [KASKO docs: Baloise
    multi-item](https://github.com/kasko/docs/blob/b2af659/source/products/baloise/multi-item/rest-api.rst#receipt-upload).

    Args:
        body: The receipt, as a form.

    Returns:
        UploadedReceipt: The token of the receipt. Whether the status is 200 or 201 is not
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
