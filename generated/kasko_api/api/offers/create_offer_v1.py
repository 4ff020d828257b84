# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, json_body

from ...models.created_offer import CreatedOffer
from ...models.error import Error
from ...models.offer_request_v1 import OfferRequestV1


def create_offer_v1(*, body: OfferRequestV1) -> Request[CreatedOffer]:
    """Create an offer (v1).

    Creates an offer from a v1 quote. Works like `create_offer`, without a vendor media type
    and with the `signature` of the quote as `quote_token`.

    Source (documented): [KASKO docs: create an unpaid policy,
    v1](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v1_policy.rst#create-an-unpaid-v1-policy).

    The pages that show a body in JSON are those of single products; see
    `create_offer_v1_form`.

    Args:
        body: The quote and the future policyholder.

    Returns:
        CreatedOffer: The offer that was created. Whether the status is 200 or 201 is not
            documented.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_offer_v1",
        method="POST",
        template="/policies",
        path="/policies",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": CreatedOffer, "201": CreatedOffer},
        errors={"default": Error},
    )
