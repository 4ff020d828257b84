# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset


class PricingRules(Model, kw_only=True, frozen=True):
    """How the price of a variant is calculated.

    Source (documented): fetch-claims, policy-management.
    """

    net_price: str | None | Unset = UNSET
    """Net price, a decimal number in major units.

    The currency is not given.
    """
