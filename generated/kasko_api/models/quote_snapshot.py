# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, AlsoEmptyArray, Model, Timestamp, Unset, as_utc, convert
from msgspec.structs import force_setattr

from .. import models as _models


class QuoteSnapshot(Model, kw_only=True, frozen=True):
    """The price as it was agreed, inside an offer, a lead or a policy.

    Source (documented): kasko/docs softfair page.
    """

    version: int | None | Unset = UNSET
    """Version of this form; 2 is shown."""
    customer_input: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """The quote's `data` as it was sent. Numbers may come as text."""
    touchpoint_id: str | None | Unset = UNSET
    """The place at which it is sold."""
    item_id: str | None | Unset = UNSET
    """The item."""
    subscription_plan_id: str | None | Unset = UNSET
    """The plan by which the cover is paid."""
    gross_payment_amount: int | None | Unset = UNSET
    """What is to be paid, in minor units of the currency (cents)."""
    payment_data: AlsoEmptyArray[_models.QuotePaymentData] | None | Unset = UNSET
    """The parts of the price."""
    data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """Shown as `[]` in all samples."""
    duration_strategy: str | None | Unset = UNSET
    """How the period of cover was found."""
    duration_data: AlsoEmptyArray[_models.QuoteDurationData] | None | Unset = UNSET
    """The period of cover."""
    billing_cycles: int | None | Unset = UNSET
    """How many payments."""
    quote_created_at: Timestamp | None | Unset = UNSET
    """When the price was given."""
    signature: str | None | Unset = UNSET
    """The quote token. On leads alone."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"customer_input", "signature"})

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
