# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, ByIndex, Request, Unset, query_pairs

from ...models.error import Error
from ...models.user import User
from ...models.user_page import UserPage


def list_users(*, from_: int | Unset = UNSET, to: int | Unset = UNSET) -> Request[UserPage]:
    """List the users of the channel.

    Lists a range of users.

    Source (documented): [InsureHero Shield API: fetch users and groups (an older
    page)](https://docs.insurehero.io/shield-api/integrations/fetch-users-and-groups#get-all-the-users).

    The names of the parameters could not be read: a range as in other lists is inferred. What
    comes without one is not known.

    Args:
        from_: Index of the first record, counted from 0. Counting from 0 is inferred.
        to: Index of the last record, included. That it is included is inferred.

    Returns:
        UserPage: The users of the channel.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_users",
        method="GET",
        template="/api/shield/v1/users",
        path="/api/shield/v1/users",
        security=("channelToken",),
        query=query_pairs(("from", from_), ("to", to)),
        headers={"Accept": "application/json"},
        returns={"200": UserPage},
        errors={"default": Error},
    )


PAGES: ByIndex[User] = ByIndex(
    first="from_", last="to", most=100, members=("data",), attributes=("data",)
)
"""How the list is read whole."""
