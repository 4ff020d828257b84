# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class Variant(Model, kw_only=True, frozen=True):
    """A variant of cover. Amounts come without a currency.

    Source (documented): policy-management.
    """

    id: str
    """InsureHero's id of the variant. Opaque."""
    created_at: Timestamp | Unset = UNSET
    """When it was made. ISO 8601 with offset (UTC in the examples)."""
    updated_at: Timestamp | Unset = UNSET
    """When it was last changed. ISO 8601 with offset (UTC in the examples)."""
    deleted_at: Timestamp | None | Unset = UNSET
    """When it was deleted. ISO 8601 with offset (UTC in the examples)."""
    coverage_limits: float | None | Unset = UNSET
    """The most that is paid, in major units."""
    deductible: Any | Unset = UNSET
    """What is not paid. Only null was seen, so the type is not known."""
    description: str | None | Unset = UNSET
    """What is covered."""
    name: str | None | Unset = UNSET
    """Name."""
    conditions: str | None | Unset = UNSET
    """Conditions of cover."""
    exclusions: str | None | Unset = UNSET
    """What is not covered."""
    gross_price: str | None | Unset = UNSET
    """Gross price, a decimal number in major units."""
    taxes: list[_models.Tax] | None | Unset = UNSET
    """Taxes."""
    pricing_rules: _models.PricingRules | None | Unset = UNSET
    """How the price is made."""
    pricing_type: str | None | Unset = UNSET
    """How it is paid. Only `one_time` was seen."""
    subject_schema: _models.FieldSchemas | None | Unset = UNSET
    """What `insured_subject` of a risk item has to hold."""
    claim_schema: _models.FieldSchemas | None | Unset = UNSET
    """What `incident.additional_properties` of a claim has to hold."""
    markup: list[_models.Markup] | None | Unset = UNSET
    """What others add to the price."""
    channel_id: str | Unset = UNSET
    """Id of the channel that sells it."""
    coverage_id: str | Unset = UNSET
    """Id of the coverage that it is a variant of."""
    uid: str | None | Unset = UNSET
    """Your own identifier of it. Digits in the example."""

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.created_at) and time.tzinfo is not UTC:
            force_setattr(self, "created_at", as_utc(time))
        if (time := came.updated_at) and time.tzinfo is not UTC:
            force_setattr(self, "updated_at", as_utc(time))
        if (time := came.deleted_at) and time.tzinfo is not UTC:
            force_setattr(self, "deleted_at", as_utc(time))
