# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class RiskItemEnvelope(Model, kw_only=True, frozen=True):
    """The requested risk item.

    Source (documented): fetch-risk-items.
    """

    data: _models.RiskItem
    """The requested risk item."""
