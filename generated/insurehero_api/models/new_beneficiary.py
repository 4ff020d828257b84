# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class NewBeneficiary(Model, kw_only=True, frozen=True):
    """A person who is covered. Give an email address or a phone number.

    Source (documented): [InsureHero Shield API: risk
    items](https://docs.insurehero.io/shield-api/policies/risk-item-management#add-a-risk-item-to-a-policy).
    """

    email: str | Unset = UNSET
    """Email address of the person."""
    phone: str | Unset = UNSET
    """Phone number of the person."""
    name: str | Unset = UNSET
    """Full name of the person."""
    group_uid: str | Unset = UNSET
    """Your own identifier of the group that the person belongs to."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"email", "phone", "name"})
