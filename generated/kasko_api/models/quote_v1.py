# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, ClassVar

from brolly_runtime import UNSET, AlsoEmptyArray, Model, Unset, convert
from msgspec.structs import force_setattr

from .. import models as _models


class QuoteV1(Model, kw_only=True, frozen=True):
    """A price by v1. All amounts are in minor units of `currency` (cents).

    Source (documented): kasko/docs old products page, kasko/docs new products page.
    """

    signature: str | None | Unset = UNSET
    """Proof of this price, to be sent on as `quote_token`."""
    currency: str | None | Unset = UNSET
    """ISO 4217 code, in lower case. Compare without case."""
    gross_premium: int | None | Unset = UNSET
    """Premium with tax."""
    net_premium: int | None | Unset = UNSET
    """Premium without tax."""
    premium_tax: int | None | Unset = UNSET
    """Tax on the premium."""
    net_service_fee_total: int | None | Unset = UNSET
    """Service fee without its tax."""
    service_charge_vat: int | None | Unset = UNSET
    """Tax on the service fee."""
    tax_rate: float | None | Unset = UNSET
    """The rate of the premium's tax."""
    extra_data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """What else the pricing logic puts out; may hold floats and nested objects."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"signature"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.extra_data) is list:
            force_setattr(self, "extra_data", convert({}, _models.OpenMap))
