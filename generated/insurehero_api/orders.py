# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `orders`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import Request, Whole, path_segment, query_pairs

from . import models


def list_orders(
    risk_item_id: str, *, search_by: models.SearchBy | None = None
) -> Request[models.OrderPage]:
    """List the orders of a risk item: see `InsureheroApi.list_orders`."""
    return Request(
        operation="list_orders",
        method="GET",
        template="/api/shield/integrations/v1/orders/{riskItemId}",
        path=f"/api/shield/integrations/v1/orders/{path_segment('risk_item_id', risk_item_id)}",
        security=("accessToken",),
        query=query_pairs(("searchBy", search_by)),
        headers={"Accept": "application/json"},
        returns={"200": models.OrderPage},
        errors={"default": models.Error},
    )


LIST_ORDERS: Whole[models.Order] = Whole(members=("data",), attributes=("data",))
"""How `list_orders` is paged."""
