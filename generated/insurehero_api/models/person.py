# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class Person(Model, kw_only=True, frozen=True):
    """Someone who may claim for a risk item or who receives what is paid.

    Source (documented): risk-item-management.
    """

    email: str | None | Unset = UNSET
    """E-mail address. Always given for a claimant."""
    phone: str | None | Unset = UNSET
    """Phone number. A beneficiary has this or an e-mail address."""
    name: str | None | Unset = UNSET
    """Full name."""
    group_uid: str | None | Unset = UNSET
    """Identifier of the group a beneficiary belongs to."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"email", "phone", "name"})
