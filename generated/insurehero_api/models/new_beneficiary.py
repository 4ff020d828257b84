# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class NewBeneficiary(Model, kw_only=True, frozen=True):
    """Someone who receives what is paid. Needs an e-mail address or a phone number.

    Source (documented): risk-item-management.
    """

    email: str | Unset = UNSET
    """E-mail address."""
    phone: str | Unset = UNSET
    """Phone number."""
    name: str | Unset = UNSET
    """Full name."""
    group_uid: str | Unset = UNSET
    """Identifier of the group that they belong to."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"email", "phone", "name"})
