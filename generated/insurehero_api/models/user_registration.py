# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class UserRegistration(Model, kw_only=True, frozen=True):
    """What makes a pre-registered user a registered one. All members but the names are inferred
    from what a user has; ids and bank accounts are left out.

    Source (inferred): user-management.
    """

    first_name: str
    """Given name."""
    last_name: str
    """Family name."""
    phone: str | None | Unset = UNSET
    """Phone number, which may hold spaces."""
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
    metadata: _models.FreeForm | None | Unset = UNSET
    """Free data of the one who made the user."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {
            "first_name",
            "last_name",
            "phone",
            "gender",
            "dob",
            "address",
            "document_type",
            "document_number",
            "company_name",
            "company_role",
            "company_email",
            "company_identifier",
            "company_address",
            "metadata",
        }
    )

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.dob) and time.tzinfo is not UTC:
            force_setattr(self, "dob", as_utc(time))
