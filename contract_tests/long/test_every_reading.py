from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from random import Random
from typing import Any

import pytest

from brolly import PagingError
from brolly_mock import (
    Answer,
    Call,
    Handler,
    KaskoReading,
    ManualClock,
    Mock,
    MockSettings,
    create_app,
    serve,
    transport,
)
from brolly_mock.store import unix_second
from depth import tries
from flavours import ASYNC, FAST, FAST_ASYNC, HTTPX, HTTPX_ASYNC, SYNC, Flavour, virtual

KEY = "sk_test_mock"
SWITCHES: dict[str, tuple[Any, ...]] = {
    "bounds": ("inclusive", "exclusive"),
    "tie_order": ("stable", "shuffled"),
    "links": ("top", "embedded"),
    "end": ("absent", "empty_since"),
    "carry_limit": (False, True),
    "trailing_ampersand": (False, True),
    "short_pages": (False, True),
    "empty_pages": (False, True),
    "limit_cap": (None, 60, 24),
    "link_origin": (None, "https://elsewhere.example"),
}
# A port for each reading costs more than the reading.
WIRES = (SYNC, ASYNC, HTTPX, HTTPX_ASYNC, SYNC, ASYNC, FAST, HTTPX, ASYNC, FAST_ASYNC, SYNC)
POLICIES, BURST = 60, 30
MANY = tries(2500, 10_000)


def readings() -> Iterator[KaskoReading]:
    """Every combination of what the documents leave open."""
    for values in itertools.product(*SWITCHES.values()):
        yield KaskoReading(**dict(zip(SWITCHES, values, strict=True)))


def stored(mock: Mock) -> Counter[tuple[str, int]]:
    return Counter((p["id"], unix_second(p["updated_at"])) for p in mock.store.policies())


class Writers:
    """Other users of the provider: before each request one inserts, changes or cancels a policy.

    They reach all parts of the list, the part that was read already included.
    """

    def __init__(self, mock: Mock, time: ManualClock, *, most: int) -> None:
        self._mock = mock
        self._time = time
        self._ids = [policy["id"] for policy in mock.store.policies()]
        self._left = most

    def __call__(self, call: Call, proceed: Handler) -> Answer:
        if self._left:
            self._left -= 1
            self._time.advance(1)
            store, policy = self._mock.store, self._ids[self._left * 7 % len(self._ids)]
            action = (store.cancel, store.update, lambda _: store.insert())[self._left % 3]
            action(policy)
        return proceed(call)


def tried() -> list[KaskoReading]:
    """Every combination in depth; else so many that any three choices meet in one of them."""
    every = list(readings())
    return Random(0).sample(every, tries(120, len(every)))


def test_any_three_choices_meet() -> None:
    """Whatever three of the documents' gaps do together is tried."""
    for names in itertools.combinations(SWITCHES, 3):
        met = {tuple([getattr(reading, name) for name in names]) for reading in tried()}
        assert met == set(itertools.product(*(SWITCHES[name] for name in names))), names


@contextmanager
def provided(
    kind: type[Flavour], settings: MockSettings, time: ManualClock
) -> Iterator[tuple[Mock, dict[str, Any]]]:
    """A mock, and the options with which a client reaches it: libcurl does so on a port."""
    if issubclass(kind, FAST | FAST_ASYNC):
        with serve(settings, clock=time) as server:
            yield server.mock, {"base_url": server.url}
    else:
        mock = create_app(settings, clock=time)
        yield mock, {"transport": transport(mock)}
        mock.close()


def test_every_policy_once() -> None:
    """Under each combination of the readings, over each library, and while others write, a policy
    that was there throughout comes exactly once, or the error names a second that does not fit on
    a page."""
    with ExitStack() as stack:
        wires = [stack.enter_context(kind()) for kind in WIRES]
        for index, reading in enumerate(tried()):
            wire, page_size = wires[index % len(wires)], (7, 20, 40)[index % 3]
            time = ManualClock()
            settings = MockSettings(
                policies=POLICIES, burst=BURST, claims=0, risk_items=0, kasko=reading
            )
            with provided(type(wire), settings, time) as (mock, options):
                before = stored(mock)
                mock.faults.add(Writers(mock, time, most=9), operation="list_policies", times=None)
                kasko = wire.Kasko(KEY, **options, _clock=virtual(time))
                rows: list[Any] = []
                try:
                    rows = wire.all(kasko.iter_policies(page_size=page_size))
                except PagingError as error:
                    crowd = Counter(second for _, second in stored(mock))
                    assert reading.limit_cap == 24, reading
                    assert crowd[error.second or 0] >= 24 / 2, reading
                else:
                    assert reading.limit_cap != 24, "no page holds the crowded second"
                    throughout = before & stored(mock)
                    got = Counter((row.id, int(row.updated_at.timestamp())) for row in rows)
                    assert throughout - got == Counter(), f"lost under {reading}"
                    assert set(got.values()) == {1}, f"doubled under {reading}"
                wire.run(kasko.close())


WORST = KaskoReading(bounds="exclusive", tie_order="shuffled", short_pages=True, empty_pages=True)


@pytest.mark.parametrize("page_size", [20, 100])
def test_requests_stay_near_the_minimum(page_size: int) -> None:
    """Rows are asked for again only at the edges of pages, under each reading on its own and
    under the dearest together: at most a fifth more requests than pages, and four. Only where the
    provider puts an empty page before each gap is there one more for each page."""
    each = [
        KaskoReading(**{name: value}) for name, (_, *others) in SWITCHES.items() for value in others
    ]
    for reading in [*each, WORST]:
        mock = create_app(MockSettings(policies=MANY, claims=0, risk_items=0, kasko=reading))
        kasko = SYNC.Kasko(KEY, transport=transport(mock))
        assert len(list(kasko.iter_policies(page_size=page_size))) == MANY, reading
        served = min(page_size, reading.limit_cap or page_size)
        # A short page holds half to all that was asked for.
        pages = MANY / (served * (0.75 if reading.short_pages else 1))
        if reading.empty_pages:
            pages *= 2
        assert mock.calls["list_policies"] <= 1.2 * pages + 4, reading
        mock.close()
