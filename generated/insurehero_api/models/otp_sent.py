# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class OtpSent(Model, kw_only=True, frozen=True):
    """Confirmation that the one-time password was sent.

    Source (documented): [InsureHero Shield API:
    users](https://docs.insurehero.io/shield-api/policies/user-management#create-opt).
    """

    message: str | None | Unset = UNSET
    """A sentence for people. It may name the recipient."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"message"})
