# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, Whole, path_segment

from ...models.claim_event import ClaimEvent
from ...models.claim_event_page import ClaimEventPage
from ...models.error import Error


def list_claim_events(claim_id: str) -> Request[ClaimEventPage]:
    """List the events of a claim.

    Returns all events of a claim at once.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-claim-events).

    No range is documented here.

    Args:
        claim_id: InsureHero's id of the claim. Opaque.

    Returns:
        ClaimEventPage: The events of the claim. No document shows their members.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_claim_events",
        method="GET",
        template="/api/shield/integrations/v1/claims/{claimId}/events",
        path=f"/api/shield/integrations/v1/claims/{path_segment('claim_id', claim_id)}/events",
        security=("accessToken",),
        headers={"Accept": "application/json"},
        returns={"200": ClaimEventPage},
        errors={"default": Error},
    )


PAGES: Whole[ClaimEvent] = Whole(members=("data",), attributes=("data",))
"""How the list is read whole."""
