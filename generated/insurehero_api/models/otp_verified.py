# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

import msgspec
from brolly_runtime import UNSET, Model, Unset


class OtpVerified(Model, kw_only=True, frozen=True):
    """The token of a user whose one-time password was right.

    Source (documented): [InsureHero Shield API:
    users](https://docs.insurehero.io/shield-api/policies/user-management#check-otp).
    """

    user_token: str = msgspec.field(name="message")
    """The token of the user, in spite of the member's name. Opaque.

    A JWT in the example.
    """
    additional_data: str | None | Unset = msgspec.field(default=UNSET, name="additionalData")
    """A sentence for people: the user still has to register."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"user_token"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"user_token"})
