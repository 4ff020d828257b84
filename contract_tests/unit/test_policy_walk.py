from __future__ import annotations

import base64
import json
import random
from collections import Counter
from collections.abc import Collection
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from brolly import PagingError
from brolly._paging.by_time import PolicyWalk
from depth import tries
from walk_model import Row, TimedProvider, TooMuchError


def read(
    provider: TimedProvider,
    *,
    resume: bool = False,
    page_size: int = 5,
    empty: Collection[int] = (),
    **start: Any,
) -> list[Row]:
    """All rows; instead of the answers with these numbers comes an empty page."""
    walk: PolicyWalk[Row] = PolicyWalk(page_size=page_size, **start)
    rows: list[Row] = []
    emptied = False
    for number in range(5000):
        query = walk.query()
        if query is None:
            return rows
        if start.get("until") is not None:
            assert query.until == (None if emptied else start["until"] + 1)
        if walk.begun and number in empty and not emptied and walk._from is None:
            walk.take([], None)
            # An empty answer to a look ahead is no news, and asked for once.
            emptied = walk._doubts
            continue
        try:
            page = walk.take(*provider.get(query.since, query.until, query.limit))
        except TooMuchError:
            assert walk.shrink()
            continue
        emptied = False
        rows += page.records
        # Callers get no cursor of a page without news.
        if resume and page.records and walk.query() is not None:
            walk = PolicyWalk(page_size=page_size, cursor=walk.cursor)
    raise AssertionError("the walk does not end")


times = st.tuples(st.integers(1000, 1010), st.sampled_from([0.0, 0.0, 0.25, 0.5]))
rows_ = st.lists(times, max_size=60).map(
    lambda times: [Row(f"p{index}", *time) for index, time in enumerate(times)]
)


@settings(max_examples=tries(500, 10000))
@given(
    rows=rows_,
    page_size=st.integers(1, 30),
    inclusive=st.booleans(),
    exact=st.booleans(),
    truncated=st.booleans(),
    cap=st.none() | st.integers(20, 40),
    most=st.none() | st.integers(20, 40),
    short_pages=st.booleans(),
    always_links=st.booleans(),
    empty_pages=st.booleans(),
    resume=st.booleans(),
    since=st.none() | st.integers(998, 1018),
    until=st.none() | st.integers(998, 1018),
    empty=st.sets(st.integers(1, 12), max_size=4),
    seed=st.integers(0, 10**6),
)
def test_each_row_once_or_a_named_second(
    rows: list[Row],
    page_size: int,
    inclusive: bool,
    exact: bool,
    truncated: bool,
    cap: int | None,
    most: int | None,
    short_pages: bool,
    always_links: bool,
    empty_pages: bool,
    resume: bool,
    since: int | None,
    until: int | None,
    empty: set[int],
    seed: int,
) -> None:
    """Under every reading each wanted row comes exactly once, or the error names the second.

    Nor does an empty page in the middle of the list end it.
    """
    # Where neither a page's length nor its link means anything, nobody can tell the end.
    always_links = always_links and not short_pages
    cap, most = (None, None) if short_pages else (cap, most and max(most, page_size))
    provider = TimedProvider(
        rows,
        inclusive,
        exact,
        truncated,
        cap,
        most,
        short_pages,
        always_links,
        empty_pages,
        random=random.Random(seed),
    )
    wanted = [
        row for row in rows if (since or 0) <= row.second <= (until if until is not None else 2**40)
    ]
    # The rows of two seconds, that is what has to fit on a page.
    seconds = Counter(second for row in rows for second in (row.second, row.second + 1))
    crowded = max(seconds.values(), default=0)
    try:
        got = read(
            provider, resume=resume, page_size=page_size, empty=empty, since=since, until=until
        )
    except PagingError as error:
        # A size that is refused is halved.
        assert crowded >= min(cap or 10_000, (most or 10_000) / 2), "an error though all fit"
        assert error.second in {row.second for row in rows}
        assert error.cursor
    else:
        assert Counter(row.id for row in got) == Counter(row.id for row in wanted)
        assert [row.second for row in got] == sorted(row.second for row in got)


@pytest.mark.parametrize("inclusive", [None, True, False])
def test_cursors_of_the_first_release(inclusive: bool | None) -> None:
    """A cursor that brolly 0.1.0 wrote resumes where it was taken."""
    rows = [Row(f"p{number}", 1000 + number // 3) for number in range(60)]
    provider = TimedProvider(rows)
    walk: PolicyWalk[Row] = PolicyWalk(page_size=20)
    query = walk.query()
    assert query
    page = walk.take(*provider.get(query.since, query.until, query.limit))
    members = json.loads(base64.urlsafe_b64decode(walk.cursor + "=="))
    members = [1, *members[1:4], inclusive, *members[4:]]
    cursor = base64.urlsafe_b64encode(json.dumps(members).encode()).decode().rstrip("=")
    assert Counter([*page.records, *read(provider, cursor=cursor)]) == Counter(rows)


@pytest.mark.parametrize("page_size", [1, 7, 500, 10_000])
def test_any_page_size(page_size: int) -> None:
    """The longest page that may be asked for is no sign of a second that does not fit."""
    rows = [Row(f"p{number}", 1000 + number) for number in range(500)]
    assert read(TimedProvider(rows), page_size=page_size) == rows


@settings(max_examples=tries(300, 5000))
@given(
    counts=st.lists(st.integers(1, 24), min_size=2, max_size=8),
    cap=st.integers(2, 19),
    always_links=st.booleans(),
    until=st.none() | st.integers(1001, 1010),
)
def test_a_provider_that_sends_few_rows_at_once(
    counts: list[int], cap: int, always_links: bool, until: int | None
) -> None:
    """Fewer at once than the documents promise, and fewer than there are: no row is lost silently.

    One list alone cannot be told from a whole one: that of a single second.
    """
    rows = [
        Row(f"p{second}-{number}", 1000 + second)
        for second, count in enumerate(counts)
        for number in range(count)
    ]

    def answer(since: int | None, limit: int) -> tuple[list[Row], str | None]:
        found = [row for row in rows if row.second >= (since or 0)]
        page = found[: min(cap, limit)]
        more = page and (always_links or len(found) > len(page))
        return page, f"https://x.example/?since={page[-1].second}" if more else None

    walk: PolicyWalk[Row] = PolicyWalk(until=until)
    got: list[Row] = []
    try:
        for _ in range(500):
            query = walk.query()
            if query is None:
                break
            got += walk.take(*answer(query.since, query.limit)).records
    except PagingError:
        assert max(map(sum, zip([0, *counts], [*counts, 0], strict=True))) >= cap
        return
    assert walk.query() is None
    assert got == [row for row in rows if row.second <= (until or 2**40)]


def test_empty_pages_without_end() -> None:
    """A provider that links from one empty page to the next for ever is given up on in the end."""
    rows = [Row("p0", 1000)]
    walk: PolicyWalk[Row] = PolicyWalk()
    walk.take(rows, "?since=1000")
    for step in range(1000):
        walk.take([], f"?since={1001 + step}")
    with pytest.raises(PagingError, match="empty pages") as caught:
        walk.take([], "?since=3000")
    assert caught.value.second == 1000
    assert caught.value.cursor


@pytest.mark.parametrize("until", [None, 1050])
def test_empty_pages_where_rows_came_before(
    until: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    """Where rows that came before are due, an empty page is asked for again, and twice told."""
    rows = [Row(f"p{number}", 1000 + number) for number in range(60)]
    provider = TimedProvider(rows)
    caplog.set_level("INFO", "brolly")
    walk: PolicyWalk[Row] = PolicyWalk(page_size=20, until=until)
    got = walk.take(*provider.get(None, None, 20)).records
    walk.take([], None)
    assert walk.query() is not None
    assert not caplog.messages
    walk.take([], None)
    assert walk.query() is None
    assert "second 1019" in caplog.text
    wanted = rows[: (until or 1059) - 999]
    assert got + read(provider, cursor=walk.cursor) == wanted


def test_rows_that_left_the_period() -> None:
    """Where the last rows of a period have changed meanwhile, it is read and no error."""
    rows = [Row(f"p{number}", 1000 + number) for number in range(20)]
    walk: PolicyWalk[Row] = PolicyWalk(page_size=20, since=1000, until=1019)
    walk.take(rows, None)
    walk.take([], None)
    query = walk.query()
    assert query
    assert query.until is None
    assert walk.take([Row("p19", 1500)], None).records == []
    assert walk.query() is None


def test_empty_pages_with_an_end() -> None:
    """A long row of empty pages is followed, and what comes after it counts its own."""
    walk: PolicyWalk[Row] = PolicyWalk()
    walk.take([Row("p0", 1000)], "?since=1000")
    for round_ in (1, 2):
        for step in range(900):
            walk.take([], f"?since={round_ * 2000 + step}")
        row = Row(f"p{round_}", round_ * 2000 + 950)
        assert walk.take([row], f"?since={row.second}").records == [row]


@pytest.mark.parametrize("seconds", [(1001, 1000), (1000, 1002, 1001, 1003), (1500, 5)])
def test_a_page_out_of_order(seconds: tuple[int, ...]) -> None:
    """Pages that are not in the order of the change cannot be joined, and the error says where."""
    walk: PolicyWalk[Row] = PolicyWalk()
    rows = [Row(f"p{second}", second) for second in seconds]
    with pytest.raises(PagingError, match="order") as caught:
        walk.take(rows, None)
    later = next(second for second, next_ in pairwise(seconds) if next_ < second)
    assert caught.value.second == seconds[seconds.index(later) + 1]


@pytest.mark.parametrize("link", ["?since=1000", "?since=999", "?since=5"])
def test_an_empty_page_that_leads_nowhere(link: str) -> None:
    """An empty page whose link stays or goes back is not followed, and soon an error."""
    walk: PolicyWalk[Row] = PolicyWalk()
    walk.take([Row("p0", 1000)], "?since=1000")
    asked = []
    with pytest.raises(PagingError) as caught:  # noqa: PT012 - how often is the point
        for _ in range(20):
            asked.append(walk.query())
            walk.take([], link)
    assert {query.since for query in asked if query} <= {999, 1000}
    assert len(asked) < 12
    assert caught.value.second == 1000


def test_a_page_that_repeats_itself() -> None:
    """What a page holds twice comes once; a policy that it holds at two times comes twice."""
    walk: PolicyWalk[Row] = PolicyWalk()
    first, again, later = Row("p1", 1001), Row("p1", 1001), Row("p1", 1003)
    rows = [Row("p0", 1000), first, again, Row("p2", 1002), later, Row("p3", 1010)]
    assert walk.take(rows, None).records == [row for row in rows if row is not again]


def test_a_full_page_of_known_rows_is_not_the_end() -> None:
    """A page as long as was asked for may be cut, even with nothing new and no link on it."""
    walk: PolicyWalk[Row] = PolicyWalk(page_size=2)
    rows = [Row("p0", 1000), Row("p1", 1000)]
    walk.take(rows, "?since=1000")
    walk.take(rows, None)
    query = walk.query()
    assert query
    assert query.limit > 2
    assert walk.take([*rows, Row("p2", 1000)], None).records == [Row("p2", 1000)]


def test_what_lies_behind_until_is_not_asked_for() -> None:
    """Once a page reaches beyond `until` no other is asked for, whatever its link says."""
    walk: PolicyWalk[Row] = PolicyWalk(until=1000)
    page = walk.take([Row("p0", 1000), Row("p1", 1001)], "?since=1001")
    assert page.records == [Row("p0", 1000)]
    assert walk.query() is None
    with pytest.raises(AttributeError):
        walk.cursor = ""  # type: ignore[misc]


def test_rows_that_keep_coming_to_a_second_are_read() -> None:
    """A second to which rows come while it is read is read to its end, however often they come."""
    walk: PolicyWalk[Row] = PolicyWalk()
    rows = [Row(f"p{n}", 1000) for n in range(20)]
    read: list[Row] = []
    for more in range(20):
        assert walk.query()
        read += walk.take(rows, None).records
        rows.append(Row(f"late{more}", 1000))
    read += walk.take(rows, None).records
    read += walk.take(rows, None).records
    assert walk.query() is None
    assert read == rows
