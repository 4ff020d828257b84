# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import Model

from .. import models as _models


class OtpVerifiedEnvelope(Model, kw_only=True, frozen=True):
    """The token of a user whose one-time password was right.

    Source (documented): [InsureHero Shield API:
    users](https://docs.insurehero.io/shield-api/policies/user-management#check-otp).
    """

    data: _models.OtpVerified
    """The token of the user, and what is left to do."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"data"})
