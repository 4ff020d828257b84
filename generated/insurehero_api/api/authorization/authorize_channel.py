# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request

from ...models.access_token import AccessToken
from ...models.error import Error


def authorize_channel() -> Request[AccessToken]:
    """Get an access token for a channel.

    Works like `authorize`, for the channel part. Each channel has its own API key.

    Source (documented): [InsureHero Shield API: authorization of
    channels](https://docs.insurehero.io/shield-api/authorization/authorization-management#authorize-channel-to-use-api).

    Returns:
        AccessToken: A fresh access token.

    Documented errors: 400, 401, 402, 429, default.
    """
    return Request(
        operation="authorize_channel",
        method="GET",
        template="/api/shield/v1/auth/authorize",
        path="/api/shield/v1/auth/authorize",
        security=("channelKey",),
        headers={"Accept": "application/json"},
        returns={"200": AccessToken},
        errors={"default": Error},
    )
