from __future__ import annotations

import asyncio
import base64
import json
import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

import httpx
import pytest
from hypothesis import given, strategies as st

from brolly import (
    AsyncInsureHero,
    AuthenticationError,
    BadRequestError,
    InsureHero,
    PaymentRequiredError,
    ResponseValidationError,
    ServerError,
    TimeoutError,
)
from brolly._core.auth import (
    ApiKey,
    Clock,
    Instant,
    Secret,
    Tokens,
    jwt_lifetime,
)
from brolly_mock import (
    Answer,
    Call,
    Handler,
    InsureHeroReading,
    ManualClock,
    Mock,
    MockSettings,
    faults,
    transport,
)
from conftest import Provide
from flavours import Flavour, virtual

SMALL = MockSettings(policies=0, live_policies=0, risk_items=3, claims=3)


def jwt(payload: object) -> Secret:
    body = base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
    return Secret(f"e30.{body}.c2ln")


@pytest.mark.parametrize(
    "fact",
    [
        Instant(0, 0),
        ApiKey.parse(Secret("sk_test_x"), source="X"),
        Tokens(leeway=0, lifetime=1, clock=Clock()).store(Secret("x"), Instant(0, 0)),
        Clock(),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_facts_cannot_be_changed(fact: Any) -> None:
    """What a decision rests on stays as it is, whoever shares it."""
    for name in fact.__slots__:
        with pytest.raises(AttributeError):
            setattr(fact, name, None)


@pytest.mark.parametrize("as_jwt", [True, False])
@pytest.mark.parametrize(
    ("left", "authorizes"), [(301, 1), (300, 1), (299, 2), (1, 2), (0, 2), (-5, 2)]
)
def test_refresh_rule(
    wire: Flavour,
    provide: Provide,
    time: ManualClock,
    clock: Clock,
    as_jwt: bool,
    left: float,
    authorizes: int,
) -> None:
    """With 300 s left a call goes straight out; with less, exactly one authorize comes first."""
    mock, options = provide(
        MockSettings(policies=0, risk_items=3, claims=3, insurehero=InsureHeroReading(jwt=as_jwt))
    )
    shield = wire.InsureHero(mock.settings.insurehero_key, **options, _clock=clock)
    wire.run(shield.list_claims(from_=0, to=9))
    time.advance(3600 - left)
    wire.run(shield.list_claims(from_=0, to=9))
    assert mock.tokens.issued == authorizes


@given(
    lifetime=st.floats(1, 10_000),
    leeway=st.floats(0, 1_000),
    monotonic=st.floats(0, 20_000),
    wall=st.floats(-20_000, 20_000),
)
def test_decision(lifetime: float, leeway: float, monotonic: float, wall: float) -> None:
    """A token is used exactly while the faster of two clocks leaves it the leeway."""
    tokens = Tokens(leeway=leeway, lifetime=lifetime, clock=Clock())
    token = tokens.store(Secret("opaque"), Instant(0, 0))
    left = lifetime - max(monotonic, wall)
    assert tokens.usable(Instant(monotonic, wall)) is (token if left >= leeway else None)


@pytest.mark.parametrize(
    ("token", "lifetime"),
    [
        (jwt({"iat": 1000, "exp": 1900}), 900),
        (jwt({"iat": 1720555391, "exp": 1720558991, "more": "x"}), 3600),
        (jwt({"exp": 1900}), None),
        (jwt({"iat": 1900, "exp": 1000}), None),
        (jwt({"iat": "soon", "exp": 1900}), None),
        (jwt([1, 2]), None),
        (Secret(jwt({"iat": 1000, "exp": 1900}).reveal() + ".more"), None),
        (Secret("a.b.c"), None),
        (Secret("a.\u00e4.c"), None),
        (Secret("opaque"), None),
    ],
)
def test_jwt_lifetime(token: Secret, lifetime: float | None) -> None:
    """A JWT tells its lifetime by the difference of two claims; anything else tells nothing."""
    assert jwt_lifetime(token) == lifetime


def test_stated_lifetime_only_shortens() -> None:
    """A token that claims to live longer than the documented hour is not believed."""
    tokens = Tokens(leeway=300, lifetime=3600, clock=Clock())
    assert tokens.store(jwt({"iat": 0, "exp": 86_400}), Instant(0, 0)).lifetime == 3600
    assert tokens.store(jwt({"iat": 0, "exp": 600}), Instant(0, 0)).lifetime == 600


def test_threads_share_one_authorize(make_mock: Callable[..., Mock]) -> None:
    """Twenty threads that need a token at once cause one authorize call."""
    mock = make_mock(SMALL)
    mock.faults.add(faults.latency(0.05), operation="authorize")
    with InsureHero(mock.settings.insurehero_key, transport=transport(mock)) as shield:
        gate = threading.Barrier(20)
        answers: list[int] = []

        def call() -> None:
            gate.wait()
            answers.append(len(shield.list_claims(from_=0, to=9).data))

        threads = [threading.Thread(target=call) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert answers == [3] * 20
    assert mock.tokens.issued == 1


def test_tasks_share_one_authorize(make_mock: Callable[..., Mock]) -> None:
    """Two hundred tasks that need a token at once cause one authorize call."""
    mock = make_mock(SMALL)
    mock.faults.add(faults.latency(0.05), operation="authorize")

    async def main() -> list[int]:
        async with AsyncInsureHero(
            mock.settings.insurehero_key, transport=transport(mock)
        ) as shield:
            pages = await asyncio.gather(*(shield.list_claims(from_=0, to=9) for _ in range(200)))
            return [len(page.data) for page in pages]

    assert asyncio.run(main()) == [3] * 200
    assert mock.tokens.issued == 1


class Desk:
    """A provider whose authorize waits for the test, each time by a step of `script`."""

    def __init__(self, *script: Callable[[], httpx.Response]) -> None:
        self.script = [*script]
        self.calls = 0
        self.entered = threading.Event()

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET" and "authorization" in request.headers:
            token = request.headers["authorization"]
            return httpx.Response(200, json={"data": [], "token": token})
        self.calls += 1
        self.entered.set()
        return self.script.pop(0)() if self.script else httpx.Response(200, json={"data": "last"})

    async def answer_async(self, request: httpx.Request) -> httpx.Response:
        if "authorization" in request.headers:
            return self.answer(request)
        return await asyncio.to_thread(self.answer, request)


def after(release: threading.Event, response: httpx.Response | BaseException) -> Any:
    """A step that waits for the test, then answers or raises."""

    def step() -> httpx.Response:
        release.wait(5)
        if isinstance(response, BaseException):
            raise response
        return response

    return step


def wait_for_waiters(shield: Any, count: int) -> None:
    """Until so many calls wait for the one that authorizes."""
    tokens, _, _ = shield._pipeline.tokens["accessToken"]
    while tokens._flight is None or len(tokens._flight.landed._done_callbacks) < count:
        pass


def in_threads(count: int, call: Callable[[], Any]) -> tuple[list[threading.Thread], list[Any]]:
    outcomes: list[Any] = []

    def run() -> None:
        try:
            outcomes.append(call())
        except BaseException as error:  # noqa: BLE001 - handed to the test
            outcomes.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads, outcomes


def test_threads_share_a_failure() -> None:
    """If the one authorize fails, each thread gets an error of its own and the next call tries."""
    release = threading.Event()
    desk = Desk(after(release, httpx.Response(503)))
    shield = InsureHero("key", transport=httpx.MockTransport(desk.answer), max_retries=0)
    threads, outcomes = in_threads(8, lambda: shield.list_claims(from_=0, to=9))
    wait_for_waiters(shield, 7)
    release.set()
    for thread in threads:
        thread.join(5)
    assert [type(outcome) for outcome in outcomes] == [ServerError] * 8
    assert len({id(outcome) for outcome in outcomes}) == 8
    assert len({str(outcome) for outcome in outcomes}) == desk.calls == 1
    assert shield.list_claims(from_=0, to=9).data == []


def test_tasks_share_a_failure() -> None:
    """If the one authorize fails, each task gets an error of its own and the next call tries."""
    release = threading.Event()
    desk = Desk(after(release, httpx.Response(503)))

    async def main() -> None:
        shield = AsyncInsureHero(
            "key", transport=httpx.MockTransport(desk.answer_async), max_retries=0
        )
        calls = [asyncio.ensure_future(shield.list_claims(from_=0, to=9)) for _ in range(8)]
        await asyncio.sleep(0.05)
        release.set()
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [ServerError] * 8
        assert len({id(outcome) for outcome in outcomes}) == 8
        assert desk.calls == 1
        assert (await shield.list_claims(from_=0, to=9)).data == []

    asyncio.run(main())


def test_a_patient_call_does_not_share_the_failure_of_a_hasty_one() -> None:
    """Where a call that may not repeat fails to authorize, those that may go on by themselves; a
    call waits no longer for another's authorize than it may take itself."""
    release = threading.Event()
    desk = Desk(
        after(release, httpx.Response(503)),
        after(release, httpx.Response(200, json={"data": "second"})),
    )
    shield = InsureHero("key", transport=httpx.MockTransport(desk.answer))
    hasty = shield.with_options(timeout=3, max_retries=0)
    first, failed = in_threads(1, lambda: hasty.list_claims(from_=0, to=9))
    desk.entered.wait(5)
    threads, outcomes = in_threads(4, lambda: shield.list_claims(from_=0, to=9).data)
    wait_for_waiters(shield, 4)
    hurried = shield.with_options(timeout=0.2, max_retries=0)
    started = monotonic()
    with pytest.raises(TimeoutError, match="waiting for an access token"):
        hurried.list_claims(from_=0, to=9)
    assert monotonic() - started < 0.5
    release.set()
    for thread in (*first, *threads):
        thread.join(5)
    assert isinstance(failed[0], ServerError)
    assert outcomes == [[]] * 4
    assert desk.calls == 2


def test_interrupted_leader_frees_the_threads() -> None:
    """A KeyboardInterrupt in the thread that authorizes lets a waiting thread authorize instead."""
    release = threading.Event()
    desk = Desk(after(release, KeyboardInterrupt()))
    shield = InsureHero("key", transport=httpx.MockTransport(desk.answer))
    threads, outcomes = in_threads(2, lambda: shield.list_claims(from_=0, to=9).data)
    wait_for_waiters(shield, 1)
    release.set()
    for thread in threads:
        thread.join(5)
    assert sorted(map(repr, outcomes)) == ["KeyboardInterrupt()", "[]"]
    assert desk.calls == 2


def test_cancelled_leader_frees_the_tasks() -> None:
    """Cancelling the task that authorizes lets a waiting task authorize instead."""
    calls: list[int] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        if "authorization" not in request.headers:
            calls.append(1)
            await asyncio.sleep(3600 if len(calls) == 1 else 0)
        return httpx.Response(200, json={"data": [] if len(request.url.params) else "token"})

    async def main() -> None:
        shield = AsyncInsureHero("key", transport=httpx.MockTransport(answer))
        leader, *waiters = (
            asyncio.ensure_future(shield.list_claims(from_=0, to=9)) for _ in range(6)
        )
        await asyncio.sleep(0.01)
        waiters[0].cancel()
        await asyncio.sleep(0)
        leader.cancel()
        assert [(await waiter).data for waiter in waiters[1:]] == [[]] * 4

    asyncio.run(main())
    assert len(calls) == 2


def test_a_closed_loop_leaves_no_one_waiting() -> None:
    """A loop that was closed while a task authorized does not block the tasks of the next loop."""
    calls: list[int] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        if "authorization" not in request.headers:
            calls.append(1)
            if len(calls) == 1:
                await asyncio.Event().wait()
        return httpx.Response(200, json={"data": [] if len(request.url.params) else "token"})

    shield = AsyncInsureHero("key", transport=httpx.MockTransport(answer), timeout=5)
    abandoned = asyncio.new_event_loop()
    task = abandoned.create_task(shield.list_claims(from_=0, to=9))
    abandoned.call_later(0.05, abandoned.stop)
    abandoned.run_forever()

    async def main() -> None:
        assert (await shield.list_claims(from_=0, to=9)).data == []

    asyncio.run(main())
    assert len(calls) == 2
    task.cancel()
    abandoned.run_until_complete(asyncio.gather(task, return_exceptions=True))
    abandoned.close()


def test_refused_token_is_renewed_once(wire: Flavour, provide: Provide, clock: Clock) -> None:
    """A 401 on data renews the token once and repeats the call once."""
    mock, options = provide(SMALL)
    shield = wire.InsureHero(mock.settings.insurehero_key, **options, _clock=clock)
    wire.run(shield.list_claims(from_=0, to=9))
    mock.faults.add(faults.expire_tokens, operation="list_claims")
    assert len(wire.run(shield.list_claims(from_=0, to=9)).data) == 3
    assert mock.tokens.issued == 2


def test_token_revoked_at_once_does_not_loop(wire: Flavour, provide: Provide, clock: Clock) -> None:
    """A provider that refuses each fresh token gets two tries, then the caller gets the error."""
    mock, options = provide(SMALL)
    shield = wire.InsureHero(mock.settings.insurehero_key, **options, _clock=clock)
    struck = mock.faults.add(faults.expire_tokens, operation="list_claims", times=None)
    with pytest.raises(AuthenticationError) as caught:
        wire.run(shield.list_claims(from_=0, to=9))
    assert struck.hits == 2
    assert mock.tokens.issued == 2
    assert caught.value.attempts == 2


def test_newer_token_survives_an_old_refusal() -> None:
    """A refusal of an old token does not drop the one that has replaced it."""
    tokens = Tokens(leeway=300, lifetime=3600, clock=Clock())
    old = tokens.store(Secret("old"), Instant(0, 0))
    new = tokens.store(Secret("new"), Instant(1, 1))
    tokens.drop(old)
    assert tokens.usable(Instant(2, 2)) is new


@pytest.mark.parametrize(
    "body",
    [b"{}", b'{"data": ""}', b'{"data": 7}', b'{"data": null}', b'{"data": "a\\r\\nb: c"}', b"[]"],
)
def test_unusable_token_is_an_error(flavour: Flavour, body: bytes) -> None:
    """An authorize answer without a usable token is an error that names the member."""

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=body)

    shield = flavour.InsureHero("key", transport=httpx.MockTransport(answer))
    with pytest.raises(ResponseValidationError) as caught:
        flavour.run(shield.list_claims(from_=0, to=9))
    assert caught.value.operation == "authorize"
    assert caught.value.path in {"$", "$.data"}


@pytest.mark.parametrize(
    ("status", "error", "authorizes"),
    [(400, BadRequestError, 1), (401, AuthenticationError, 1), (402, PaymentRequiredError, 1)],
)
def test_refused_authorize_is_final(
    wire: Flavour,
    provide: Provide,
    clock: Clock,
    status: int,
    error: type[Exception],
    authorizes: int,
) -> None:
    """An authorize call that is refused is not repeated, and the data call is never sent."""
    mock, options = provide(SMALL)
    mock.faults.add(faults.status(status), operation="authorize", times=None)
    shield = wire.InsureHero(mock.settings.insurehero_key, **options, _clock=clock)
    with pytest.raises(error) as caught:
        wire.run(shield.list_claims(from_=0, to=9))
    assert type(caught.value) is error
    assert mock.calls == {"authorize": authorizes}


def test_limited_authorize_waits(
    wire: Flavour, provide: Provide, time: ManualClock, clock: Clock
) -> None:
    """An authorize call that comes too often waits as long as the provider asks, then goes on."""
    mock, options = provide(SMALL)
    mock.faults.add(faults.rate_limit(40), operation="authorize", times=2)
    shield = wire.InsureHero(mock.settings.insurehero_key, **options, _clock=clock)
    before = time()
    assert len(wire.run(shield.list_claims(from_=0, to=9)).data) == 3
    assert time() - before == 80
    assert mock.calls == {"authorize": 3, "list_claims": 1}


def test_both_flavours_at_once(make_mock: Callable[..., Mock]) -> None:
    """Threads on one client and tasks on another cause one authorize call for each client."""
    mock = make_mock(SMALL)
    mock.faults.add(faults.latency(0.05), operation="authorize", times=None)
    key = mock.settings.insurehero_key
    counts: list[int] = []

    async def tasks() -> None:
        async with AsyncInsureHero(key, transport=transport(mock)) as shield:
            pages = await asyncio.gather(*(shield.list_claims(from_=0, to=9) for _ in range(50)))
            counts.extend(len(page.data) for page in pages)

    with InsureHero(key, transport=transport(mock)) as shield:
        threads = [
            threading.Thread(
                target=lambda: counts.append(len(shield.list_claims(from_=0, to=9).data))
            )
            for _ in range(20)
        ]
        threads.append(threading.Thread(target=lambda: asyncio.run(tasks())))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert counts == [3] * 70
    assert mock.tokens.issued == 2


def test_short_lived_token_serves_its_own_call(
    wire: Flavour, provide: Provide, clock: Clock
) -> None:
    """A lifetime below the leeway means one authorize for each call, not an endless loop."""
    mock, options = provide(
        MockSettings(
            policies=0, risk_items=3, claims=3, insurehero=InsureHeroReading(token_seconds=60)
        )
    )
    shield = wire.InsureHero(mock.settings.insurehero_key, **options, _clock=clock)
    for _ in range(3):
        wire.run(shield.list_claims(from_=0, to=9))
    assert mock.tokens.issued == 3


def test_whole_read_keeps_the_rule(
    flavour: Flavour, make_mock: Callable[..., Mock], time: ManualClock
) -> None:
    """Over a paged read that takes hours no call goes out with a token below 300 s."""
    mock = make_mock(MockSettings(policies=0, risk_items=0, claims=250))
    shield = flavour.InsureHero(
        mock.settings.insurehero_key,
        transport=transport(mock, sleep=time.advance),
        _clock=virtual(time),
    )
    mock.faults.add(faults.latency(20), times=None)
    remaining: list[float] = []

    def watch(call: Call, proceed: Handler) -> Answer:
        remaining.append(
            mock.tokens.remaining(call.headers["authorization"].removeprefix("Bearer "))
        )
        # Calls at ages of up to 3,500 s, so that one falls into the last 300.
        time.advance(330)
        return proceed(call)

    mock.faults.add(watch, operation="list_claims", times=None)
    assert len(flavour.all(shield.iter_claims(page_size=10))) == 250
    assert min(remaining) >= 300
    assert mock.tokens.issued <= -(-len(remaining) * 350 // (3600 - 300 - 350))
