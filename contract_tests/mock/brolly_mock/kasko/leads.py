"""Leads: persons who may become policyholders. Sources: fact sheet, sections 4.14, 4.15 and 5.9."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from ..clock import Clock
from ..document import Document
from ..exchange import Answer
from ..settings import MockSettings
from ..store import Store
from .answers import Request, link, refused, shown
from .offers import document
from .quotes import Quotes, rfc3339, snapshot


@dataclass(frozen=True, slots=True)
class Leads:
    """Creates leads and shows them; their documents take a while."""

    store: Store
    clock: Clock
    quotes: Quotes
    settings: MockSettings

    def create_lead(self, request: Request) -> Answer:
        """`POST /leads`."""
        body = request.document
        quote: Document | None = None
        if "quote_token" in body:
            token = body["quote_token"]
            quote = snapshot(self.quotes.quote(token, request.live, ("v1", "v2", "v3")))
            quote["signature"] = token
        lead = new_lead(
            body, quote, live=request.live, now=self.clock(), unique=lambda: uuid4().hex
        )
        self.store.put_document("leads", lead["id"], lead)
        return Answer(self.settings.kasko.created, shown(lead, request.call.origin))

    def get_lead(self, request: Request) -> Answer:
        """`GET /leads/{leadId}`; `ready` once the documents have been made."""
        lead_id = request.values["leadId"]
        lead = self.store.document("leads", lead_id)
        if lead is None or lead["_live"] is not request.live:
            raise refused(404, f"Lead {lead_id} was not found.")
        created = lead.get("created_at")
        if created is not None and lead.get("status") == "pending":
            ready = datetime.fromisoformat(created).timestamp() + self.settings.lead_seconds
            if self.clock() >= ready:
                attached = rfc3339(ready).replace("+00:00", ".000000Z")
                lead |= {
                    "status": "ready",
                    "updated_at": rfc3339(ready),
                    "assets": [document("offer", lead_id, attached)],
                }
        return Answer(200, shown(lead, request.call.origin))


def new_lead(
    body: Document,
    quote: Document | None,
    *,
    live: bool,
    now: float,
    unique: Callable[[], str],
) -> Document:
    """A lead as the store holds it."""
    number = unique()
    lead_id = f"{'' if live else 't'}{number}"
    return {
        "id": lead_id,
        "livemode": live,
        "firstname": body.get("first_name"),
        "lastname": body.get("last_name"),
        "email": body.get("email"),
        "quote": quote,
        "data": body.get("data", {}) | {"access_pin": str(int(number[:6], 16) % 10_000).zfill(4)},
        "product_id": body.get("item_id"),
        "policy_id": None,
        "touchpoint_id": body.get("touchpoint_id"),
        "distributor_id": "dist0123456789abcdef0123456789ab",
        "referrer_url": None,
        "whitelisted_referrer_url": None,
        "metadata": None,
        "opt_out_date": None,
        "language": body.get("language", "en"),
        "currency": "EUR",
        "created_at": rfc3339(now),
        "updated_at": rfc3339(now),
        "assets": [],
        "token": f"lead-{unique()}",
        "status": "pending",
        "_links": {
            "_self": link(f"/leads/{lead_id}"),
            "distributor": link("/accounts/dist0123456789abcdef0123456789ab"),
            "product": link(f"/products/{body.get('item_id')}"),
        },
        "_live": live,
    }
