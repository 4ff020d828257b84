# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class User(Model, kw_only=True, frozen=True):
    """A person who holds policies, pays or claims.

    Source (documented): [InsureHero Shield API: fetch users and groups (an older
    page)](https://docs.insurehero.io/shield-api/integrations/fetch-users-and-groups#get-a-specific-user).
    """

    id: str
    """InsureHero's id of the user. Opaque."""
    channel_id: str | Unset = UNSET
    """Id of the channel that the user belongs to."""
    email: str | None | Unset = UNSET
    """Email address of the person."""
    first_name: str | None | Unset = UNSET
    """Given name of the user."""
    last_name: str | None | Unset = UNSET
    """Family name of the user."""
    phone: str | None | Unset = UNSET
    """Phone number of the user. It may contain spaces."""
    uid: str | None | Unset = UNSET
    """Your own identifier of the user."""
    gender: str | None | Unset = UNSET
    """Gender of the user, such as `MALE`.

    Only `MALE` was seen.
    """
    dob: Timestamp | None | Unset = UNSET
    """Date of birth, as an ISO 8601 date-time with offset; UTC in the examples."""
    address: str | None | Unset = UNSET
    """Postal address of the user."""
    document_type: str | None | Unset = UNSET
    """Type of the identity document, such as `RUC`.

    Only `RUC` was seen.
    """
    document_number: str | None | Unset = UNSET
    """Number of the identity document."""
    bank_accounts: list[_models.BankAccount] | None | Unset = UNSET
    """Bank accounts of the user."""
    company_name: str | None | Unset = UNSET
    """Name of the user's company."""
    company_role: str | None | Unset = UNSET
    """The user's role in the company."""
    company_email: str | None | Unset = UNSET
    """Email address of the user's company."""
    company_identifier: str | None | Unset = UNSET
    """Registration number of the user's company."""
    company_address: str | None | Unset = UNSET
    """Postal address of the user's company."""
    company_bank_accounts: list[_models.BankAccount] | None | Unset = UNSET
    """Bank accounts of the user's company.

    That its entries are bank accounts like the user's is inferred.
    """
    group_id: str | None | Unset = UNSET
    """Id of the group that the user belongs to."""
    metadata: _models.FreeForm | None | Unset = UNSET
    """Free data of whoever created the user."""

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
