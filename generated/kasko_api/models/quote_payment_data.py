# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset


class QuotePaymentData(Model, kw_only=True, frozen=True):
    """The parts of a price, in minor units (cents).

    Source (documented): [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-offer).
    """

    gross_premium: int | None | Unset = UNSET
    """Gross premium (tax included), in minor units (cents)."""
    premium_tax: int | None | Unset = UNSET
    """Tax on the premium, in minor units (cents)."""
    net_premium: int | None | Unset = UNSET
    """Net premium (without tax), in minor units (cents)."""
    net_net_premium: int | None | Unset = UNSET
    """Premium without tax and commission, in minor units (cents)."""
    net_commission_total: int | None | Unset = UNSET
    """Commission without tax, in minor units (cents)."""
    tax_rate: float | None | Unset = UNSET
    """Rate of the premium tax; 0.19 is 19 %."""
