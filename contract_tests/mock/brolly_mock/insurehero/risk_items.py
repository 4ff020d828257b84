"""Making risk items, with the orders that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from ..clock import Clock
from ..document import Document
from ..exchange import Answer
from ..spec import instant
from ..store import timestamp
from .asked import Asked, Serve, data
from .errors import invalid
from .ranges import Records


@dataclass(frozen=True, slots=True)
class RiskItems:
    """What is insured through the channel."""

    records: Records
    clock: Clock
    channel: str
    """The id of the channel."""

    def operations(self) -> dict[str, Serve]:
        """Who answers what."""
        return {"create_risk_item": self.create}

    def create(self, asked: Asked) -> Answer:
        """Insure a risk: the risk item and its first order are there from now on."""
        body: dict[str, Any] = asked.body
        policy = self.records.with_uid("channel_policies", body["policy_uid"])
        package = self.records.with_uid("packages", body["package_uid"])
        self._check(body)
        item: Document = {
            "id": str(uuid4()),
            "policy_id": policy["id"],
            "package_id": package["id"],
            "authorized_claimants": body.get("authorized_claimants", []),
            "beneficiaries": body.get("beneficiaries", []),
            "start_date": body["start_date"],
            "end_date": body["end_date"],
            "insured_subject": body["insured_subject"],
            "status": "SAMPLE_ACTIVE",
            "uid": body["uid"],
            "assets": [],
            "metadata": body.get("metadata", {}),
        }
        store = self.records.store
        store.insert_record("risk_items", item)
        store.insert_record("orders", self._order(item, policy), parent=item["id"])
        return data(item, self.records.reading.created)

    def _check(self, body: dict[str, Any]) -> None:
        try:
            start, end = instant(body["start_date"]), body["end_date"]
            if end is not None and instant(end) < start:
                raise invalid("The end is before the start")
        except ValueError:
            # A leap second, say, which the format allows.
            raise invalid("A date cannot be read") from None
        if any(not {"email", "phone"} & one.keys() for one in body.get("beneficiaries", [])):
            raise invalid("A beneficiary needs email or phone")
        if self.records.store.record_with_uid("risk_items", body["uid"]) is not None:
            raise invalid("The uid is taken")

    def _order(self, item: Document, policy: Document) -> Document:
        """What is due at once: all of it, or the first payment of a subscription."""
        holder = self.records.store.record("users", policy.get("holder_id", ""))
        return {
            "id": str(uuid4()),
            "channel_id": self.channel,
            "risk_item_id": item["id"],
            **({"customer_id": holder["id"], "customer_data": holder} if holder else {}),
            "status": "",
            "created_at": timestamp(self.clock()).replace("+0000", "+00:00"),
            "status_data": {},
            "insurer_taxes": "0",
            "insurer_net_price": "8",
            "insurer_gross_price": "8",
            "total_taxes": "1",
            "total_net_price": "9",
            "total_gross_price": "9 + 1",
        }
