# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class RiskItemPage(Model, kw_only=True, frozen=True):
    """A range of risk items.

    Source (documented): fetch-risk-items, fetch-risk-items-and-events.
    """

    data: list[_models.RiskItem]
    """The risk items, at most 100."""
