# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class Order(Model, kw_only=True, frozen=True):
    """A payment that is due for a risk item. Its amounts come without a currency.

    Source (documented): [InsureHero Shield API: fetch
    orders](https://docs.insurehero.io/shield-api/integrations/fetch-orders#get-orders-for-a-specific-risk-item).
    """

    id: str
    """InsureHero's id of the order. Opaque."""
    channel_id: str | Unset = UNSET
    """Id of the channel that sold the risk item."""
    risk_item_id: str | Unset = UNSET
    """Id of the risk item that the order is for."""
    customer_id: str | Unset = UNSET
    """Id of the user who placed the order."""
    customer_data: _models.CustomerData | None | Unset = UNSET
    """The customer who placed the order, as known at that time."""
    status: str | Unset = UNSET
    """Status of the order.

    Empty in the example; the values are not documented.
    """
    created_at: Timestamp | Unset = UNSET
    """When it was created. ISO 8601 with offset; UTC in the examples."""
    status_data: _models.FreeForm | None | Unset = UNSET
    """Data that belong to the status."""
    insurer_taxes: str | None | Unset = UNSET
    """Taxes of the insurer's share, a decimal number in major units."""
    insurer_net_price: str | None | Unset = UNSET
    """Net price of the insurer's share, a decimal number in major units."""
    insurer_gross_price: str | None | Unset = UNSET
    """Gross price of the insurer's share, a decimal number in major units."""
    total_taxes: str | None | Unset = UNSET
    """Total taxes, a decimal number in major units."""
    total_net_price: str | None | Unset = UNSET
    """Total net price, a decimal number in major units."""
    total_gross_price: str | None | Unset = UNSET
    """Total gross price.

    A decimal number in major units, or an arithmetic expression such as `2 + 3`.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"customer_data", "status_data"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.created_at) and time.tzinfo is not UTC:
            force_setattr(self, "created_at", as_utc(time))
