# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset


class PricingRules(Model, kw_only=True, frozen=True):
    """How the price of a variant is calculated.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim),
    [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-variant).
    """

    net_price: str | None | Unset = UNSET
    """Net price, a decimal number in major units.

    The currency is not given.
    """
