# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, json_body

from ...models.error import Error
from ...models.new_risk_item import NewRiskItem
from ...models.risk_item_envelope import RiskItemEnvelope


def create_risk_item(*, body: NewRiskItem) -> Request[RiskItemEnvelope]:
    """Create a risk item.

    Insures a risk under a policy. The package decides how it is paid: once, which makes one
    order, or by subscription, which makes an order for each payment. Beneficiaries and
    claimants do not have to be users yet.

    Source (documented): [InsureHero Shield API: risk
    items](https://docs.insurehero.io/shield-api/policies/risk-item-management#add-a-risk-item-to-a-policy),
    [InsureHero Shield API:
    subscriptions](https://docs.insurehero.io/shield-api/policies/subscriptions#overview).

    Args:
        body: The risk, its package and policy, the period, and the people.

    Returns:
        RiskItemEnvelope: The new risk item, with ids instead of uids. The status could not
            be read.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="create_risk_item",
        method="POST",
        template="/api/shield/v1/risk-items",
        path="/api/shield/v1/risk-items",
        security=("channelToken",),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": RiskItemEnvelope, "201": RiskItemEnvelope},
        errors={"default": Error},
    )
