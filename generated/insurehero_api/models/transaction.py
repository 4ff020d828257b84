# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class Transaction(Model, kw_only=True, frozen=True):
    """The purchase that a claim is about.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim).
    """

    date: str | None | Unset = UNSET
    """When the purchase was made.

    Its form is not documented.
    """
    amount: float | None | Unset = UNSET
    """Price that was paid, in major units.

    The currency is not given.
    """
    method: str | None | Unset = UNSET
    """How the purchase was paid."""
    retailer: str | None | Unset = UNSET
    """Where the purchase was made."""
    description: str | None | Unset = UNSET
    """What the user purchased."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"description"})
