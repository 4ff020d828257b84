# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class User(Model, kw_only=True, frozen=True):
    """Someone who holds policies, pays or claims.

    Source (documented): fetch-users-and-groups.
    """

    id: str
    """InsureHero's id of the user. Opaque."""
    channel_id: str | Unset = UNSET
    """Id of the channel the user belongs to."""
    email: str | None | Unset = UNSET
    """E-mail address."""
    first_name: str | None | Unset = UNSET
    """Given name."""
    last_name: str | None | Unset = UNSET
    """Family name."""
    phone: str | None | Unset = UNSET
    """Phone number, which may hold spaces."""
    uid: str | None | Unset = UNSET
    """Your own identifier of the user."""
    gender: str | None | Unset = UNSET
    """Gender. Only `MALE` was seen."""
    dob: Timestamp | None | Unset = UNSET
    """Birth date, as a full ISO 8601 date-time with offset (UTC in the examples)."""
    address: str | None | Unset = UNSET
    """Postal address."""
    document_type: str | None | Unset = UNSET
    """Kind of identity document. Only `RUC` was seen."""
    document_number: str | None | Unset = UNSET
    """Number of that document."""
    bank_accounts: list[_models.BankAccount] | None | Unset = UNSET
    """Bank accounts."""
    company_name: str | None | Unset = UNSET
    """Name of the user's company."""
    company_role: str | None | Unset = UNSET
    """What the user does in that company."""
    company_email: str | None | Unset = UNSET
    """E-mail address of that company."""
    company_identifier: str | None | Unset = UNSET
    """Number under which that company is registered."""
    company_address: str | None | Unset = UNSET
    """Postal address of that company."""
    company_bank_accounts: list[_models.BankAccount] | None | Unset = UNSET
    """Bank accounts of that company. That an entry is a bank account as above is inferred."""
    group_id: str | None | Unset = UNSET
    """Id of the group the user belongs to."""
    metadata: _models.FreeForm | None | Unset = UNSET
    """Free data of the one who made the user."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {
            "email",
            "first_name",
            "last_name",
            "phone",
            "uid",
            "gender",
            "dob",
            "address",
            "document_type",
            "document_number",
            "bank_accounts",
            "company_name",
            "company_role",
            "company_email",
            "company_identifier",
            "company_address",
            "company_bank_accounts",
            "metadata",
        }
    )

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.dob) and time.tzinfo is not UTC:
            force_setattr(self, "dob", as_utc(time))
