# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class ClaimEnvelope(Model, kw_only=True, frozen=True):
    """The requested claim.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim).
    """

    data: _models.Claim
    """The requested claim."""
