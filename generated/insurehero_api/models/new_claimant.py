# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class NewClaimant(Model, kw_only=True, frozen=True):
    """A person who may claim.

    A user with the same email address is linked, now or when they register.

    Source (documented): [InsureHero Shield API: risk
    items](https://docs.insurehero.io/shield-api/policies/risk-item-management#add-a-risk-item-to-a-policy).
    """

    email: str
    """Email address of the person."""
    phone: str | Unset = UNSET
    """Phone number of the person."""
    name: str | Unset = UNSET
    """Full name of the person."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"email", "phone", "name"})
