"""The integrations part: risk items, claims with their events, and orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..document import Document
from ..exchange import Answer
from .asked import Asked, Serve, data
from .ranges import Records

# What each flag of the claim reads brings. Without any flag the whole claim is given.
_CLAIM_PARTS = {
    "comm_info": ("communications",),
    "policy_ref": ("policy_reference",),
    "general": ("incident", "incident_date", "claim_amount", "claimant_data", "assets"),
}


@dataclass(frozen=True, slots=True)
class Reads:
    """What an external platform reads."""

    records: Records

    def operations(self) -> dict[str, Serve]:
        """Who answers what."""
        return {
            "list_risk_items": self.risk_items,
            "list_channel_risk_items": self.risk_items,
            "get_risk_item": self.risk_item,
            "list_claims": self.claims,
            "get_claim": self.claim,
            "list_claim_events": self.claim_events,
            "list_orders": self.orders,
        }

    def risk_items(self, asked: Asked) -> Answer:
        """A range of risk items; both parts give the same."""
        return data(self.records.range("risk_items", asked.values))

    def risk_item(self, asked: Asked) -> Answer:
        """One risk item by its id."""
        return data(self.records.one("risk_items", asked.values["riskItemId"]))

    def claims(self, asked: Asked) -> Answer:
        """A range of claims, with the parts asked for."""
        claims = self.records.range("claims", asked.values)
        return data([_selected(claim, asked.values) for claim in claims])

    def claim(self, asked: Asked) -> Answer:
        """One claim, with the parts asked for."""
        claim = self.records.one("claims", asked.values["claimId"])
        return data(_selected(claim, asked.values))

    def claim_events(self, asked: Asked) -> Answer:
        """All events of a claim."""
        claim_id = asked.values["claimId"]
        self.records.one("claims", claim_id)
        return data(self.records.store.children("claim_events", claim_id))

    def orders(self, asked: Asked) -> Answer:
        """All orders of a risk item."""
        item = self.records.named("risk_items", asked.values["riskItemId"], asked.values)
        return data(self.records.store.children("orders", item["id"]))


def _selected(claim: Document, values: Mapping[str, Any]) -> Document:
    """The parts of a claim that the flags of the request ask for."""
    if not any(flag in values for flag in _CLAIM_PARTS):
        return claim
    dropped = {
        member
        for flag, members in _CLAIM_PARTS.items()
        if not values.get(flag, False)
        for member in members
    }
    return {name: value for name, value in claim.items() if name not in dropped}
