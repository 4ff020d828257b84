# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import Model


class AccessToken(Model, kw_only=True, frozen=True):
    """The answer of `authorize` and `authorize_channel`.

    Source (documented): integrations authorization, authorization-management.
    """

    data: str
    """The access token, with a lifespan of one hour (3600 seconds). Opaque."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"data"})
