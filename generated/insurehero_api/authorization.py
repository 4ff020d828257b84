# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `authorization`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import Request

from . import models


def authorize() -> Request[models.AccessToken]:
    """Get an access token: see `InsureheroApi.authorize`."""
    return Request(
        operation="authorize",
        method="GET",
        template="/api/shield/integrations/auth/authorize",
        path="/api/shield/integrations/auth/authorize",
        security=("apiKey",),
        headers={"Accept": "application/json"},
        returns={"200": models.AccessToken},
        errors={"default": models.Error},
    )


def authorize_channel() -> Request[models.AccessToken]:
    """Get an access token for a channel: see `InsureheroApi.authorize_channel`."""
    return Request(
        operation="authorize_channel",
        method="GET",
        template="/api/shield/v1/auth/authorize",
        path="/api/shield/v1/auth/authorize",
        security=("channelKey",),
        headers={"Accept": "application/json"},
        returns={"200": models.AccessToken},
        errors={"default": models.Error},
    )
