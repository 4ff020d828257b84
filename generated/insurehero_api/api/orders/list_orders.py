# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, Whole, path_segment, query_pairs

from ...models.error import Error
from ...models.order import Order
from ...models.order_page import OrderPage
from ...models.search_by import SearchBy


def list_orders(risk_item_id: str, *, search_by: SearchBy | Unset = UNSET) -> Request[OrderPage]:
    """List the orders of a risk item.

    Returns all orders of a risk item at once. A subscription gets a new order with each
    payment, so expect several.

    Source (documented): [InsureHero Shield API: fetch
    orders](https://docs.insurehero.io/shield-api/integrations/fetch-orders#get-orders-for-a-specific-risk-item).

    No range is documented here.

    Args:
        risk_item_id: The id of the risk item, or your own `uid` of it if `searchBy` is
            `uid`.
        search_by: Whether `riskItemId` is an `id` (the default) or a `uid`.

    Returns:
        OrderPage: The orders of the risk item.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_orders",
        method="GET",
        template="/api/shield/integrations/v1/orders/{riskItemId}",
        path=f"/api/shield/integrations/v1/orders/{path_segment('risk_item_id', risk_item_id)}",
        security=("accessToken",),
        query=query_pairs(("searchBy", search_by)),
        headers={"Accept": "application/json"},
        returns={"200": OrderPage},
        errors={"default": Error},
    )


PAGES: Whole[Order] = Whole(members=("data",), attributes=("data",))
"""How the list is read whole."""
