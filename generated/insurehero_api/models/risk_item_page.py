# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from collections.abc import Sequence

from brolly_runtime import Model, records_at

from .. import models as _models


class RiskItemPage(Model, kw_only=True, frozen=True):
    """A range of risk items.

    Source (documented): [InsureHero Shield API: fetch risk
    items](https://docs.insurehero.io/shield-api/integrations/fetch-risk-items#additional-attributes),
    [InsureHero Shield API: fetch risk items and events (an older
    page)](https://docs.insurehero.io/shield-api/integrations/fetch-risk-items-and-events#get-all-risk-items).
    """

    data: list[_models.RiskItem]
    """The risk items, at most 100."""

    @property
    def items(self) -> Sequence[_models.RiskItem]:
        """The records of this response; empty if there are none."""
        return records_at(self, ("data",))
