# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, form_body

from ...models.error import Error
from ...models.payment import Payment
from ...models.payment_form import PaymentForm


def create_payment_form(*, body: PaymentForm) -> Request[Payment]:
    """Create a payment with a form.

    Does what `create_payment` does, with a body that is URL-encoded as in KASKO's own sample.
    Prefer `create_payment`, which also says how the policy is paid. Look at the policy before
    you send it again.

    Source (documented): [KASKO docs: REST
    API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/index.rst#convert-unpaid-policy-to-paid-policy).

    Args:
        body: The offer that is paid.

    Returns:
        Payment: The payment that was made. Whether the status is 200 or 201 is not
            documented. Older pages show no body.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_payment_form",
        method="POST",
        template="/payments",
        path="/payments",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"},
        content=form_body(body),
        returns={"200": Payment, "201": Payment},
        errors={"default": Error},
    )
