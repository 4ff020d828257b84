# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from collections.abc import Sequence

from brolly_runtime import Model, records_at

from .. import models as _models


class OrderPage(Model, kw_only=True, frozen=True):
    """The orders of a risk item.

    Source (documented): [InsureHero Shield API: fetch
    orders](https://docs.insurehero.io/shield-api/integrations/fetch-orders#get-orders-for-a-specific-risk-item).
    """

    data: list[_models.Order]
    """The orders of the risk item."""

    @property
    def items(self) -> Sequence[_models.Order]:
        """The records of this response; empty if there are none."""
        return records_at(self, ("data",))
