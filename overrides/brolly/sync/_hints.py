"""Webhooks as hints: which records a delivery says have changed. No I/O.

A delivery may be lost, late or doubled, and InsureHero's are not signed. So it says only what to
read again, now rather than at the next run.
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
    """Ids by table, for `Copy.run(only=...)`, `refresh` or `kasko` and `insurehero`.

    Args:
        delivery: What `KaskoWebhooks.verify` or `read_shield_event` gave. An event about a table
            that the documents do not name gives nothing: the next run reads it.
    """
    if isinstance(delivery, KaskoDelivery):
        return {"policies": [delivery.policy.id]}
    return {} if delivery.table is None else {_TABLES[delivery.table]: [delivery.id]}
