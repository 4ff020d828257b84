# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class Variant(Model, kw_only=True, frozen=True):
    """A variant of a coverage. Its amounts come without a currency.

    Source (documented): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-variant).
    """

    id: str
    """InsureHero's id of the variant. Opaque."""
    created_at: Timestamp | Unset = UNSET
    """When it was created. ISO 8601 with offset; UTC in the examples."""
    updated_at: Timestamp | Unset = UNSET
    """When it was last changed. ISO 8601 with offset; UTC in the examples."""
    deleted_at: Timestamp | None | Unset = UNSET
    """When it was deleted. ISO 8601 with offset; UTC in the examples."""
    coverage_limits: float | None | Unset = UNSET
    """The maximum that is paid, in major units."""
    deductible: Any | Unset = UNSET
    """The deductible, which is not paid.

    Only null was seen, so the type is not known.
    """
    description: str | None | Unset = UNSET
    """What the variant covers."""
    name: str | None | Unset = UNSET
    """Name of the variant."""
    conditions: str | None | Unset = UNSET
    """Conditions of the cover."""
    exclusions: str | None | Unset = UNSET
    """What the cover excludes."""
    gross_price: str | None | Unset = UNSET
    """Gross price, a decimal number in major units."""
    taxes: list[_models.Tax] | None | Unset = UNSET
    """Taxes that are part of the price."""
    pricing_rules: _models.PricingRules | None | Unset = UNSET
    """How the price is calculated."""
    pricing_type: str | None | Unset = UNSET
    """How it is paid, such as `one_time`.

    Only `one_time` was seen.
    """
    subject_schema: _models.FieldSchemas | None | Unset = UNSET
    """What `insured_subject` of a risk item must contain."""
    claim_schema: _models.FieldSchemas | None | Unset = UNSET
    """What `incident.additional_properties` of a claim must contain."""
    markup: list[_models.Markup] | None | Unset = UNSET
    """Markups that others add to the price."""
    channel_id: str | Unset = UNSET
    """Id of the channel that sells the policy."""
    coverage_id: str | Unset = UNSET
    """Id of the coverage that the variant belongs to."""
    uid: str | None | Unset = UNSET
    """Your own identifier of the variant."""

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.created_at) and time.tzinfo is not UTC:
            force_setattr(self, "created_at", as_utc(time))
        if (time := came.updated_at) and time.tzinfo is not UTC:
            force_setattr(self, "updated_at", as_utc(time))
        if (time := came.deleted_at) and time.tzinfo is not UTC:
            force_setattr(self, "deleted_at", as_utc(time))
