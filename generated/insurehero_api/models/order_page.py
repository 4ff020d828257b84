# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class OrderPage(Model, kw_only=True, frozen=True):
    """The orders of a risk item.

    Source (documented): fetch-orders.
    """

    data: list[_models.Order]
    """The orders of the risk item."""
