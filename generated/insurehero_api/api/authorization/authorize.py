# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request

from ...models.access_token import AccessToken
from ...models.error import Error


def authorize() -> Request[AccessToken]:
    """Exchange the API key for an access token that lives one hour.

    Both the first token and every fresh one come from here. A 401 says that the key is wrong:
    trying again does not help.

    Source (documented): seed 002.

    Returns:
        AccessToken: A fresh access token.

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
