# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class ReferencedVariant(Model, kw_only=True, frozen=True):
    """A variant as a claim shows it.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim).
    """

    id: str
    """InsureHero's id of the variant. Opaque."""
    name: str | None | Unset = UNSET
    """Name of the variant."""
    conditions: str | None | Unset = UNSET
    """Conditions of the cover."""
    exclusions: str | None | Unset = UNSET
    """What the cover excludes."""
    description: str | None | Unset = UNSET
    """What the variant covers."""
    created_at: Timestamp | Unset = UNSET
    """When it was created. ISO 8601 with offset; UTC in the examples."""
    insurer_id: str | None | Unset = UNSET
    """Id of the insurer of the variant."""
    gross_price: str | None | Unset = UNSET
    """Gross price, a decimal number in major units.

    The currency is not given.
    """
    pricing_type: str | None | Unset = UNSET
    """How it is paid, such as `one_time`.

    Only `one_time` was seen.
    """
    pricing_rules: _models.PricingRules | None | Unset = UNSET
    """How the price is calculated."""
    coverage_limits: float | None | Unset = UNSET
    """The maximum that is paid, in major units.

    The currency is not given.
    """

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.created_at) and time.tzinfo is not UTC:
            force_setattr(self, "created_at", as_utc(time))
