"""Offers: a quote joined with a person, waiting to be paid.

Sources: fact sheet, sections 4.6, 4.7, 5.5 and 5.7. An offer with `flow` `manual_underwriting` has
no payment token until it is approved (`Mock.approve_offer` stands in for the dashboard).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from ..bodies import Form
from ..clock import Clock
from ..document import Document
from ..exchange import Answer
from ..settings import KaskoReading
from ..store import Store
from .answers import Request, json_object, link, refused, shown
from .quotes import Quotes, Version, rfc3339, snapshot


@dataclass(frozen=True, slots=True)
class Offers:
    """Creates offers and shows them."""

    store: Store
    clock: Clock
    quotes: Quotes
    reading: KaskoReading

    def create_offer(self, request: Request) -> Answer:
        """`POST /policies` by v2; quotes of v2 and v3 fit."""
        return self._create(request, ("v2", "v3"), request.document)

    def create_offer_form(self, request: Request) -> Answer:
        """`POST /policies` by v2, as a form."""
        return self._create(request, ("v2", "v3"), _members(request.form))

    def create_offer_v1(self, request: Request) -> Answer:
        """`POST /policies` by v1."""
        return self._create(request, ("v1",), request.document)

    def create_offer_v1_form(self, request: Request) -> Answer:
        """`POST /policies` by v1, as a form."""
        return self._create(request, ("v1",), _members(request.form))

    def get_offer(self, request: Request) -> Answer:
        """`GET /offers/{offerId}`."""
        offer = self.find(request.values["offerId"], live=request.live)
        return Answer(200, shown(offer, request.call.origin))

    def find(self, offer_id: str, *, live: bool) -> Document:
        """The offer of this id; RefusedError if keys of this mode cannot see one."""
        offer = self.store.document("offers", offer_id)
        if offer is None or offer["_live"] is not live:
            raise refused(404, f"Offer {offer_id} was not found.")
        return offer

    def approve(self, offer_id: str) -> None:
        """Let an offer be paid that was waiting for it. KeyError if there is none."""
        offer = self.store.document("offers", offer_id)
        if offer is None or offer["_state"] != "waiting":
            raise KeyError(offer_id)
        changes = {
            "_state": "payable",
            "status": "ready",
            "accepted_at": rfc3339(self.clock()),
            "payment_token": f"payment-{uuid4().hex}",
        }
        self.store.put_document("offers", offer_id, offer | changes)

    def _create(self, request: Request, versions: tuple[Version, ...], body: Document) -> Answer:
        quote = self.quotes.quote(body["quote_token"], request.live, versions)
        offer = new_offer(
            body, quote, live=request.live, now=self.clock(), unique=lambda: uuid4().hex
        )
        self.store.put_document("offers", offer["id"], offer)
        created: Document = {
            name: offer[name]
            for name in ("id", "insurer_policy_id", "payment_token")
            if name in offer
        }
        origin, offer_id = request.call.origin, offer["id"]
        links: Document = {"_self": {"href": f"{origin}/policies/{offer_id}"}}
        if "v2" in versions:
            links["assets"] = {
                kind: {"href": f"{origin}/{path}/{offer_id}/assets?token={uuid4().hex}"}
                for kind, path in (("offer", "offers"), ("policy", "policies"))
            }
        created |= {"insurer_external_policy_id": None, "_links": links}
        return Answer(self.reading.created, created)


def _members(form: Form) -> Document:
    """The members of a form, of which `data` holds JSON."""
    return form | ({"data": json_object(form["data"], "data")} if "data" in form else {})


def new_offer(
    body: Document, quote: Document, *, live: bool, now: float, unique: Callable[[], str]
) -> Document:
    """An offer as the store holds it: members that begin with `_` are the mock's own.

    `unique` gives 32 hexadecimal digits, other ones each time.
    """
    manual = quote["flow"] == "manual_underwriting"
    number = unique()
    offer_id = f"{'lpol' if live else 'tpol'}_{number[:28]}"
    offer: Document = {
        "id": offer_id,
        "version_id": f"{'lpv' if live else 'tpv'}_{number[:29]}",
        "product_version_id": "prv_00000000000000000000000000ab",
        "product_id": "pr_00000000000000000000000000abc",
        "subscription_plan_id": quote.get("subscription_plan_id"),
        "distributor_id": "dist0123456789abcdef0123456789ab",
        "insurer_id": "insu0123456789abcdef0123456789ab",
        "item_id": quote["item_id"],
        "touchpoint_id": quote.get("touchpoint_id"),
        "integration_version_id": None,
        "insurer_policy_id": f"{'' if live else 'TEST-'}SMP-{_letters(number)}",
        "first_name": body["first_name"],
        "last_name": body["last_name"],
        "email": body["email"],
        "currency": quote["currency"],
        "language": body.get("language", "en"),
        "flow": quote["flow"],
        "status": "pending" if manual else "ready",
        "quote": snapshot(quote),
        "data": body.get("data", {}),
        "media": [],
        "metadata": body.get("metadata", {}),
        "cancellation_reason": None,
        "cancelled_by": None,
        "cancelled_at": None,
        "distributor_traffic_source": body.get("distributor_traffic_source"),
        "referrer_url": body.get("referrer_url"),
        "whitelisted_referrer_url": None,
        "linked_policy_id": None,
        "accepted_at": None,
        "created_at": rfc3339(now),
        "assets": [document("offer", number, rfc3339(now)) | {"version": None}],
        "_links": {
            "_self": link(f"/offers/{offer_id}"),
            "item": link(f"/items/{quote['item_id']}"),
            "touchpoint": link(f"/touchpoints/{quote.get('touchpoint_id')}"),
        },
        "_live": live,
        "_state": "waiting" if manual else "payable",
    }
    if not manual:
        offer["payment_token"] = f"payment-{unique()}"
    return offer


def document(designation: str, number: str, attached: str) -> Document:
    """A document of an offer, a lead or a policy by v2."""
    return {
        "name": designation.capitalize(),
        "extension": "pdf",
        "url": f"https://assets.example.com/{designation}-{number}.pdf?Expires=1893456000",
        "designation": designation,
        "attachment_date": attached,
    }


def _letters(number: str) -> str:
    return "".join(chr(ord("A") + int(digit, 16)) for digit in number[-8:])
