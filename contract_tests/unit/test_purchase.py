from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from brolly import (
    ConfigurationError,
    ConflictError,
    KnockOutError,
    LiveKeyError,
    PolicyPendingError,
    Reply,
    ServerError,
    UnprocessableError,
    purchase,
)
from brolly._core.auth import Clock
from brolly_mock import ManualClock, Mock, MockSettings, faults, transport
from brolly_mock.kasko.quotes import (
    IN_THE_MAKING,
    INTEGRATION,
    ITEMS,
    KNOCKED_OUT_ABOVE,
    PLANS,
    TOUCHPOINT,
)
from flavours import Flavour
from kasko_api.models.created_offer import CreatedOffer
from kasko_api.models.quote import Quote
from kasko_api.models.quote_v1 import QuoteV1
from kasko_api.policies import get_policy_v2

DATA = {"policy_start_date": "2027-01-01", "insured_sum": 10_000_000}
HOLDER: dict[str, Any] = {
    "first_name": "Sample",
    "last_name": "Holder",
    "email": "holder@example.com",
    "language": "en",
}


def quote(data: dict[str, Any] = DATA, integration: str = INTEGRATION) -> Any:
    return purchase.quote(
        data, item_id=ITEMS[0], subscription_plan_id=PLANS[0], integration_id=integration
    )


class Shop:
    """A KASKO client and the mock that it sells through."""

    def __init__(self, flavour: Flavour, mock: Mock, clock: Clock) -> None:
        self.mock = mock
        self.flavour = flavour
        self.kasko: Any = flavour.Kasko(
            mock.settings.kasko_key, transport=transport(mock), _clock=clock
        )

    def send(self, request: Any) -> Any:
        return self.flavour.run(self.kasko.send(request))

    def wait(self, policy_id: str, **options: Any) -> Any:
        return self.flavour.run(self.kasko.wait_for_policy(policy_id, **options))

    def bought(self) -> Any:
        offer = self.send(purchase.offer(self.send(quote()), **HOLDER))
        self.send(purchase.pay(offer))
        return self.wait(offer.id)

    def listed(self, policy_id: str) -> list[Any]:
        return [p for p in self.flavour.all(self.kasko.iter_policies()) if p.id == policy_id]


@pytest.fixture
def shop(flavour: Flavour, make_mock: Callable[..., Mock], clock: Clock) -> Iterator[Shop]:
    settings = MockSettings(
        policies=3, live_policies=0, risk_items=0, claims=0, policy_seconds=20.0
    )
    shop = Shop(flavour, make_mock(settings), clock)
    yield shop
    flavour.run(shop.kasko.close())


def test_from_quote_to_policy_and_back(shop: Shop, time: ManualClock) -> None:
    """Each step goes on from what the last one answered, and lists show what became of it."""
    priced = shop.send(quote())
    assert (bool(priced.token), priced.gross_payment_amount > 0) == (True, True)
    offer = shop.send(purchase.offer(priced, **HOLDER, metadata={"booking_reference": "B-1"}))
    assert shop.listed(offer.id) == []
    payment = shop.send(purchase.pay(offer))
    assert (payment.policy_id, payment.status) == (offer.id, "ok")
    started = time()
    policy = shop.wait(offer.id)
    assert 20 <= time() - started < 30
    assert (policy.id, policy.status) == (offer.id, "paid")
    assert policy.metadata == {"booking_reference": "B-1"}
    again = shop.flavour.run(shop.kasko.exchange(get_policy_v2(offer.id)))
    assert (again.value, bool(again.etag), again.status_code) == (policy, True, 200)
    [listed] = shop.listed(offer.id)
    assert (listed.status, listed.amount) == ("paid", priced.gross_payment_amount)

    time.advance(60)
    shop.send(purchase.update(policy, email="other@example.com"))
    changed = shop.wait(offer.id)
    assert changed.email == "other@example.com"
    time.advance(60)
    shop.send(purchase.cancel(changed, reason="sold", termination_date=date(2027, 6, 30)))
    cancelled = shop.wait(offer.id)
    assert cancelled.cancellation_reason == "sold"
    time.advance(60)
    shop.send(purchase.reactivate(cancelled))
    assert shop.wait(offer.id).status == "paid"
    [listed_again] = shop.listed(offer.id)
    assert listed_again.updated_at > listed.updated_at
    assert listed_again.email == "other@example.com"


@pytest.mark.parametrize("step", ["update", "cancel"])
def test_nobody_elses_change_is_overwritten(shop: Shop, step: str) -> None:
    """A change of a version that has passed is refused, and changes nothing."""
    policy = shop.bought()
    shop.send(purchase.update(policy, first_name="Earlier"))
    late = (
        purchase.update(policy, first_name="Later")
        if step == "update"
        else purchase.cancel(policy, reason="late")
    )
    with pytest.raises(ConflictError):
        shop.send(late)
    now = shop.wait(policy.id)
    assert (now.first_name, now.status) == ("Earlier", "paid")


def test_the_version_goes_back_to_the_byte() -> None:
    """Whatever form ETag and Last-Modified have, they are sent as they came."""
    policy: Any = quote_reply(etag='W/"tpv_1, x"', last_modified="Thu, 01 Jan 2026 00:00:00 GMT")
    for request in (purchase.update(policy, email="e"), purchase.cancel(policy, reason="r")):
        assert request.headers["If-Match"] == 'W/"tpv_1, x"'
        assert request.headers["If-Unmodified-Since"] == "Thu, 01 Jan 2026 00:00:00 GMT"
    bare = quote_reply()
    assert not {"If-Match", "If-Unmodified-Since"} & set(purchase.update(bare).headers)


def quote_reply(etag: str | None = None, last_modified: str | None = None) -> Any:
    headers = {"etag": etag, "last-modified": last_modified, "x-request-id": "r 1"}
    value: Any = CreatedOffer(id="tpol_1")
    return Reply(value, 200, {k: v for k, v in headers.items() if v is not None}, b'{"more": 1}')


def test_a_reply_shows_nothing_of_a_person() -> None:
    """A reply prints neither headers nor body, and gives unknown members as they came."""
    reply = quote_reply(etag="canary")
    assert (reply.json(), reply.etag, reply.last_modified) == ({"more": 1}, "canary", None)
    assert reply.request_id is None
    for text in (repr(reply), str(reply)):
        assert "canary" not in text
        assert "more" not in text
    assert copy.copy(reply) == pickle.loads(pickle.dumps(reply)) == reply  # noqa: S301


def test_a_knock_out_is_an_error_of_its_own(shop: Shop) -> None:
    """No price is `KnockOutError`, asked once, and one of the 422 errors."""
    with pytest.raises(KnockOutError, match="no price can be given") as raised:
        shop.send(quote({**DATA, "insured_sum": KNOCKED_OUT_ABOVE + 1}))
    assert isinstance(raised.value, UnprocessableError)
    assert (raised.value.status_code, raised.value.attempts) == (422, 1)


def test_a_quote_waits_for_its_pricing_logic(shop: Shop) -> None:
    """A quote is asked for again while 409 says that it is being built, unlike any other write."""
    shop.mock.faults.add(faults.status(409), operation="create_quote", times=2)
    assert shop.send(quote()).token
    with pytest.raises(ConflictError) as raised:
        shop.send(quote(integration=IN_THE_MAKING))
    assert raised.value.attempts == 4
    offer = shop.send(purchase.offer(shop.send(quote()), **HOLDER))
    shop.send(purchase.pay(offer))
    with pytest.raises(ConflictError) as twice:
        shop.send(purchase.pay(offer))
    assert twice.value.attempts == 1


def test_an_older_quote_becomes_an_older_offer(shop: Shop) -> None:
    """A quote of version 1 is offered by version 1, which asks for no vendor media type."""
    older = shop.flavour.run(
        shop.kasko.get_quote(data="{}", touchpoint_id=TOUCHPOINT, item_id=ITEMS[0])
    )
    request = purchase.offer(older, **HOLDER, data={"a": 1})
    assert (request.operation, request.headers["Accept"]) == (
        "create_offer_v1",
        "application/json",
    )
    assert shop.send(request).payment_token


def test_an_offer_under_review_cannot_be_paid(shop: Shop) -> None:
    """Until an underwriter approves it an offer has no token; then `get_offer` shows one."""
    priced = shop.send(quote({**DATA, "underwriting": "manual"}))
    offer = shop.send(purchase.offer(priced, **HOLDER))
    with pytest.raises(ConfigurationError, match="underwriter"):
        purchase.pay(offer)
    shop.mock.approve_offer(offer.id)
    approved = shop.flavour.run(shop.kasko.get_offer(offer.id))
    assert shop.send(purchase.pay(approved, metadata={"iban": "x"})).status == "ok"


def test_another_token_pays_in_place_of_the_offers() -> None:
    """A payment provider's token goes out instead of the offer's own."""
    offer = CreatedOffer(id="tpol_1", payment_token="own")  # noqa: S106
    sent = json.loads(purchase.pay(offer, token="theirs").content or b"")  # noqa: S106
    assert sent["token"] == "theirs"  # noqa: S105


def test_a_quote_without_a_token_makes_no_offer() -> None:
    """A quote whose token is missing, null or empty is refused before anything is sent."""
    for empty in (Quote(), Quote(token=None), Quote(token=""), QuoteV1()):
        with pytest.raises(ConfigurationError, match="no token"):
            purchase.offer(empty, **HOLDER)


@pytest.mark.parametrize("deadline", [0.1, 3.0, 40.0])
def test_waiting_ends_in_time(shop: Shop, time: ManualClock, deadline: float) -> None:
    """A policy that does not come is told within the deadline, with its id and what to do."""
    started = time()
    with pytest.raises(PolicyPendingError, match="do not pay again") as raised:
        shop.wait("tpol_none", deadline=deadline)
    assert raised.value.policy_id == "tpol_none"
    assert deadline - 8 <= time() - started <= deadline
    assert pickle.loads(pickle.dumps(raised.value)).policy_id == "tpol_none"  # noqa: S301


@pytest.mark.parametrize("deadline", [0.0, -1.0, float("inf"), float("nan")])
def test_a_deadline_that_is_none(shop: Shop, deadline: float) -> None:
    """A deadline is a number of seconds above 0."""
    with pytest.raises(ConfigurationError, match="deadline"):
        shop.wait("tpol_1", deadline=deadline)


def test_a_pending_policy_is_waited_for(flavour: Flavour, clock: Clock) -> None:
    """The status `pending` is not the policy yet; any other error ends the waiting."""
    answers = iter([(404, {}), (200, {"id": "p", "status": "PENDING"}), (200, {"id": "p"})])

    def answer(_: httpx.Request) -> httpx.Response:
        status, body = next(answers, (500, {}))
        return httpx.Response(status, json=body)

    kasko = flavour.Kasko(
        "sk_test_1", transport=httpx.MockTransport(answer), _clock=clock, max_retries=0
    )
    assert flavour.run(kasko.wait_for_policy("p")).id == "p"
    with pytest.raises(ServerError):
        flavour.run(kasko.wait_for_policy("p"))
    flavour.run(kasko.close())


def test_a_live_key_sells_only_when_it_may(
    flavour: Flavour, make_mock: Callable[..., Mock]
) -> None:
    """Each step that sends data refuses a LIVE key unless the client was made to write with it."""
    mock = make_mock(MockSettings(policies=0, live_policies=0, risk_items=0, claims=0))
    offer = CreatedOffer(id="pol_1", payment_token="t")  # noqa: S106
    for allowed in (False, True):
        kasko = flavour.Kasko(
            mock.settings.kasko_live_key, transport=transport(mock), allow_live_writes=allowed
        )
        if allowed:
            assert flavour.run(kasko.send(quote())).token
        else:
            for request in (quote(), purchase.pay(offer), purchase.reactivate(quote_reply())):
                with pytest.raises(LiveKeyError):
                    flavour.run(kasko.send(request))
            assert mock.calls.total() == 0
        flavour.run(kasko.close())
