# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class Markup(Model, kw_only=True, frozen=True):
    """A markup on the price of a variant.

    Source (documented): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-variant).
    """

    owner: str | None | Unset = UNSET
    """Who adds the markup, such as `platform`.

    Only `platform` was seen.
    """
    taxes: list[_models.Tax] | None | Unset = UNSET
    """Taxes on the markup."""
    net_price: str | None | Unset = UNSET
    """Net price, a decimal number in major units.

    Only null was seen.
    """
    gross_price: str | None | Unset = UNSET
    """Gross price, a decimal number in major units."""
