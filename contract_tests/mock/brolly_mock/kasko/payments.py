"""Payments: they turn an offer into a policy, which comes to be in the background.

Sources: fact sheet, sections 4.8, 4.9 and 5.8. The documents name no status for the cases in which
a payment does not fit: the mock answers 404 for an unknown offer, 400 for a wrong token, and 409
for an offer that is paid or not approved yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from ..clock import Clock
from ..document import Document
from ..exchange import Answer
from ..settings import MockSettings
from ..store import Store, timestamp
from .answers import Request, invalid_member, refused, shown
from .offers import Offers
from .quotes import rfc3339


@dataclass(frozen=True, slots=True)
class Payments:
    """Takes payments, shows them, and makes the policies that are due."""

    store: Store
    clock: Clock
    offers: Offers
    settings: MockSettings

    def create_payment(self, request: Request) -> Answer:
        """`POST /payments`."""
        body = request.document
        offer = self.offers.find(body["policy_id"], live=request.live)
        if offer["_state"] == "paid":
            raise refused(409, "This offer is paid.")
        if offer["_state"] == "waiting":
            raise refused(409, "This offer is not approved yet.")
        if body["token"] != offer["payment_token"]:
            raise invalid_member("token")
        payment = new_payment(body, live=request.live, now=self.clock(), number=uuid4().hex)
        self.store.put_document("payments", payment["id"], payment)
        paid = offer | {"status": "accepted", "_state": "paid"}
        self.store.put_document("offers", offer["id"], paid)
        due = self.clock() + self.settings.policy_seconds
        self.store.put_document("due_policies", offer["id"], {"due": due})
        return Answer(self.settings.kasko.created, shown(payment, request.call.origin))

    create_payment_form = create_payment

    def get_payment(self, request: Request) -> Answer:
        """`GET /payments/{paymentId}`."""
        payment_id = request.values["paymentId"]
        payment = self.store.document("payments", payment_id)
        if payment is None or payment["_live"] is not request.live:
            raise refused(404, f"Payment {payment_id} was not found.")
        return Answer(200, shown(payment, request.call.origin))

    def settle(self) -> None:
        """Make the policies whose time has come."""
        now = self.clock()
        for policy_id, due in self.store.documents("due_policies").items():
            if due["due"] <= now and self.store.drop_document("due_policies", policy_id):
                offer = self.store.document("offers", policy_id)
                if offer is not None:
                    self._make(offer)

    def _make(self, offer: Document) -> None:
        quote = offer["quote"]
        period = quote["duration_data"]
        self.store.put_document("policy_details", offer["id"], details(offer))
        self.store.insert(
            live=offer["_live"],
            id=offer["id"],
            insurer_policy_id=offer["insurer_policy_id"],
            first_name=offer["first_name"],
            last_name=offer["last_name"],
            email=offer["email"],
            currency=offer["currency"],
            amount=quote["gross_payment_amount"],
            gross_premium=quote["payment_data"]["gross_premium"],
            start_date=_basic(period["policy_start_date"]),
            end_date=_basic(period["policy_end_date"]),
            created_at=timestamp(self.clock()),
            assets=[{"name": "policy", "url": f"https://assets.example.com/{offer['id']}.pdf"}],
        )


def details(offer: Document) -> Document:
    """What a policy holds beyond its listed form, out of the offer that it was."""
    kept = (
        *("touchpoint_id", "item_id", "subscription_plan_id", "language", "data", "metadata"),
        *("quote", "distributor_traffic_source", "referrer_url"),
    )
    return {name: offer.get(name) for name in kept} | {"version": 1, "media": []}


def new_payment(body: Document, *, live: bool, now: float, number: str) -> Document:
    """A payment as the store holds it."""
    return {
        "object": "payment",
        "id": f"{'' if live else 't'}{number}",
        "livemode": live,
        "provider": body.get("provider"),
        "method": body.get("method"),
        "status": "ok",
        "policy_id": body["policy_id"],
        "charge_id": None,
        "fee": 0,
        "reference": None,
        "token": body["token"],
        "reason": None,
        "processed_at": rfc3339(now),
        "error_code": None,
        "metadata": body.get("metadata", []),
        "transaction_metadata": [],
        "customer_id": "cust0123456789abcdef0123456789ab",
        "refunds": [],
        "_links": {},
        "_live": live,
    }


def _basic(text: str) -> str:
    """A time of v2 in the form of the list: a basic offset."""
    return text.replace("+00:00", "+0000")
