# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request

from ...models.access_token import AccessToken
from ...models.error import Error


def authorize() -> Request[AccessToken]:
    """Get an access token.

    Exchanges the API key for an access token with a lifespan of one hour. Call it for the
    first token, and again when less than 5 minutes are left. A 401 means that the key is
    wrong, so trying again does not help.

    Source (documented): [InsureHero Shield API: authorization of
    integrations](https://docs.insurehero.io/shield-api/integrations/authorization#authorize-to-use-api).

    The page shows the block with `data` under the heading "Headers"; it is read as the body of
    the answer.

    Returns:
        AccessToken: The new access token.

    Documented errors: 400, 401, 402, 429, default.
    """
    return Request(
        operation="authorize",
        method="GET",
        template="/api/shield/integrations/auth/authorize",
        path="/api/shield/integrations/auth/authorize",
        security=("apiKey",),
        headers={"Accept": "application/json"},
        returns={"200": AccessToken},
        errors={"default": Error},
    )
