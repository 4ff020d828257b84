# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, AlsoEmptyArray, Model, Timestamp, Unset, as_utc, convert
from msgspec.structs import force_setattr

from .. import models as _models


class QuoteSnapshot(Model, kw_only=True, frozen=True):
    """The agreed price, as a snapshot of the quote inside an offer, a lead or a policy.

    Source (documented): [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-lead).

    An example shows it without explanations: the meaning of its members is inferred.
    """

    version: int | None | Unset = UNSET
    """Version of the snapshot's form, such as 2."""
    customer_input: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """The `data` of the quote request. Numbers may come as text."""
    touchpoint_id: str | None | Unset = UNSET
    """The touchpoint where the product is sold."""
    item_id: str | None | Unset = UNSET
    """KASKO's id of the item (the product)."""
    subscription_plan_id: str | None | Unset = UNSET
    """The subscription plan by which the cover is paid."""
    gross_payment_amount: int | None | Unset = UNSET
    """The amount to pay, in minor units (cents)."""
    payment_data: AlsoEmptyArray[_models.QuotePaymentData] | None | Unset = UNSET
    """The parts of the price: premium, tax and commission."""
    data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """Further data of the quote.

    All samples show `[]`.
    """
    duration_strategy: str | None | Unset = UNSET
    """How the period of cover is determined, such as `fixed_start_and_end_date`."""
    duration_data: AlsoEmptyArray[_models.QuoteDurationData] | None | Unset = UNSET
    """Start and end of the period of cover."""
    billing_cycles: int | None | Unset = UNSET
    """Number of billing cycles (payments)."""
    quote_created_at: Timestamp | None | Unset = UNSET
    """When the quote was made. ISO 8601 with offset."""
    signature: str | None | Unset = UNSET
    """The quote token. Only leads have it."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"customer_input", "signature"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"signature"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.customer_input) is list:
            force_setattr(self, "customer_input", convert({}, _models.OpenMap))
        if type(came.payment_data) is list:
            force_setattr(self, "payment_data", convert({}, _models.QuotePaymentData))
        if type(came.data) is list:
            force_setattr(self, "data", convert({}, _models.OpenMap))
        if type(came.duration_data) is list:
            force_setattr(self, "duration_data", convert({}, _models.QuoteDurationData))
        if (time := came.quote_created_at) and time.tzinfo is not UTC:
            force_setattr(self, "quote_created_at", as_utc(time))
