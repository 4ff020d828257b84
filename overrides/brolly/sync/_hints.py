"""Webhooks as hints: which records a delivery names. No I/O.

A delivery may be lost, late or sent twice, and InsureHero does not sign its own. So nothing is
copied from it: it names records, and they are read from the API.
"""

from __future__ import annotations

from ..webhooks import KaskoDelivery, ShieldEvent

_TABLES = {
    "claims": "claims",
    "risk_items": "risk_items",
    "orders": "orders",
    "claims_events": "claim_events",
}


def hint(delivery: KaskoDelivery | ShieldEvent) -> dict[str, list[str]]:
    """Ids by table, for `refresh`, or as `only` of `Copy.run`, `kasko` and `insurehero`.

    Args:
        delivery: From `KaskoWebhooks.verify` or `read_shield_event`. An event about an
            undocumented table gives no ids; the next run reads that record.
    """
    if isinstance(delivery, KaskoDelivery):
        return {"policies": [delivery.policy.id]}
    return {} if delivery.table is None else {_TABLES[delivery.table]: [delivery.id]}
