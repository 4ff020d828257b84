# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import Model


class OtpCheck(Model, kw_only=True, frozen=True):
    """A one-time password to verify.

    Source (documented): [InsureHero Shield API:
    users](https://docs.insurehero.io/shield-api/policies/user-management#check-otp).
    """

    otp: str
    """The code that the user received."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"otp"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"otp"})
