# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class Error(Model, kw_only=True, frozen=True):
    """The body of an error. Rely on the HTTP status, and take the body as an explanation.

    Source (documented): [InsureHero Shield API: authorization of
    channels](https://docs.insurehero.io/shield-api/authorization/authorization-management#authorize-channel-to-use-api).

    It is documented for the channel's `authorize` only.
    """

    error: str | None | Unset = UNSET
    """A fixed text for each status."""
    details: str | None | Unset = UNSET
    """The cause. It may repeat what you sent."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"details"})
