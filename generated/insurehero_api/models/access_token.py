# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import Model


class AccessToken(Model, kw_only=True, frozen=True):
    """The response of `authorize` and `authorize_channel`.

    Source (documented): [InsureHero Shield API: authorization of
    integrations](https://docs.insurehero.io/shield-api/integrations/authorization#authorize-to-use-api),
    [InsureHero Shield API: authorization of
    channels](https://docs.insurehero.io/shield-api/authorization/authorization-management#authorize-channel-to-use-api).
    """

    data: str
    """The access token, with a lifespan of one hour (3600 seconds). Opaque."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"data"})
