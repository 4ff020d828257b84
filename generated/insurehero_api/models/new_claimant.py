# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class NewClaimant(Model, kw_only=True, frozen=True):
    """Someone who may claim. A user of the same e-mail address is linked, now or on registering.

    Source (documented): risk-item-management.
    """

    email: str
    """E-mail address."""
    phone: str | Unset = UNSET
    """Phone number."""
    name: str | Unset = UNSET
    """Full name."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"email", "phone", "name"})
