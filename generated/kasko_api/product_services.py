# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `product_services`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import Request, given, multipart_body, path_segment, query_pairs

from . import models


def get_index_price(
    index_id: str, *, year: int, make: str, model: str, market_value: int
) -> Request[models.IndexPrice]:
    """Retrieve an indicative vehicle price: see `KaskoApi.get_index_price`."""
    return Request(
        operation="get_index_price",
        method="GET",
        template="/indexes/{indexId}",
        path=f"/indexes/{path_segment('index_id', index_id)}",
        security=("basicAuth", "bearerAuth"),
        anonymous=True,
        query=query_pairs(
            ("year", given("year", year)),
            ("make", given("make", make)),
            ("model", given("model", model)),
            ("market_value", given("market_value", market_value)),
        ),
        headers={"Accept": "application/json"},
        returns={"200": models.IndexPrice},
        errors={"404": models.IndexProblem, "default": models.Error},
    )


def upload_receipt(*, body: models.ReceiptUpload) -> Request[models.UploadedReceipt]:
    """Upload a purchase receipt: see `KaskoApi.upload_receipt`."""
    content, media_type = multipart_body(body)
    return Request(
        operation="upload_receipt",
        method="POST",
        template="/services/baloise_receipt_upload",
        path="/services/baloise_receipt_upload",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": media_type},
        content=content,
        returns={"200": models.UploadedReceipt, "201": models.UploadedReceipt},
        errors={"default": models.Error},
    )
