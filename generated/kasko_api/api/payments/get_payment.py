# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.payment import Payment


def get_payment(payment_id: str) -> Request[Payment]:
    """Retrieve a payment.

    Returns one payment. Which members it has depends on the rights of your key; only `id` is
    always there.

    Source (documented): [KASKO REST API:
    payments](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/payment#view-payment).

    Args:
        payment_id: KASKO's id of the payment. Opaque.

    Returns:
        Payment: The requested payment.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="get_payment",
        method="GET",
        template="/payments/{paymentId}",
        path=f"/payments/{path_segment('payment_id', payment_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json"},
        returns={"200": Payment},
        errors={"default": Error},
    )
