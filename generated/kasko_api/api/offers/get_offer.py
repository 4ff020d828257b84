# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.offer import Offer


def get_offer(offer_id: str) -> Request[Offer]:
    """Retrieve an offer.

    Returns one offer. Once manual underwriting has approved it, the offer has its
    `payment_token` here.

    Source (documented): [KASKO REST API:
    offers](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/offer#offer-object),
    [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-offer).

    Only the table of members of the current page could be read; there may be more operations
    on offers.

    Args:
        offer_id: KASKO's id of the offer. The policy keeps it. Opaque.

    Returns:
        Offer: The requested offer.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="get_offer",
        method="GET",
        template="/offers/{offerId}",
        path=f"/offers/{path_segment('offer_id', offer_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/vnd.kasko.v2+json"},
        returns={"200": Offer},
        errors={"default": Error},
    )
