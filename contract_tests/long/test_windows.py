from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given, settings, strategies as st

from brolly import PagingError
from brolly._paging.invalid import Taken
from brolly._paging.position import Position
from brolly._paging.windows import Windows
from walk_model import Row, TimedProvider

END = 1030


def shares(windows: Windows[Row], end: int) -> Iterator[int]:
    """The numbers of the windows that a worker who never rests would read."""
    while (number := windows.share(end)) is not None:
        yield number


class Reading:
    """Workers who read one period together, one step at a time, in whatever order."""

    def __init__(self, provider: TimedProvider, windows: Windows[Row], workers: int) -> None:
        self.provider = provider
        self.windows = windows
        self.shares = shares(windows, END)
        self.busy: dict[int, Iterator[tuple[Taken[Row], Position] | None]] = {}
        self.idle = workers
        self.rows: list[Row] = []
        self.cursor = windows.cursor

    def step(self, choice: int) -> bool:
        """Let one worker take a share, send a request or take an answer; False at the end."""
        if self.idle and (choice % 3 == 0 or not self.busy):
            share = next(self.shares, None)
            self.idle -= 1
            if share is not None:
                self.busy[share] = self.read(share)
        elif self.busy:
            share = sorted(self.busy)[choice % len(self.busy)]
            try:
                found = next(self.busy[share])
            except StopIteration:
                del self.busy[share]
                self.idle += 1
                self.windows.hand_out(share, None)
            else:
                if found is not None:
                    self.rows += found[0].records
                    self.windows.hand_out(share, found[1])
            self.cursor = self.windows.cursor
        return bool(self.idle or self.busy)

    def read(self, share: int) -> Iterator[tuple[Taken[Row], Position] | None]:
        while (query := self.windows.query(share)) is not None:
            page, link = self.provider.get(query.since, query.until, query.limit)
            # The answer is on its way: others may take over a part of the window meanwhile.
            yield None
            yield self.windows.take(share, page, link)


times = st.tuples(st.integers(1000, 1020), st.sampled_from([0.0, 0.0, 0.25]))


@settings(max_examples=1000)
@given(
    rows=st.lists(times, max_size=60),
    later=st.lists(st.integers(0, 59), max_size=6),
    page_size=st.integers(1, 12),
    workers=st.integers(1, 6),
    inclusive=st.booleans(),
    short_pages=st.booleans(),
    empty_pages=st.booleans(),
    cap=st.none() | st.integers(20, 40),
    since=st.none() | st.integers(998, 1018),
    until=st.none() | st.integers(998, 1022),
    stops=st.integers(0, 3),
    seed=st.integers(0, 10**6),
)
def test_each_row_once_whoever_reads_it(
    rows: list[tuple[int, float]],
    later: list[int],
    page_size: int,
    workers: int,
    inclusive: bool,
    short_pages: bool,
    empty_pages: bool,
    cap: int | None,
    since: int | None,
    until: int | None,
    stops: int,
    seed: int,
) -> None:
    """Workers in any order, rows that change meanwhile, and a reading that is broken off and
    resumed by others: each wanted row that was there throughout comes once, and in the order of
    the change within each window."""
    chance = random.Random(seed)
    stored = [Row(f"p{index}", *time) for index, time in enumerate(rows)]
    provider = TimedProvider(
        stored,
        inclusive,
        cap=None if short_pages else cap,
        short_pages=short_pages,
        empty_pages=empty_pages,
        random=chance,
    )
    windows: Windows[Row] = Windows(since=since, until=until, page_size=page_size)
    reading = Reading(provider, windows, 1)
    got: list[Row] = []
    changes = iter(later)
    try:
        # The first page, and then all hands.
        for _ in range(3):
            reading.step(0)
        reading.windows.split(END, workers)
        reading.idle += workers - 1
        for count in range(20_000):
            if not reading.step(chance.randrange(1000)):
                break
            if count % 7 == 3 and stored and (index := next(changes, None)) is not None:
                changed = stored[index % len(stored)]
                stored[index % len(stored)] = Row(changed.id, END + count)
            if stops and chance.random() < 0.02:
                # What was read and not handed out is lost; the cursor knows nothing of it.
                stops -= 1
                got += reading.rows
                resumed: Windows[Row] = Windows(page_size=page_size, cursor=reading.cursor)
                reading = Reading(provider, resumed, chance.randint(1, 6))
        else:
            raise AssertionError("the reading does not end")
    except PagingError:
        assert provider.cap is not None
        return
    got += reading.rows
    low, high = since or 0, until if until is not None else 2**40
    throughout = {row for row in stored if low <= row.second <= high and row.second < END}
    counted = Counter((row.id, row.second) for row in got)
    assert max(counted.values(), default=1) == 1
    assert {row.id for row in throughout} <= {row.id for row in got}
    assert all(low <= row.second <= high for row in got)


def test_the_windows_follow_one_another() -> None:
    """Cut at any time and as often as one likes, the windows leave no second out and share none."""
    for seed in range(300):
        chance = random.Random(seed)
        windows: Windows[Row] = Windows(since=1000, page_size=5)
        taken = shares(windows, 2000)
        assert next(taken) == 0
        windows.take(0, [Row("p", 1000 + second) for second in range(5)], "?since=1004")
        windows.split(2000, chance.randint(2, 16))
        for _ in range(chance.randint(0, 20)):
            next(taken)
        bounds = sorted((walk.position.low, walk.until) for walk in windows.walks)
        for (_, until), (low, _) in pairwise(bounds):
            assert until is not None
            assert low == until + 1
        assert bounds[-1][1] is None


def test_there_is_work_as_long_as_anything_is_left() -> None:
    """A worker that is free goes without a window only when none can be cut any more."""
    windows: Windows[Row] = Windows(since=1000, page_size=5)
    taken = shares(windows, 1200)
    next(taken)
    windows.take(0, [Row("p", 1000 + second) for second in range(5)], "?since=1004")
    windows.split(1200, 3)
    assert len(list(taken)) > 90
    assert max(walk.left(1200) for walk in windows.walks) < 2


def test_a_finished_reading_can_be_polled() -> None:
    """Once all is read the cursor holds one window, and goes on with what comes after."""
    provider = TimedProvider([Row(f"p{second}", 1000 + second) for second in range(30)])
    reading = Reading(provider, Windows(page_size=5), 1)
    for _ in range(3):
        reading.step(0)
    reading.windows.split(END, 4)
    reading.idle += 3
    while reading.step(random.Random(1).randrange(1000)):
        pass
    assert len(reading.rows) == 30
    assert "." not in reading.cursor
    provider.rows.append(Row("new", 1100))
    poll = Reading(provider, Windows(cursor=reading.cursor), 1)
    while poll.step(1):
        pass
    assert poll.rows == [Row("new", 1100)]
