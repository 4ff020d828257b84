# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class Incident(Model, kw_only=True, frozen=True):
    """The incident that the claim is about.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim),
    [InsureHero Shield API: examples of
    claims](https://docs.insurehero.io/shield-api/claims/claims-management/claim-creation-examples#claim-creation-examples).
    """

    date: Timestamp | None | Unset = UNSET
    """When the incident happened. ISO 8601 with offset; UTC in the examples."""
    details: _models.IncidentDetails | None | Unset = UNSET
    """The report of the incident."""
    additional_properties: _models.FreeForm | None | Unset = UNSET
    """Answers to the questions of the variant.

    For instance `claim_type`, `incident_coords` (latitude and longitude in one text) and
    `fast_track`.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"details", "additional_properties"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.date) and time.tzinfo is not UTC:
            force_setattr(self, "date", as_utc(time))
