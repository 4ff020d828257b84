# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class IncidentDetails(Model, kw_only=True, frozen=True):
    """The report of the incident.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim),
    [InsureHero Shield API: examples of
    claims](https://docs.insurehero.io/shield-api/claims/claims-management/claim-creation-examples#claim-creation-examples).
    """

    transaction: _models.Transaction | None | Unset = UNSET
    """The purchase that is concerned. May be empty."""
    description: str | None | Unset = UNSET
    """What happened, in the claimant's words."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"transaction", "description"})
