from __future__ import annotations

import random
from collections import Counter

from hypothesis import given, settings, strategies as st

from brolly import PagingError
from brolly.paging import PolicyWalk
from walk_model import Row, TimedProvider


def read(
    provider: TimedProvider, *, resume: bool = False, page_size: int = 5, **bounds: int | None
) -> list[Row]:
    walk: PolicyWalk[Row] = PolicyWalk(page_size=page_size, **bounds)  # type: ignore[arg-type]
    rows: list[Row] = []
    for _ in range(5000):
        query = walk.query()
        if query is None:
            return rows
        page = walk.feed(*provider.get(query.since, query.until, query.limit))
        rows += page.items
        if resume and walk.query() is not None:
            walk = PolicyWalk(page_size=page_size, cursor=page.cursor)
    raise AssertionError("the walk does not end")


rows_ = st.lists(st.integers(1000, 1015), max_size=60).map(
    lambda seconds: [Row(f"p{index}", second) for index, second in enumerate(seconds)]
)


@settings(max_examples=600)
@given(
    rows=rows_,
    page_size=st.integers(1, 30),
    inclusive=st.booleans(),
    cap=st.none() | st.integers(20, 40),
    short_pages=st.booleans(),
    always_links=st.booleans(),
    resume=st.booleans(),
    since=st.none() | st.integers(998, 1018),
    until=st.none() | st.integers(998, 1018),
    seed=st.integers(0, 10**6),
)
def test_each_row_once_or_a_named_second(
    rows: list[Row],
    page_size: int,
    inclusive: bool,
    cap: int | None,
    short_pages: bool,
    always_links: bool,
    resume: bool,
    since: int | None,
    until: int | None,
    seed: int,
) -> None:
    """Under every reading each wanted row comes exactly once, or the error names the second."""
    # Where neither a page's length nor its link means anything, nobody can tell the end.
    always_links = always_links and not short_pages
    cap = None if short_pages else cap
    provider = TimedProvider(
        rows, inclusive, cap, short_pages, always_links, random=random.Random(seed)
    )
    wanted = [
        row for row in rows if (since or 0) <= row.second <= (until if until is not None else 2**40)
    ]
    crowded = max(Counter(row.second for row in rows).values(), default=0)
    try:
        got = read(provider, resume=resume, page_size=page_size, since=since, until=until)
    except PagingError as error:
        assert cap is not None
        assert crowded > cap - 2, "an error although every second fits"
        assert error.second in {row.second for row in rows}
        assert error.cursor
    else:
        assert Counter(row.id for row in got) == Counter(row.id for row in wanted)
        assert [row.second for row in got] == sorted(row.second for row in got)
