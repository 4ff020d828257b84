# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.risk_item_envelope import RiskItemEnvelope


def get_risk_item(risk_item_id: str) -> Request[RiskItemEnvelope]:
    """Retrieve a risk item.

    Returns one risk item by its id.

    Source (documented): [InsureHero Shield API: fetch risk
    items](https://docs.insurehero.io/shield-api/integrations/fetch-risk-items#get-the-data-of-a-given-risk-item).

    Whether your own `uid` works here too is not documented.

    Args:
        risk_item_id: InsureHero's id of the risk item. Opaque.

    Returns:
        RiskItemEnvelope: The requested risk item.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="get_risk_item",
        method="GET",
        template="/api/shield/integrations/v1/risk-items/{riskItemId}",
        path=f"/api/shield/integrations/v1/risk-items/{path_segment('risk_item_id', risk_item_id)}",
        security=("accessToken",),
        headers={"Accept": "application/json"},
        returns={"200": RiskItemEnvelope},
        errors={"default": Error},
    )
