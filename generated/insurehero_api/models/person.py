# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class Person(Model, kw_only=True, frozen=True):
    """A claimant or a beneficiary of a risk item.

    Source (documented): [InsureHero Shield API: risk
    items](https://docs.insurehero.io/shield-api/policies/risk-item-management#add-a-risk-item-to-a-policy).
    """

    email: str | None | Unset = UNSET
    """Email address. Claimants always have one."""
    phone: str | None | Unset = UNSET
    """Phone number. Beneficiaries have a phone number or an email address."""
    name: str | None | Unset = UNSET
    """Full name of the person."""
    group_uid: str | None | Unset = UNSET
    """Your own identifier of the group that a beneficiary belongs to."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"email", "phone", "name"})
