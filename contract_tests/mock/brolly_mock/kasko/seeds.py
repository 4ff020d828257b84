"""The offers, payments, leads and files that a mock starts with.

The examples of the specification are among them, so that they can be tried as they stand. The
others show every branch that the schemas leave open.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from ..document import Document
from ..spec import load
from ..store import Store
from ..variation import Shape, vary
from .leads import new_lead
from .media import new_media
from .offers import document, new_offer
from .payments import new_payment
from .quotes import ITEMS, PLANS, TOUCHPOINT, VARIANT, Version, new_quote, snapshot

_NOW = 1_767_571_200  # 2026-01-05
_VARIED = 120
_LIVE = 3
_PERSON = {"first_name": "Sample", "last_name": "Holder", "email": "holder@example.com"}
_OFFER = {**_PERSON, "data": {"phone": "+441632960000"}, "metadata": {"booking_reference": "B-1"}}

# What most records do not have.
_RARELY: Document = {
    "integration_version_id": "ins_00000000000000000000000000cd",
    "distributor_traffic_source": "newsletter",
    "referrer_url": "https://shop.example.com/insure",
    "whitelisted_referrer_url": "https://shop.example.com/insure",
    "linked_policy_id": "tpol_9123456789abcdef0123456789ab",
}
_RARELY_IN_OFFERS: Document = {
    **_RARELY,
    "cancellation_reason": "Changed my mind",
    "cancelled_by": "distributor",
    "cancelled_at": "2026-01-06T00:00:00+00:00",
    "accepted_at": "2026-01-05T00:10:00+00:00",
}
_RARELY_IN_PAYMENTS: Document = {
    "charge_id": "charge-1",
    "reference": "B-1",
    "reason": "A test",
    "error_code": "none",
    "metadata": {"account_holder_name": "Sample Holder"},
}
_RARELY_IN_LEADS: Document = {
    "policy_id": "tpol_9123456789abcdef0123456789ab",
    "referrer_url": "https://shop.example.com/insure",
    "whitelisted_referrer_url": "https://shop.example.com/insure",
    "metadata": {"booking_reference": "B-1"},
    "opt_out_date": "2026-01-07",
}

OFFER = "tpol_0123456789abcdef0123456789ab"
OFFER_V1 = "tpol_1123456789abcdef0123456789ab"
PAYMENT_TOKEN = "PAYMENT-TOKEN"  # noqa: S105 - of the mock
QUOTE_TOKENS: dict[str, Version] = {"QUOTE-TOKEN": "v3", "QUOTE-SIGNATURE": "v1"}


def fill(store: Store, seed: int) -> None:
    """Write the documents into an empty store."""
    rng = Random(f"{seed}/kasko")

    def unique() -> str:
        return f"{rng.getrandbits(128):032x}"

    for token, version in QUOTE_TOKENS.items():
        store.put_document("quotes", token, _quote(version, live=False))
    _payable(store, OFFER, "v3", unique)
    for live, number in ((False, _VARIED), (True, _LIVE)):
        for row in range(number):
            first = not live and row == 0
            rare = row % 2 == 1
            _add(store, "offers", "Offer", _paid_offer(live, rare, unique), row)
            _add(store, "payments", "Payment", _payment(live, first, rare, unique), row)
            _add(store, "leads", "Lead", _lead(live, first, row, unique), row)
            _add(store, "media", "Media", _media(live, first, row, unique), row)
    _payable(store, OFFER_V1, "v1", unique)


def _payable(store: Store, offer_id: str, version: Version, unique: Callable[[], str]) -> None:
    quote = _quote(version, live=False)
    offer = new_offer(_OFFER, quote, live=False, now=_NOW, unique=_first(offer_id[5:], unique))
    store.put_document("offers", offer_id, offer | {"payment_token": PAYMENT_TOKEN})


def _add(store: Store, kind: str, schema: str, document: Document, row: int) -> None:
    store.put_document(kind, document["id"], vary(_shape(schema), document, row))


@cache
def _shape(schema: str) -> Shape:
    spec = load("kasko")
    return Shape.of(spec, spec.schema(schema))


def _quote(version: Version, *, live: bool) -> Document:
    product = (
        {"item_id": VARIANT}
        if version == "v1"
        else {"item_id": ITEMS[0], "subscription_plan_id": PLANS[0], "touchpoint_id": TOUCHPOINT}
    )
    data = {"policy_start_date": "2027-01-01", "insured_sum": 10_000_000}
    return new_quote(version, product, data, 10_000, live=live, now=_NOW)


def _paid_offer(live: bool, rare: bool, unique: Callable[[], str]) -> Document:
    # Paid: what is varied may lack what a policy needs.
    quote = _quote("v2", live=live)
    offer = new_offer(_OFFER, quote, live=live, now=_NOW, unique=unique)
    return offer | {"status": "accepted", "_state": "paid"} | (_RARELY_IN_OFFERS if rare else {})


def _payment(live: bool, first: bool, rare: bool, unique: Callable[[], str]) -> Document:
    number = "0123456789abcdef0123456789abcdef" if first else unique()
    body = {"token": unique(), "policy_id": OFFER, "method": "invoice", "provider": "invoice"}
    payment = new_payment(body, live=live, now=_NOW, number=number)
    return payment | (_RARELY_IN_PAYMENTS if rare else {})


def _lead(live: bool, first: bool, row: int, unique: Callable[[], str]) -> Document:
    body = {**_PERSON, "item_id": ITEMS[1], "touchpoint_id": TOUCHPOINT}
    number = _first("1123456789abcdef0123456789abcdef", unique) if first else unique
    quote = snapshot(_quote("v2", live=live)) | {"signature": "QUOTE-TOKEN"}
    lead = new_lead(body, quote, live=live, now=_NOW, unique=number)
    if row % 2:
        ready = document("offer", lead["id"], "2026-01-05T00:00:01.000000Z")
        return lead | _RARELY_IN_LEADS | {"status": "ready", "assets": [ready]}
    # Such as wait for ever, to be seen under any clock.
    return lead if row % 3 else lead | {"created_at": "2099-01-01T00:00:00+00:00"}


def _media(live: bool, first: bool, row: int, unique: Callable[[], str]) -> Document:
    body = {
        "designation": "purchase_receipt",
        "name": "receipt.pdf",
        "mime_type": "application/pdf",
        "file_size": 1024,
    }
    number = "0123456789abcdef0123456789abcdef" if first else unique()
    return new_media(body, live=live, now=_NOW, number=number) | {"is_uploaded": row % 2 == 0}


def _first(number: str, then: Callable[[], str]) -> Callable[[], str]:
    """Gives one number, then others."""
    given = [number]
    return lambda: given.pop() if given else then()
