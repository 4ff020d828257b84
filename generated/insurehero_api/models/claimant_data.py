# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class ClaimantData(Model, kw_only=True, frozen=True):
    """A claimant, as known when the claim was created.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#additional-attributes).

    The example is cut off, so there may be more members.
    """

    id: str
    """InsureHero's id of the user. Opaque."""
    dob: Timestamp | None | Unset = UNSET
    """Date of birth, as an ISO 8601 date-time with offset; UTC in the examples."""
    uid: str | None | Unset = UNSET
    """Your own identifier of the user."""
    name: str | None | Unset = UNSET
    """Full name of the person."""
    email: str | None | Unset = UNSET
    """Email address of the person."""
    phone: str | None | Unset = UNSET
    """Phone number of the user. It may contain spaces."""
    gender: str | None | Unset = UNSET
    """Gender of the user, such as `MALE`.

    Only `MALE` was seen.
    """
    address: str | None | Unset = UNSET
    """Postal address of the user."""
    group_id: str | None | Unset = UNSET
    """Id of the group that the user belongs to."""
    metadata: _models.FreeForm | None | Unset = UNSET
    """Free data of whoever created the user."""
    channel_id: str | Unset = UNSET
    """Id of the channel that the user belongs to."""
    company_name: str | None | Unset = UNSET
    """Name of the user's company."""
    company_role: str | None | Unset = UNSET
    """The user's role in the company."""
    bank_accounts: list[_models.BankAccount] | None | Unset = UNSET
    """Bank accounts of the user."""

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
