# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset


class Tax(Model, kw_only=True, frozen=True):
    """A tax that is part of a price.

    Source (documented): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-variant).
    """

    name: str | None | Unset = UNSET
    """Name of the tax, such as VAT."""
    value: str | None | Unset = UNSET
    """How much, a decimal number. Whether an amount or a percentage is not documented."""
