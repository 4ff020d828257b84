# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, json_body, query_pairs

from ...models.error import Error
from ...models.payment import Payment
from ...models.payment_request import PaymentRequest


def create_payment(*, body: PaymentRequest, key: str | Unset = UNSET) -> Request[Payment]:
    """Create a payment.

    Turns an offer into a paid policy. Use it once the distributor has collected the money, or
    to say who will collect it. KASKO creates the policy in the background and e-mails it to
    the policyholder. Poll `get_policy_v2` with growing pauses until it is there.

    KASKO offers no idempotency key. If no answer arrives, look at the policy before you send
    this again.

    Source (documented): [KASKO REST API:
    payments](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/payment#create-a-payment),
    [KASKO docs: REST
    API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/index.rst#convert-unpaid-policy-to-paid-policy).

    That reading the policy answers 404 until it exists is inferred.

    Args:
        key: A public key, for requests without an `Authorization` header, for instance
            from a browser. Never send a secret key here: URLs end up in logs. The current
            quote page requires it; other pages use the header.
        body: The offer, and how it is paid.

    Returns:
        Payment: The payment that was made. Whether the status is 200 or 201 is not
            documented. Older pages show no body.

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
