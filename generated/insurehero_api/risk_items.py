# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `risk_items`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import ByIndex, Request, given, json_body, path_segment, query_pairs

from . import models


def list_risk_items(*, from_: int, to: int) -> Request[models.RiskItemPage]:
    """List risk items: see `InsureheroApi.list_risk_items`."""
    return Request(
        operation="list_risk_items",
        method="GET",
        template="/api/shield/integrations/v1/risk-items",
        path="/api/shield/integrations/v1/risk-items",
        security=("accessToken",),
        query=query_pairs(("from", given("from_", from_)), ("to", given("to", to))),
        headers={"Accept": "application/json"},
        returns={"200": models.RiskItemPage},
        errors={"default": models.Error},
    )


LIST_RISK_ITEMS: ByIndex[models.RiskItem] = ByIndex(
    first="from_", last="to", most=100, members=("data",), attributes=("data",)
)
"""How `list_risk_items` is paged."""


def get_risk_item(risk_item_id: str) -> Request[models.RiskItemEnvelope]:
    """Retrieve a risk item: see `InsureheroApi.get_risk_item`."""
    return Request(
        operation="get_risk_item",
        method="GET",
        template="/api/shield/integrations/v1/risk-items/{riskItemId}",
        path=f"/api/shield/integrations/v1/risk-items/{path_segment('risk_item_id', risk_item_id)}",
        security=("accessToken",),
        headers={"Accept": "application/json"},
        returns={"200": models.RiskItemEnvelope},
        errors={"default": models.Error},
    )


def list_channel_risk_items(*, from_: int, to: int) -> Request[models.RiskItemPage]:
    """List the risk items of the channel: see `InsureheroApi.list_channel_risk_items`."""
    return Request(
        operation="list_channel_risk_items",
        method="GET",
        template="/api/shield/v1/risk-items",
        path="/api/shield/v1/risk-items",
        security=("channelToken",),
        query=query_pairs(("from", given("from_", from_)), ("to", given("to", to))),
        headers={"Accept": "application/json"},
        returns={"200": models.RiskItemPage},
        errors={"default": models.Error},
    )


LIST_CHANNEL_RISK_ITEMS: ByIndex[models.RiskItem] = ByIndex(
    first="from_", last="to", most=100, members=("data",), attributes=("data",)
)
"""How `list_channel_risk_items` is paged."""


def create_risk_item(*, body: models.NewRiskItem) -> Request[models.RiskItemEnvelope]:
    """Create a risk item: see `InsureheroApi.create_risk_item`."""
    return Request(
        operation="create_risk_item",
        method="POST",
        template="/api/shield/v1/risk-items",
        path="/api/shield/v1/risk-items",
        security=("channelToken",),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": models.RiskItemEnvelope, "201": models.RiskItemEnvelope},
        errors={"default": models.Error},
    )
