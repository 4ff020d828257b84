# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.user_envelope import UserEnvelope


def get_user_by_email(user_email: str) -> Request[UserEnvelope]:
    """Retrieve a user by email address.

    Returns one user of the channel. It has a host of its own.

    Source (documented): [InsureHero Shield API: fetch users and groups (an older
    page)](https://docs.insurehero.io/shield-api/integrations/fetch-users-and-groups#get-a-specific-user).

    Only the older documents describe it.

    Args:
        user_email: The email address of the user.

    Returns:
        UserEnvelope: The user with this email address.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="get_user_by_email",
        method="GET",
        template="/api/shield/v1/users/by-email/{userEmail}",
        path=f"/api/shield/v1/users/by-email/{path_segment('user_email', user_email)}",
        security=("channelToken",),
        server="https://api.insurehero.io",
        headers={"Accept": "application/json"},
        returns={"200": UserEnvelope},
        errors={"default": Error},
    )
