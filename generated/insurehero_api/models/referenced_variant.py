# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class ReferencedVariant(Model, kw_only=True, frozen=True):
    """A variant of cover as seen from a claim.

    Source (documented): fetch-claims.
    """

    id: str
    """InsureHero's id of the variant. Opaque."""
    name: str | None | Unset = UNSET
    """Name."""
    conditions: str | None | Unset = UNSET
    """Conditions of cover."""
    exclusions: str | None | Unset = UNSET
    """What is not covered."""
    description: str | None | Unset = UNSET
    """What is covered."""
    created_at: Timestamp | Unset = UNSET
    """When it was made. ISO 8601 with offset (UTC in the examples)."""
    insurer_id: str | None | Unset = UNSET
    """Id of the insurer."""
    gross_price: str | None | Unset = UNSET
    """Gross price, a decimal number in major units. The currency is not given."""
    pricing_type: str | None | Unset = UNSET
    """How it is paid. Only `one_time` was seen."""
    pricing_rules: _models.PricingRules | None | Unset = UNSET
    """How the price is made."""
    coverage_limits: float | None | Unset = UNSET
    """The most that is paid, in major units. The currency is not given."""

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.created_at) and time.tzinfo is not UTC:
            force_setattr(self, "created_at", as_utc(time))
