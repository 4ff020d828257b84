# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset


class QuotePaymentData(Model, kw_only=True, frozen=True):
    """The parts of a price, in minor units of the currency (cents).

    Source (documented): kasko/docs softfair page.
    """

    gross_premium: int | None | Unset = UNSET
    """Premium with tax."""
    premium_tax: int | None | Unset = UNSET
    """Tax on the premium."""
    net_premium: int | None | Unset = UNSET
    """Premium without tax."""
    net_net_premium: int | None | Unset = UNSET
    """Premium without tax and commission."""
    net_commission_total: int | None | Unset = UNSET
    """Commission without its tax."""
    tax_rate: float | None | Unset = UNSET
    """The rate of the tax; 0.19 is 19 %."""
