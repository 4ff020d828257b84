# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, json_body, query_pairs

from ...models.error import Error
from ...models.payment import Payment
from ...models.payment_request import PaymentRequest


def create_payment(*, body: PaymentRequest, key: str | Unset = UNSET) -> Request[Payment]:
    """Turn an offer into a paid policy.

    For the distributor that has collected the money, or names who will. The policy is made in
    the background and e-mailed to the holder; until it is there, reading it answers 404. Poll
    with growing pauses.

    Nothing protects against sending this twice: after an answer that did not come, look at the
    policy first.

    Source (documented): docs.kasko.io payment page, kasko/docs REST index page.

    Args:
        key: A public key, for requests without an `Authorization` header, such as a
            browser's. Never a secret key: addresses end up in logs. One page marks it as
            required, where others use the header.
        body: The offer and how it is paid.

    Returns:
        Payment: The payment. Whether it comes as 200 or 201 is not documented; older pages
            show no body.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_payment",
        method="POST",
        template="/payments",
        path="/payments",
        security=("basicAuth", "bearerAuth"),
        query=query_pairs(("key", key)),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": Payment, "201": Payment},
        errors={"default": Error},
    )
