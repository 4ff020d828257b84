from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import httpx
import msgspec
import pytest

from brolly import Kasko
from brolly_mock import KaskoReading, ManualClock, Mock, MockSettings, create_app, serve, transport
from kasko_api.models import (
    OfferForm,
    OfferFormV1,
    OfferRequest,
    OpenMap,
    PaymentForm,
    PaymentRequest,
    QuoteFormV1,
    QuoteFormV2,
    QuoteRequest,
    QuoteRequestV2,
)

QUOTE = QuoteRequest(
    item_id="ins_00000000000000000000000000ab",
    subscription_plan_id="pp_00000000000000000000000000abc",
    integration_id="in_00000000000000000000000000abc",
    data={},
)
_PATIENCE = 10.0


def offer_request(token: str) -> OfferRequest:
    return OfferRequest(
        quote_token=token, first_name="Sample", last_name="Holder", email="holder@example.com"
    )


def client(mock: Mock) -> Kasko:
    return Kasko(mock.settings.kasko_key, transport=transport(mock))


def records(empty_map: str) -> list[object]:
    """Everything that the mock is seeded with, as the client reads it."""
    reading = KaskoReading(empty_map="array" if empty_map == "array" else "object")
    mock = create_app(MockSettings(policies=60, kasko=reading), clock=ManualClock())
    with client(mock) as kasko:
        ids = {
            kind: [name for name, one in mock.store.documents(kind).items() if not one["_live"]]
            for kind in ("offers", "leads")
        }
        found: list[object] = [kasko.get_offer(name) for name in ids["offers"]]
        found += [kasko.get_lead(name) for name in ids["leads"]]
        found += [kasko.get_policy_v2(one.id) for one in kasko.iter_policies()]
    mock.close()
    return found


def test_an_empty_list_is_read_as_an_empty_map() -> None:
    """A provider that writes empty maps as PHP may do is read like one that does not (C39)."""
    assert msgspec.json.encode(records("array")) == msgspec.json.encode(records("object"))


@pytest.mark.parametrize("data", ["{}", '{"note": "100 % of a+b & more"}'])
def test_forms_and_json_sell_the_same(data: str) -> None:
    """What the client sends as a form has the effect of the same in JSON, by v1 and v2."""
    mock = create_app(clock=ManualClock())
    holder = {"first_name": "Zoë Ann", "last_name": "Holder", "email": "a+b@example.com"}
    with client(mock) as kasko:
        variant = "0aBcDeFgHiJkLmNoPqRsTuVwXyZ01234"
        first = kasko.create_quote_v1(body=QuoteFormV1(variant_id=variant, data=data))
        assert first == kasko.get_quote(variant_id=variant, data=data)
        sold = {
            "touchpoint_id": "tp_00000000000000000000000000abc",
            "item_id": QUOTE.item_id,
            "subscription_plan_id": QUOTE.subscription_plan_id,
        }
        second = kasko.create_quote_v2_form(body=QuoteFormV2(**sold, data=data))
        plain = QuoteRequestV2(**sold, data=json.loads(data))
        assert second == kasko.create_quote_v2(body=plain)
        signature, token = str(first.signature), str(second.token)
        offers = [
            kasko.create_offer_v1_form(
                body=OfferFormV1(quote_token=signature, data=data, **holder)
            ),
            kasko.create_offer_form(body=OfferForm(quote_token=token, data=data, **holder)),
        ]
        for offer in offers:
            shown = kasko.get_offer(offer.id)
            assert (shown.first_name, shown.data) == ("Zoë Ann", json.loads(data))
            payment = PaymentForm(token=str(offer.payment_token), policy_id=offer.id)
            assert kasko.create_payment_form(body=payment).policy_id == offer.id
    mock.close()


def test_an_offer_is_paid_once_by_many() -> None:
    """Of many who pay one offer at the same time, one succeeds."""
    mock = create_app()
    key = mock.settings.kasko_key
    with client(mock) as kasko:
        offer = kasko.create_offer(body=offer_request(str(kasko.create_quote(body=QUOTE).token)))
    body = {"token": offer.payment_token, "policy_id": offer.id}

    def pay(_: int) -> int:
        with httpx.Client(
            transport=transport(mock), base_url="https://kasko.example", auth=(key, "")
        ) as one:
            return one.post("/payments", json=body).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(pay, range(8)))
    mock.close()
    assert statuses == [201, *[409] * 7]


def test_a_delivery_needs_no_further_call() -> None:
    """A paid policy sends a webhook with the metadata of its offer."""
    # Nobody listens there: what was sent is looked at.
    settings = MockSettings(webhook_url="http://127.0.0.1:9", policy_seconds=0.2)
    notes: OpenMap = {"booking_reference": "B-1"}
    with serve(settings) as served:
        with Kasko(served.kasko_key, base_url=served.kasko_url) as kasko:
            token = str(kasko.create_quote(body=QUOTE).token)
            request = msgspec.structs.replace(offer_request(token), metadata=notes)
            offer = kasko.create_offer(body=request)
            kasko.create_payment(
                body=PaymentRequest(token=str(offer.payment_token), policy_id=offer.id)
            )
        webhooks = served.mock.webhooks
        assert webhooks is not None
        deadline = monotonic() + _PATIENCE
        while not webhooks.sent and monotonic() < deadline:
            sleep(0.02)
        (delivery,) = webhooks.sent
    assert delivery.headers["X-KASKO-Event"] == "policy.created"
    told = msgspec.json.decode(delivery.body)
    assert (told["id"], told["metadata"]) == (offer.id, notes)
