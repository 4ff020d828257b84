# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class RiskItemEnvelope(Model, kw_only=True, frozen=True):
    """The requested risk item.

    Source (documented): [InsureHero Shield API: fetch risk
    items](https://docs.insurehero.io/shield-api/integrations/fetch-risk-items#additional-attributes).
    """

    data: _models.RiskItem
    """The requested risk item."""
