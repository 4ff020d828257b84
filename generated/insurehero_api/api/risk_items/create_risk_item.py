# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, json_body

from ...models.error import Error
from ...models.new_risk_item import NewRiskItem
from ...models.risk_item_envelope import RiskItemEnvelope


def create_risk_item(*, body: NewRiskItem) -> Request[RiskItemEnvelope]:
    """Insure a risk under a policy.

    The package says whether it is paid once, which makes one order, or by a subscription,
    which makes an order each time that a payment is due. Beneficiaries and claimants need not
    be users yet.

    Source (documented): risk-item-management, subscriptions.

    Args:
        body: What to insure, how, for how long and for whom.

    Returns:
        RiskItemEnvelope: The risk item, with ids in place of the uids. The status could
            not be read.

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
