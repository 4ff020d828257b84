from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from itertools import count, islice
from typing import Any

import httpx
import pytest

from brolly import ConfigurationError, PagingError, ServerError
from brolly._core.pipeline import Send
from brolly._core.reading import reader
from brolly._core.wire import HttpResponse
from brolly._paging.by_time import PolicyWalk
from brolly._paging.position import PageSize
from brolly_mock import (
    KaskoReading,
    ManualClock,
    MockSettings,
    create_app,
    transport,
)
from brolly_mock.store import unix_second
from flavours import ASYNC, SYNC, Flavour, virtual
from kasko_api.policies import get_policy
from walk_model import Row, TimedProvider, body

KEY = "sk_test_mock"
POLICIES = 2000


@pytest.mark.parametrize("bounds", ["inclusive", "exclusive"])
def test_workers_read_each_policy_once(flavour: Flavour, bounds: Any) -> None:
    """However many workers share a period, each policy of it comes once, and none of another."""
    settings = MockSettings(
        policies=POLICIES, claims=0, risk_items=0, kasko=KaskoReading(bounds=bounds)
    )
    mock = create_app(settings)
    stored = sorted((unix_second(p["updated_at"]), p["id"]) for p in mock.store.policies())
    kasko = flavour.Kasko(KEY, transport=transport(mock))
    for workers, since, until in ((16, None, None), (3, stored[100][0], stored[-100][0])):
        rows = flavour.all(
            kasko.iter_policies(since=since, until=until, workers=workers, page_size=20)
        )
        got = Counter((int(row.updated_at.timestamp()), row.id) for row in rows)
        wanted = [row for row in stored if (since or 0) <= row[0] <= (until or row[0])]
        assert got == Counter(wanted)
    mock.close()


@pytest.mark.parametrize("workers", [1, 4, 16])
def test_as_many_requests_at_once_as_workers(flavour: Flavour, workers: int) -> None:
    """All workers are at work at once and no more of them, though all rows are in one corner."""
    rows = [Row(f"p{number}", 1_500_000_000 + number) for number in range(2000)]
    provider = TimedProvider(rows)
    under_way: list[int] = [0]
    most = 0

    def answer(request: httpx.Request) -> httpx.Response:
        query = {name: int(value) for name, value in request.url.params.items()}
        page = provider.get(query.get("since"), query.get("until"), query["limit"])
        return httpx.Response(200, content=body(*page))

    def handle(request: httpx.Request) -> httpx.Response:
        nonlocal most
        under_way.append(1)
        most = max(most, sum(under_way))
        time.sleep(0.005)
        under_way.append(-1)
        return answer(request)

    async def wait(request: httpx.Request) -> httpx.Response:
        nonlocal most
        under_way.append(1)
        most = max(most, sum(under_way))
        await asyncio.sleep(0.005)
        under_way.append(-1)
        return answer(request)

    kasko = flavour.Kasko(
        KEY, transport=httpx.MockTransport(wait if isinstance(flavour, ASYNC) else handle)
    )
    got = flavour.all(kasko.iter_policies(page_size=20, workers=workers))
    assert Counter(row.id for row in got) == Counter(row.id for row in rows)
    assert workers / 2 < most <= workers
    # As little is asked for in vain as may be: each worker may find a window empty, now and then.
    assert provider.requests < 2000 / 20 * 1.2 + 12 * workers


def test_a_reading_by_many_is_resumed_by_any(flavour: Flavour) -> None:
    """What a cursor leaves open is read by any number of workers, without loss or repeat."""
    mock = create_app(MockSettings(policies=POLICIES, claims=0, risk_items=0))
    kasko = flavour.Kasko(KEY, transport=transport(mock))
    pages = kasko.iter_policy_pages(workers=8, page_size=20)
    if isinstance(flavour, ASYNC):

        async def some() -> list[Any]:
            found = []
            async for page in pages:
                found.append(page)
                if len(found) == 20:
                    await pages.aclose()
            return found

        first = flavour.run(some())
    else:
        first = list(islice(pages, 20))
        pages.close()
    seen = [(row.id, row.updated_at) for page in first for row in page.items]
    for workers in (1, 5):
        rest = flavour.all(kasko.iter_policies(cursor=first[-1].cursor, workers=workers))
        got = Counter([*seen, *((row.id, row.updated_at) for row in rest)])
        assert (len(got), set(got.values())) == (POLICIES, {1})
    mock.close()


def test_one_error_ends_all(flavour: Flavour) -> None:
    """An error of one worker is the error of the reading, once; no worker goes on after it."""
    mock = create_app(MockSettings(policies=POLICIES, claims=0, risk_items=0))
    proceed = transport(mock)
    asked: list[int] = []
    numbers = count(1)

    def handle(request: httpx.Request) -> httpx.Response:
        # Threads may be here at once; each gets a number of its own.
        asked.append(number := next(numbers))
        if number >= 30:
            return httpx.Response(503, headers={"retry-after": "3600"})
        response: httpx.Response = proceed.handle_request(request)
        return response

    async def wait(request: httpx.Request) -> httpx.Response:
        return handle(request)

    kasko = flavour.Kasko(
        KEY, transport=httpx.MockTransport(wait if isinstance(flavour, ASYNC) else handle)
    )
    before = threading.active_count()
    with pytest.raises(ServerError) as caught:
        flavour.all(kasko.iter_policies(workers=8, page_size=10))
    assert caught.value.__context__ is None
    # One that was on its way, and shorter pages once where a longer one failed.
    assert len(asked) <= 30 + 8 * 3
    until = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.01)
    assert threading.active_count() <= before
    mock.close()


def test_the_error_of_a_window_resumes_all(flavour: Flavour) -> None:
    """A `PagingError` of one window names a cursor that goes on with all of them."""
    settings = MockSettings(
        policies=300, burst=120, claims=0, risk_items=0, kasko=KaskoReading(limit_cap=60)
    )
    mock = create_app(settings)
    kasko = flavour.Kasko(KEY, transport=transport(mock))
    with pytest.raises(PagingError) as caught:
        flavour.all(kasko.iter_policies(workers=4, page_size=20))
    assert caught.value.cursor
    with pytest.raises(PagingError) as again:
        flavour.all(kasko.iter_policies(workers=2, cursor=caught.value.cursor))
    assert again.value.second == caught.value.second
    mock.close()


@pytest.mark.parametrize("workers", [0, 21, -1])
def test_workers_have_bounds(flavour: Flavour, workers: int) -> None:
    """A number of workers that cannot be right is refused before anything is sent."""
    with pytest.raises(ConfigurationError, match="workers"):
        flavour.Kasko(KEY).iter_policies(workers=workers)


def test_pages_grow_where_they_are_served(flavour: Flavour) -> None:
    """Unless told a size, a reading asks for more at once as long as all that it asks for comes."""
    asked: list[int] = []
    mock = create_app(MockSettings(policies=6000, claims=0, risk_items=0))
    proceed = transport(mock)
    kasko = flavour.Kasko(KEY, transport=_watched(flavour, proceed, asked, most=10_000))
    assert len(flavour.all(kasko.iter_policies())) == 6000
    assert asked[:5] == [100, 200, 400, 800, 1000]
    assert set(asked[4:-1]) == {1000}
    asked.clear()
    assert len(flavour.all(kasko.iter_policies(page_size=300))) == 6000
    assert set(asked[:-1]) == {300}
    mock.close()


@pytest.mark.parametrize("status", [400, 422, 500, 504])
def test_pages_shrink_where_they_are_refused(flavour: Flavour, status: int) -> None:
    """A provider that fails on long pages is asked for what it served before, and still read."""
    asked: list[int] = []
    mock = create_app(MockSettings(policies=3000, claims=0, risk_items=0))
    watched = _watched(flavour, transport(mock), asked, most=400, status=status)
    kasko = flavour.Kasko(KEY, transport=watched, max_retries=0)
    assert len({row.id for row in flavour.all(kasko.iter_policies())}) == 3000
    assert asked[:5] == [100, 200, 400, 800, 400]
    assert set(asked[5:]) <= {400, 800}
    mock.close()


def _watched(
    flavour: Flavour,
    proceed: httpx.BaseTransport,
    asked: list[int],
    *,
    most: int,
    status: int = 400,
) -> httpx.MockTransport:
    """A provider that fails where more is asked for than it can serve, and what it was asked."""

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(int(request.url.params["limit"]))
        return httpx.Response(status) if asked[-1] > most else proceed.handle_request(request)

    async def wait(request: httpx.Request) -> httpx.Response:
        return handle(request)

    return httpx.MockTransport(wait if isinstance(flavour, ASYNC) else handle)


def test_a_failure_is_not_taken_for_a_crowded_second(flavour: Flavour) -> None:
    """Where the page that a crowded second needs fails, the error is that failure's."""
    mock = create_app(MockSettings(policies=20, burst=70, claims=0, risk_items=0))
    watched = _watched(flavour, transport(mock), [], most=50, status=503)
    kasko = flavour.Kasko(KEY, transport=watched, max_retries=0)
    with pytest.raises(ServerError) as caught:
        flavour.all(kasko.iter_policies(page_size=50))
    assert caught.value.__context__ is None
    mock.close()


def test_a_size_that_was_chosen_stays(flavour: Flavour) -> None:
    """A refused page of a chosen size is the caller's error to see."""
    kasko = flavour.Kasko(
        KEY, transport=httpx.MockTransport(lambda _: httpx.Response(500)), max_retries=0
    )
    for options in ({"page_size": 500}, {}):
        with pytest.raises(ServerError):
            flavour.all(kasko.iter_policies(**options))


def test_walks_share_what_they_learn_of_sizes() -> None:
    """A walk learns from another that long pages fail, and gives up on its own only once."""
    provider = TimedProvider([Row(f"p{number}", 1000 + number) for number in range(2000)])
    size = PageSize(None)
    one: PolicyWalk[Row] = PolicyWalk(page_size=size)
    for _ in range(2):
        query = one.query()
        assert query
        one.take(*provider.get(query.since, query.until, query.limit))
    other: PolicyWalk[Row] = PolicyWalk(since=2000, page_size=size)
    limits = [query.limit for walk in (one, other) if (query := walk.query())]
    assert limits == [400, 400]
    assert [one.shrink(), other.shrink()] == [True, True]
    assert [one.shrink(), other.shrink()] == [False, False]
    query = one.query()
    assert query
    assert query.limit == 200


def test_a_429_is_known_to_calls_that_start_after_it() -> None:
    """A call that was not sent yet waits for as long as another was told to."""
    clock = ManualClock()
    pipeline = SYNC.Kasko(KEY, _clock=virtual(clock))._pipeline
    request = get_policy("p1")

    def start() -> Any:
        return pipeline.call(request, reader(request))

    first, second = start(), start()
    assert isinstance(next(first), Send)
    wait = first.send(HttpResponse(429, {"retry-after": "7"}, b""))
    assert wait.seconds == pytest.approx(7, abs=1)
    clock.advance(2)
    assert next(second).seconds == pytest.approx(wait.seconds - 2)
    clock.advance(wait.seconds - 2)
    assert isinstance(second.send(None), Send)
    assert isinstance(first.send(None), Send)


def test_one_429_holds_all_workers(flavour: Flavour) -> None:
    """A 429 that names a time is waited for by all calls of a client, not found out by each, and
    none of them counts against what a client may repeat."""
    clock = ManualClock()
    mock = create_app(MockSettings(policies=POLICIES, claims=0, risk_items=0))
    proceed = transport(mock)
    asked: list[float] = []
    limited: list[float] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(clock())
        if 20 <= len(asked) < 36:
            limited.append(clock())
            return httpx.Response(429, headers={"retry-after": "7"})
        response: httpx.Response = proceed.handle_request(request)
        return response

    async def wait(request: httpx.Request) -> httpx.Response:
        return handle(request)

    kasko = flavour.Kasko(
        KEY,
        transport=httpx.MockTransport(wait if isinstance(flavour, ASYNC) else handle),
        _clock=virtual(clock),
        max_retries=20,
    )
    rows = flavour.all(kasko.iter_policies(workers=16, page_size=20))
    assert len({row.id for row in rows}) == POLICIES
    assert len(limited) == 16
    assert not [at for at in asked if limited[0] < at < limited[0] + 7]
    mock.close()
