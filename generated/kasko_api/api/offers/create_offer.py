# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, json_body

from ...models.created_offer import CreatedOffer
from ...models.error import Error
from ...models.offer_request import OfferRequest


def create_offer(*, body: OfferRequest) -> Request[CreatedOffer]:
    """Create an offer.

    Creates an offer from a quote and the policyholder's details. Nothing is charged. The
    answer holds the token for the payment. An offer that needs manual underwriting has no
    token until it is approved: poll `get_offer` for it.

    Source (documented): [KASKO docs: create an unpaid policy,
    v2](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v2_policy.rst#create-an-unpaid-v2-policy).

    The pages that show a body in JSON are those of single products; see `create_offer_form`.

    Args:
        body: The quote and the future policyholder.

    Returns:
        CreatedOffer: The offer that was created. Whether the status is 200 or 201 is not
            documented.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_offer",
        method="POST",
        template="/policies",
        path="/policies",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/vnd.kasko.v2+json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": CreatedOffer, "201": CreatedOffer},
        errors={"default": Error},
    )
