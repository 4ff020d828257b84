# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, Whole, path_segment, query_pairs

from ...models.claim import Claim
from ...models.claim_page import ClaimPage
from ...models.error import Error
from ...models.search_by import SearchBy


def list_user_claims(user_id: str, *, search_by: SearchBy | Unset = UNSET) -> Request[ClaimPage]:
    """List the claims of a user.

    Returns all claims of a user at once. It has a host of its own.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#fetch-all-claims-from-a-given-user).

    No range is documented here. The page stands in the integrations part, the path belongs to
    the channel part: that it takes the channel's token is inferred from the path.

    Args:
        user_id: The id of the user, or your own `uid` of the user if `searchBy` is `uid`.
        search_by: Whether `userId` is an `id` (the default) or a `uid`.

    Returns:
        ClaimPage: The claims of the user, with all members.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_user_claims",
        method="GET",
        template="/api/shield/v1/users/{userId}/claims",
        path=f"/api/shield/v1/users/{path_segment('user_id', user_id)}/claims",
        security=("channelToken",),
        server="https://api.insurehero.io",
        query=query_pairs(("searchBy", search_by)),
        headers={"Accept": "application/json"},
        returns={"200": ClaimPage},
        errors={"default": Error},
    )


PAGES: Whole[Claim] = Whole(members=("data",), attributes=("data",))
"""How the list is read whole."""
