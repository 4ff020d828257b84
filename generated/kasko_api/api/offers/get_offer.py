# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.offer import Offer


def get_offer(offer_id: str) -> Request[Offer]:
    """Get one offer by its KASKO id.

    An offer that had to be approved has its `payment_token` here once that is done. The
    current page may hold more operations on offers; only its table of members could be read.

    Source (documented): docs.kasko.io offer page, kasko/docs softfair page.

    Args:
        offer_id: KASKO's id of the offer, which the later policy keeps. Opaque.

    Returns:
        Offer: The offer.

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
