"""Every wait ends: by its bound, by closing, by Ctrl-C or cancellation."""

from __future__ import annotations

import asyncio
import inspect
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import aclosing, closing, contextmanager, suppress
from functools import partial
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest
from hypothesis import given, strategies as st

import brolly
from brolly import (
    CallError,
    ConfigurationError,
    PagingError,
    PolicyPendingError,
    RateLimitError,
    ServerError,
    TimeoutError,
    TransportError,
)
from brolly._core.limits import MAX_RETRY_AFTER, Bound
from brolly._core.pipeline import Send, Sleep
from brolly._core.reading import reader
from brolly._core.wire import Failure, HttpResponse
from brolly_mock import ManualClock, MockSettings, create_app, transport
from flavours import ASYNC, FAST, FAST_ASYNC, SYNC, Flavour, virtual
from kasko_api.policies import get_policy
from raw_server import answer, replying
from walk_model import Row, TimedProvider, body

KEY = "sk_test_mock"
TOKEN = answer(b'{"data": "token"}')
CLAIMS = answer(b'{"data": []}')


def status(code: int, retry_after: float) -> bytes:
    head = f"HTTP/1.1 {code} X\r\nRetry-After: {retry_after}\r\nContent-Length: 0\r\n\r\n"
    return head.encode()


@contextmanager
def timed(least: float, most: float) -> Iterator[None]:
    started = time.monotonic()
    yield
    assert least <= time.monotonic() - started <= most


class Silence:
    """A server that hears and says nothing, until the test is over."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.heard = threading.Event()

    def __call__(self, _: bytes) -> bytes | None:
        self.heard.set()
        self.over.wait(10)
        return None


@pytest.fixture
def silence() -> Iterator[Silence]:
    server = Silence()
    yield server
    server.over.set()


@pytest.mark.parametrize(
    "wish",
    [status(503, 100), status(429, 12), None, b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"],
)
def test_a_deadline_ends_every_wait(wire: Flavour, silence: Silence, wish: bytes | None) -> None:
    """Waiting for a policy ends by its deadline, whatever the provider asks for, or if it hangs."""
    reply = silence if wish is None else (lambda _: wish)
    with replying(reply) as (url, _, _):
        kasko = wire.Kasko(KEY, base_url=url)
        with timed(0, 0.8), pytest.raises(PolicyPendingError) as caught:
            wire.run(kasko.wait_for_policy("p", deadline=0.5))
        cause = caught.value.__cause__
        assert cause is None or isinstance(cause, RateLimitError | ServerError | TimeoutError)
        silence.over.set()
        wire.run(kasko.close())


def test_an_error_that_no_waiting_helps_is_told(flavour: Flavour) -> None:
    """A deadline does not hide an error that came before it, for a reason of its own."""
    with replying(lambda _: status(503, 0.1)) as (url, _, _):
        kasko = flavour.Kasko(KEY, base_url=url, max_retries=1)
        with pytest.raises(ServerError):
            flavour.run(kasko.wait_for_policy("p", deadline=5))
        flavour.run(kasko.close())


def at_once(flavour: Flavour, first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """The outcomes of two calls, the second a little later, in threads or in tasks."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except CallError as error:
            return error

    async def main() -> list[Any]:
        one = asyncio.ensure_future(first())
        await asyncio.sleep(0.2)
        outcomes = await asyncio.gather(second(), return_exceptions=True)
        return [*await asyncio.gather(one, return_exceptions=True), *outcomes]

    if isinstance(flavour, ASYNC):
        return list(flavour.run(main()))
    outcomes: list[Any] = []
    thread = threading.Thread(target=lambda: outcomes.append(run(first)))
    thread.start()
    time.sleep(0.2)
    second_outcome = run(second)
    thread.join(10)
    return [*outcomes, second_outcome]


def test_a_pause_of_others_fits_or_is_not_made(flavour: Flavour) -> None:
    """A call that may repeat waits while another's 429 asks for it; one that may not fails at once
    where the pause is longer than its timeout, and waits where it is not."""
    wishes = [status(429, 1)]
    with replying(lambda _: wishes.pop() if wishes else answer(b'{"id": "p"}')) as (url, sent, _):
        kasko = flavour.Kasko(KEY, base_url=url)
        for options, text in (
            ({"timeout": 0.5, "max_retries": 0}, "rate limit"),
            ({"timeout": 2, "max_retries": 0}, None),
            ({"timeout": 0.5, "max_retries": 1}, None),
        ):
            wishes[:] = [status(429, 1)]
            sent.clear()
            other = kasko.with_options(**options)
            moments: list[float] = []

            def call(other: Any = other, moments: list[float] = moments) -> Any:
                return _timing(flavour, partial(other.get_policy_v2, "p"), moments)

            first, second = at_once(flavour, partial(kasko.get_policy_v2, "p"), call)
            assert first.id == "p"
            if text is None:
                assert second.id == "p"
                assert 0.5 < moments[0] < 1.3
            else:
                assert isinstance(second, TimeoutError)
                assert text in str(second)
                assert moments[0] < 0.3
        flavour.run(kasko.close())


def _timing(flavour: Flavour, call: Callable[[], Any], moments: list[float]) -> Any:
    started = time.monotonic()

    def note() -> None:
        moments.append(time.monotonic() - started)

    async def wait() -> Any:
        try:
            return await call()
        finally:
            note()

    if isinstance(flavour, ASYNC):
        return wait()
    try:
        return call()
    finally:
        note()


@pytest.mark.parametrize("wire", [SYNC, ASYNC, FAST, FAST_ASYNC], indirect=True)
def test_options_reach_authorize(wire: Flavour, silence: Silence) -> None:
    """The limits of a call hold for its authorize, led or waited for, and for both together."""
    with replying(silence) as (url, sent, _):
        shield = wire.InsureHero("key", base_url=url, timeout=1, max_retries=0)
        hasty = shield.with_options(timeout=0.4)
        with timed(0.3, 0.9), pytest.raises(TimeoutError) as caught:
            wire.run(hasty.list_claims(from_=0, to=9))
        assert caught.value.operation == "authorize"
        moments: list[float] = []

        def call() -> Any:
            return _timing(wire, partial(hasty.list_claims, from_=0, to=9), moments)

        first, second = at_once(wire, partial(shield.list_claims, from_=0, to=9), call)
        assert [type(first), type(second)] == [TimeoutError] * 2
        assert 0.3 < moments[0] < 0.9
        assert len(sent) == 2
        silence.over.set()
        wire.run(shield.close())


@pytest.mark.parametrize("wire", [SYNC, ASYNC, FAST, FAST_ASYNC], indirect=True)
def test_a_call_may_have_a_timeout_of_its_own(wire: Flavour, silence: Silence) -> None:
    """`timeout` of a method, of an iterator and of `send` holds for that call alone."""
    with replying(silence) as (url, sent, _):
        kasko = wire.Kasko("sk_test_1", base_url=url, timeout=30, max_retries=0)
        calls: tuple[Callable[[], Any], ...] = (
            lambda: wire.run(kasko.get_policy("1", timeout=0.3)),
            lambda: wire.run(kasko.send(get_policy("1"), timeout=0.3)),
            lambda: wire.run(kasko.exchange(get_policy("1"), timeout=0.3)),
            lambda: wire.all(kasko.iter_policies(timeout=0.3)),
            lambda: wire.all(kasko.iter_policy_pages(timeout=0.3, workers=2)),
        )
        for call in calls:
            with timed(0.2, 0.9), pytest.raises(TimeoutError):
                call()
        shield = wire.InsureHero("key", base_url=url, timeout=30, max_retries=0)
        for rows in (shield.iter_claim_events(timeout=0.3), shield.iter_users(timeout=0.3)):
            with timed(0.2, 0.9), pytest.raises(TimeoutError):
                wire.all(rows)
        assert len(sent) == len(calls) + 2
        for odd in (0, -1, float("nan"), True, "5"):
            with pytest.raises(ConfigurationError, match="timeout"):
                wire.run(kasko.get_policy("1", timeout=odd))
            with pytest.raises(ConfigurationError, match="timeout"):
                wire.all(kasko.iter_policies(timeout=odd))
        silence.over.set()
        wire.run(kasko.close())
        wire.run(shield.close())


def test_authorize_and_the_call_share_their_time(flavour: Flavour) -> None:
    """What authorize took is not there for the call any more."""

    def slow(request: bytes) -> bytes:
        time.sleep(0.6)
        return TOKEN if b"/authorize" in request or b"x-api-key" in request.lower() else CLAIMS

    with replying(slow) as (url, _, _):
        shield = flavour.InsureHero("key", base_url=url, timeout=1, max_retries=0)
        with timed(0.9, 1.4), pytest.raises(TimeoutError):
            flavour.run(shield.list_claims(from_=0, to=9))
        assert flavour.run(shield.list_claims(from_=0, to=9)).data == []
        flavour.run(shield.close())


@given(
    retries=st.integers(0, 4),
    timeout=st.sampled_from([1, 5.0, 30]),
    deadline=st.sampled_from([float("inf"), 3, 40, 500]),
    script=st.lists(
        st.tuples(
            st.sampled_from(["503", "429", "lost", "late"]),
            st.floats(0, 130),
            st.floats(0, 1),
            st.floats(0, MAX_RETRY_AFTER) | st.just(0.0),
        ),
        min_size=1,
        max_size=12,
    ),
)
def test_a_call_has_one_bound(
    retries: int,
    timeout: float,
    deadline: float,
    script: list[tuple[str, float, float, float]],
) -> None:
    """However answers, faults, pauses asked for and pauses of others follow one another, a call
    takes what its attempts may take and the pauses that its limits permit, and never goes beyond a
    deadline; where it does not fit it ends without a pause."""
    clock = ManualClock()
    kasko = SYNC.Kasko(KEY, _clock=virtual(clock), timeout=timeout, max_retries=retries)
    pipeline = kasko._pipeline
    request = get_policy("p")
    started = clock()
    end = started + deadline
    steps = pipeline.call(request, reader(request), Bound(pipeline.options, pipeline.clock, end))
    slept = [0.0]
    outcome: Any = None
    turns = iter(script * 20)
    with suppress(brolly.BrollyError):
        while True:
            step = steps.send(outcome)
            outcome = None
            if isinstance(step, Sleep):
                assert 0 <= step.seconds <= MAX_RETRY_AFTER
                clock.advance(step.seconds)
                slept.append(step.seconds)
                continue
            assert isinstance(step, Send)
            assert 0 < step.timeout <= timeout
            kind, asked, part, others = next(turns)
            clock.advance(step.timeout if kind == "late" else part * step.timeout)
            if others:
                pipeline.pause.ask(clock() + others)
            outcome = {
                "lost": Failure("closed"),
                "late": Failure("timeout"),
            }.get(kind) or HttpResponse(int(kind), {"retry-after": f"{asked:.1f}"}, b"")
    took = clock() - started
    assert took - sum(slept) <= (retries + 1) * timeout + 0.01
    assert sum(slept) <= 2 * retries * MAX_RETRY_AFTER + (0 if retries else timeout)
    assert took <= deadline + 0.01


# Leaving a reading -----------------------------------------------------------------------------


class Provider:
    """Answers two pages that hold rows, then asks for a pause or says nothing: what workers wait
    for."""

    def __init__(self, then: Callable[[bytes], bytes | None]) -> None:
        self.then = then
        self.left = 2
        self.reached = False
        rows = [Row(f"p{number}", 1_500_000_000 + number) for number in range(2000)]
        self.rows = TimedProvider(rows)

    def __call__(self, request: bytes) -> bytes | None:
        if self.left <= 0:
            self.reached = True
            return self.then(request)
        query = parse_qs(urlsplit(request.split()[1].decode()).query)
        since, until, limit = (
            int(query.get(name, ["0"])[0]) for name in ("since", "until", "limit")
        )
        page, link = self.rows.get(since, until or None, limit)
        self.left -= bool(page)
        return answer(body(page, link))


@pytest.fixture(params=["asleep", "waiting"])
def state(request: pytest.FixtureRequest, silence: Silence) -> Callable[[bytes], bytes | None]:
    """What workers wait for when they are left: a pause, or an answer."""
    return silence if request.param == "waiting" else lambda _: status(429, 20)


def workers_alive() -> int:
    return sum(thread.name.startswith("brolly") for thread in threading.enumerate())


@pytest.mark.parametrize("how", ["close", "drop", "closing", "client"])
def test_threads_are_left_in_no_time(state: Any, silence: Silence, how: str) -> None:
    """Whichever way a reading by threads is left, whatever they wait for, it takes no second; no
    thread stays and no request begins."""
    with replying(Provider(state)) as (url, sent, _):
        kasko = SYNC.Kasko(KEY, base_url=url)
        rows = kasko.iter_policies(workers=4, page_size=20)
        for _ in range(21):
            next(rows)
        time.sleep(0.3)
        with timed(0, 1):
            if how == "close":
                rows.close()
            elif how == "drop":
                del rows
            elif how == "closing":
                with suppress(ZeroDivisionError), closing(rows):
                    raise ZeroDivisionError
            else:
                threading.Timer(0.2, kasko.close).start()
                with pytest.raises((ConfigurationError, TransportError), match=r"closed|stopped"):
                    list(rows)
            until = time.monotonic() + 0.5
            while workers_alive() and time.monotonic() < until:
                time.sleep(0.01)
            assert not workers_alive()
        count = len(sent)
        silence.over.set()
        kasko.close()
        time.sleep(0.1)
        assert len(sent) == count


@pytest.mark.parametrize("how", ["drop", "aclosing", "cancel", "timeout", "client"])
def test_tasks_are_left_in_no_time(state: Any, silence: Silence, how: str) -> None:
    """The same for a reading by tasks."""

    async def leave(kasko: Any, rows: Any) -> None:
        for _ in range(21):
            await anext(rows)
        await asyncio.sleep(0.3)
        with timed(0, 1):
            if how == "drop":
                del rows
            elif how == "aclosing":
                with suppress(ZeroDivisionError):
                    async with aclosing(rows):
                        raise ZeroDivisionError
            elif how == "cancel":
                task = asyncio.ensure_future(collect(rows))
                await asyncio.sleep(0.2)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            elif how == "timeout":
                with pytest.raises(asyncio.TimeoutError):
                    await asyncio.wait_for(collect(rows), 0.2)
            else:
                asyncio.get_running_loop().call_later(
                    0.2, lambda: asyncio.ensure_future(kasko.close())
                )
                # What was under way is broken off, what had not begun is refused.
                with pytest.raises((ConfigurationError, TransportError), match=r"closed|stopped"):
                    await collect(rows)
            for _ in range(20):
                await asyncio.sleep(0.01)
            assert len(asyncio.all_tasks()) == 1

    async def collect(rows: Any) -> list[Any]:
        return [row async for row in rows]

    async def main(url: str) -> None:
        async with ASYNC.Kasko(KEY, base_url=url) as kasko:
            await leave(kasko, kasko.iter_policies(workers=4, page_size=20))

    with replying(Provider(state)) as (url, sent, _):
        asyncio.run(main(url))
        count = len(sent)
        silence.over.set()
        time.sleep(0.1)
        assert len(sent) == count


INTERRUPTED = """
import asyncio, sys, threading
from brolly import AsyncKasko, Kasko

def main(url, how):
    kasko = Kasko("sk_test_mock", base_url=url)
    print("ready", flush=True)
    if how == "call":
        kasko.get_policy_v2("p")
    for _ in kasko.iter_policies(workers=4, page_size=20):
        pass

async def main_async(url, how):
    kasko = AsyncKasko("sk_test_mock", base_url=url)
    print("ready", flush=True)
    if how == "call":
        await kasko.get_policy_v2("p")
    async for _ in kasko.iter_policies(workers=4, page_size=20):
        pass

url, kind, how = sys.argv[1:]
try:
    main(url, how) if kind == "sync" else asyncio.run(main_async(url, how))
except KeyboardInterrupt:
    print("interrupted", threading.active_count(), flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process alone")
@pytest.mark.parametrize("how", ["call", "workers"])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_ctrl_c_ends_a_program(state: Any, silence: Silence, kind: str, how: str) -> None:
    """Ctrl-C ends a program within a second, whatever its threads or tasks wait for."""
    provider = Provider(state)
    provider.left = 0 if how == "call" else 2
    with replying(provider) as (url, sent, _):
        program = [sys.executable, "-c", INTERRUPTED, url, kind, how]
        with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            until = time.monotonic() + 10
            while not provider.reached and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(0.3)
            count = len(sent)
            with timed(0, 1):
                process.send_signal(signal.SIGINT)
                said = process.stdout.read()
        assert said == "interrupted 1\n"
        assert process.returncode == 0
        silence.over.set()
        assert len(sent) == count


@pytest.mark.parametrize("wire", [SYNC, ASYNC, FAST, FAST_ASYNC], indirect=True)
def test_closing_ends_each_call(wire: Flavour, state: Any, silence: Silence) -> None:
    """A client that is closed ends its calls within a second, whatever they wait for, and those of
    what `with_options` made of it; one of the latter ends its own alone."""
    with replying(state) as (url, sent, _):
        client = wire.InsureHero("key", base_url=url)
        twin = client.with_options(timeout=20)
        calls: list[Callable[[], Any]] = [
            partial(client.list_claims, from_=0, to=9),
            partial(twin.list_claims, from_=0, to=9),
        ]
        for closes, ends in ((twin, [False, True]), (client, [True, True])):
            with timed(0.2, 1.5):
                done = _closed_meanwhile(wire, calls, closes)
            assert done == ends
        count = len(sent)
        with pytest.raises(ConfigurationError, match="closed"):
            wire.run(twin.list_claims(from_=0, to=9))
        silence.over.set()
        assert len(sent) == count


def _closed_meanwhile(wire: Flavour, calls: list[Callable[[], Any]], client: Any) -> list[bool]:
    """Which calls have ended soon after a client was closed, by an error of ours."""
    if isinstance(wire, ASYNC):

        async def main() -> list[bool]:
            tasks = [asyncio.ensure_future(call()) for call in calls]
            await asyncio.sleep(0.2)
            await client.close()
            await asyncio.sleep(0.3)
            done = [
                task.done() and isinstance(task.exception(), brolly.BrollyError) for task in tasks
            ]
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            return done

        return list(wire.run(main()))
    outcomes: dict[int, object] = {}

    def run(number: int) -> None:
        try:
            calls[number]()
        except brolly.BrollyError as error:
            outcomes[number] = error

    for number in range(len(calls)):
        threading.Thread(target=run, args=(number,), daemon=True).start()
    time.sleep(0.2)
    client.close()
    time.sleep(0.3)
    return [number in outcomes for number in range(len(calls))]


def test_a_twin_that_is_closed_leaves_the_connections(wire: Flavour) -> None:
    """`with client.with_options()` closes what it made, not what it was made from."""
    with replying(lambda _: answer(b'{"id": "p"}')) as (url, _, _):
        kasko = wire.Kasko(KEY, base_url=url)
        twin = kasko.with_options(max_retries=0)
        assert wire.run(twin.get_policy_v2("p")).id == "p"
        wire.run(twin.close())
        with pytest.raises(ConfigurationError, match="closed"):
            wire.run(twin.get_policy_v2("p"))
        assert wire.run(kasko.get_policy_v2("p")).id == "p"
        wire.run(kasko.close())


def raised_by(flavour: Flavour, rows: Any) -> BaseException | None:
    """What a reading ends with."""

    async def collect() -> BaseException | None:
        try:
            async for _ in rows:
                pass
        except BaseException as failure:  # noqa: BLE001 - any may come
            return failure
        return None

    if isinstance(flavour, ASYNC):
        return cast(BaseException | None, flavour.run(collect()))
    try:
        list(rows)
    except BaseException as failure:  # noqa: BLE001 - any may come
        return failure
    return None


@pytest.mark.parametrize("workers", [1, 2, 8])
@pytest.mark.parametrize(
    "error",
    [
        SystemExit(3),
        KeyboardInterrupt(),
        GeneratorExit(),
        asyncio.CancelledError(),
        ZeroDivisionError(),
        msgspec.DecodeError("mine"),
        msgspec.ValidationError("mine"),
        PagingError("mine", cursor="mine"),
        ServerError(503, operation="mine", answer=brolly.errors.Answer()),
        TransportError("mine", operation="mine"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_a_callback_raises_comes_out(
    flavour: Flavour, workers: int, error: BaseException
) -> None:
    """What `on_invalid` raises is what the reading raises: the same object, once, as it was."""
    mock = create_app(MockSettings(policies=300, claims=0, risk_items=0))
    proceed = transport(mock)
    calls: list[int] = []

    def spoil(request: httpx.Request) -> httpx.Response:
        page = proceed.handle_request(request)
        content = page.read().replace(b'"insured_price":', b'"insured_price": "x", "_":')
        if b'"x"' not in content:
            # The last record of a page, as the first ones may have come before.
            head, name, tail = content.rpartition(b'"updated_at":')
            content = head + (b'"created_at": 7, ' if name else b"") + name + tail
        return httpx.Response(page.status_code, content=content)

    async def spoil_async(request: httpx.Request) -> httpx.Response:
        return spoil(request)

    def refuse(*_: object) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise error

    handle = spoil_async if isinstance(flavour, ASYNC) else spoil
    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(handle))
    rows = kasko.iter_policies(workers=workers, page_size=20, on_invalid=refuse)
    before = dict(vars(error))
    assert raised_by(flavour, rows) is error
    assert vars(error) == before
    assert error.__cause__ is None is error.__context__
    assert len(calls) == 3
    mock.close()


@pytest.mark.parametrize("error", [SystemExit(3), asyncio.CancelledError()])
def test_a_worker_that_dies_ends_the_reading(flavour: Flavour, error: BaseException) -> None:
    """A reading never ends as if it were whole when a worker died, whatever of."""
    mock = create_app(MockSettings(policies=300, claims=0, risk_items=0))
    proceed = transport(mock)
    calls: list[int] = []

    def handle(request: httpx.Request) -> httpx.Response:
        calls.append(1)
        if len(calls) == 6:
            raise error
        response: httpx.Response = proceed.handle_request(request)
        return response

    async def handle_async(request: httpx.Request) -> httpx.Response:
        return handle(request)

    kasko = flavour.Kasko(
        KEY, transport=httpx.MockTransport(handle_async if isinstance(flavour, ASYNC) else handle)
    )
    with pytest.raises(type(error)):
        flavour.all(kasko.iter_policies(workers=4, page_size=10))
    mock.close()


@pytest.mark.parametrize(
    "iterate",
    [
        lambda kasko, _: kasko.iter_policies(workers=2),
        lambda kasko, _: kasko.iter_policy_pages(),
        lambda kasko, _: kasko.iter_dataset_items("d", language="en", fields=["a"]),
        lambda kasko, _: kasko.iter_distinct_values("d", language="en", fields=["a"]),
        lambda _, shield: shield.iter_claims(),
        lambda _, shield: shield.iter_risk_items(),
        lambda _, shield: shield.iter_channel_risk_items(),
        lambda _, shield: shield.iter_packages(),
        lambda _, shield: shield.iter_orders(),
        lambda _, shield: shield.iter_orders("r"),
        lambda _, shield: shield.iter_claim_events(),
        lambda _, shield: shield.iter_claim_events("c"),
    ],
)
def test_iterators_are_generators(flavour: Flavour, iterate: Callable[[Any, Any], Any]) -> None:
    """Each public iterator can be closed before, amid and after its use, and is then at its end."""
    kasko, shield = flavour.Kasko(KEY), flavour.InsureHero(KEY)

    async def close() -> None:
        async with aclosing(iterate(kasko, shield)) as rows:
            pass
        assert [row async for row in rows] == []

    if isinstance(flavour, ASYNC):
        assert isinstance(iterate(kasko, shield), AsyncGenerator)
        assert inspect.isasyncgen(iterate(kasko, shield))
        flavour.run(close())
    else:
        assert isinstance(iterate(kasko, shield), Generator)
        with closing(iterate(kasko, shield)) as rows:
            pass
        assert list(rows) == []


def test_closing_reaches_the_inner_reading(flavour: Flavour) -> None:
    """A reading within a reading ends with it, so that nothing is asked for afterwards."""
    shield = flavour.InsureHero(KEY)
    inner: list[Any] = []
    begun = shield.iter_risk_items

    def watched(**options: Any) -> Any:
        inner.append(begun(**options))
        return inner[-1]

    vars(shield)["iter_risk_items"] = watched
    handled: list[bytes] = []

    def reply(request: bytes) -> bytes:
        handled.append(request)
        if b"x-api-key" in request.lower():
            return TOKEN
        if b"orders" in request.partition(b" HTTP")[0]:
            return answer(b'{"data": [{"id": "o"}]}')
        return answer(b'{"data": [{"id": "r1"}, {"id": "r2"}, {"id": "r3"}]}')

    with replying(reply) as (url, _, _):
        shield._pipeline = flavour.InsureHero(KEY, base_url=url)._pipeline
        rows = shield.iter_orders()

        async def main() -> None:
            await anext(rows)
            await rows.aclose()
            assert inner[0].ag_frame is None

        if isinstance(flavour, ASYNC):
            flavour.run(main())
        else:
            next(rows)
            rows.close()
            assert inner[0].gi_frame is None
        flavour.run(shield.close())
    assert len(handled) == 3
