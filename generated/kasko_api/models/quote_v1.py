# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, ClassVar

from brolly_runtime import UNSET, AlsoEmptyArray, Model, Unset, convert
from msgspec.structs import force_setattr

from .. import models as _models


class QuoteV1(Model, kw_only=True, frozen=True):
    """A price by v1. All amounts are in minor units of `currency` (cents).

    Source (documented): [KASKO docs: quotes of old
    products](https://github.com/kasko/docs/blob/dc19640/source/rest_api/old_products.rst#get-a-quote),
    [KASKO docs: quotes of new
    products](https://github.com/kasko/docs/blob/dc19640/source/rest_api/new_products.rst#get-a-quote).
    """

    signature: str | None | Unset = UNSET
    """The quote token. Send it on as `quote_token`."""
    currency: str | None | Unset = UNSET
    """ISO 4217 code in lower case. Ignore case when comparing."""
    gross_premium: int | None | Unset = UNSET
    """Gross premium (tax included), in minor units (cents)."""
    net_premium: int | None | Unset = UNSET
    """Net premium (without tax), in minor units (cents)."""
    premium_tax: int | None | Unset = UNSET
    """Tax on the premium, in minor units (cents)."""
    net_service_fee_total: int | None | Unset = UNSET
    """Service fee without VAT, in minor units (cents)."""
    service_charge_vat: int | None | Unset = UNSET
    """VAT on the service fee, in minor units (cents)."""
    tax_rate: float | None | Unset = UNSET
    """Rate of the premium tax; 0.19 is 19 %."""
    extra_data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """Further results of the pricing logic.

    They may hold decimal numbers and nested objects.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"signature"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"signature"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.extra_data) is list:
            force_setattr(self, "extra_data", convert({}, _models.OpenMap))
