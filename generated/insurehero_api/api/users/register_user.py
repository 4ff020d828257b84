# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, given, json_body, path_segment, query_pairs

from ...models.error import Error
from ...models.search_by_email import SearchByEmail
from ...models.user_envelope import UserEnvelope
from ...models.user_registration import UserRegistration


def register_user(
    user_id: str, *, body: UserRegistration, search_by: SearchByEmail
) -> Request[UserEnvelope]:
    """Register a user.

    Registers a pre-registered user by name. Only registered users can claim.

    Source (documented): [InsureHero Shield API:
    users](https://docs.insurehero.io/shield-api/policies/user-management#register-a-user).

    The table of members is cut off after the two names; the others are inferred from what a
    user has.

    Args:
        user_id: The email address of the user. That it is one follows from `searchBy`.
        search_by: What `userId` is. Only `email` is documented.
        body: Name and details of the user.

    Returns:
        UserEnvelope: The registered user. Neither status nor members could be read.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="register_user",
        method="PATCH",
        template="/api/shield/v1/users/{userId}",
        path=f"/api/shield/v1/users/{path_segment('user_id', user_id)}",
        security=("channelToken",),
        query=query_pairs(("searchBy", given("search_by", search_by))),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": UserEnvelope},
        errors={"default": Error},
    )
