# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, form_body

from ...models.created_offer import CreatedOffer
from ...models.error import Error
from ...models.offer_form import OfferForm


def create_offer_form(*, body: OfferForm) -> Request[CreatedOffer]:
    """Create an offer with a form.

    Does what `create_offer` does, with a body that is URL-encoded as in KASKO's own sample.
    `data` is the text of a JSON object then. Prefer `create_offer`, which takes the object
    itself.

    Source (documented): [KASKO docs: create an unpaid policy,
    v2](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v2_policy.rst#create-an-unpaid-v2-policy).

    Args:
        body: The quote and the future policyholder.

    Returns:
        CreatedOffer: The offer that was created. Whether the status is 200 or 201 is not
            documented.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_offer_form",
        method="POST",
        template="/policies",
        path="/policies",
        security=("basicAuth", "bearerAuth"),
        headers={
            "Accept": "application/vnd.kasko.v2+json",
            "Content-Type": "application/x-www-form-urlencoded",
        },
        content=form_body(body),
        returns={"200": CreatedOffer, "201": CreatedOffer},
        errors={"default": Error},
    )
