# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class ClaimantData(Model, kw_only=True, frozen=True):
    """A claimant, as known when the claim was made. The example is cut off, so there may be more.

    Source (documented): fetch-claims.
    """

    id: str
    """InsureHero's id of the user. Opaque."""
    dob: Timestamp | None | Unset = UNSET
    """Birth date, as a full ISO 8601 date-time with offset (UTC in the examples)."""
    uid: str | None | Unset = UNSET
    """Your own identifier of the user."""
    name: str | None | Unset = UNSET
    """Full name."""
    email: str | None | Unset = UNSET
    """E-mail address."""
    phone: str | None | Unset = UNSET
    """Phone number, which may hold spaces."""
    gender: str | None | Unset = UNSET
    """Gender. Only `MALE` was seen."""
    address: str | None | Unset = UNSET
    """Postal address."""
    group_id: str | None | Unset = UNSET
    """Id of the group the user belongs to."""
    metadata: _models.FreeForm | None | Unset = UNSET
    """Free data of the one who made the user."""
    channel_id: str | Unset = UNSET
    """Id of the channel the user belongs to."""
    company_name: str | None | Unset = UNSET
    """Name of the user's company."""
    company_role: str | None | Unset = UNSET
    """What the user does in that company."""
    bank_accounts: list[_models.BankAccount] | None | Unset = UNSET
    """Bank accounts."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {
            "dob",
            "uid",
            "name",
            "email",
            "phone",
            "gender",
            "address",
            "metadata",
            "company_name",
            "company_role",
            "bank_accounts",
        }
    )

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.dob) and time.tzinfo is not UTC:
            force_setattr(self, "dob", as_utc(time))
