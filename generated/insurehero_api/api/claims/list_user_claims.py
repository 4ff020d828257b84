# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, path_segment, query_pairs

from ...models.claim_page import ClaimPage
from ...models.error import Error
from ...models.search_by import SearchBy


def list_user_claims(user_id: str, *, search_by: SearchBy | Unset = UNSET) -> Request[ClaimPage]:
    """List the claims of a user.

    All at once: no range is documented here. It stands among the integrations pages, but has a
    path of the channel part and another host than nearly everything else. Which token it takes
    is not said: that of the channel is inferred from the path.

    Source (documented): fetch-claims.

    Args:
        user_id: The id of the user, or your own identifier of the user when `searchBy` is
            `uid`.
        search_by: What `userId` is. The server's default is `id`.

    Returns:
        ClaimPage: The claims, in full.

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
