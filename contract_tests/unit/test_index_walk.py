from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given, settings, strategies as st

from brolly import PagingError
from brolly.paging import IndexWalk


@dataclass(frozen=True)
class Record:
    id: str


def serve(records: list[Record], start: int, end: int, inclusive: bool, first: int) -> list[Record]:
    """The records of a range, under one reading of `to` and of where counting starts."""
    return records[max(0, start - first) : max(0, end - first + inclusive)][:100]


@settings(max_examples=500)
@given(
    size=st.integers(4, 60),
    page_size=st.integers(3, 12),
    inclusive=st.booleans(),
    first=st.sampled_from([0, 1]),
    inserts=st.lists(st.floats(0, 1), max_size=12),
)
def test_every_record_once_while_others_insert(
    size: int, page_size: int, inclusive: bool, first: int, inserts: list[float]
) -> None:
    """Records inserted anywhere between two requests neither hide nor double another."""
    records = [Record(f"r{number}") for number in range(size)]
    before = list(records)
    walk: IndexWalk[Record] = IndexWalk(page_size=page_size)
    got: list[Record] = []
    requests = 0
    while (query := walk.query()) is not None:
        got += walk.feed(serve(records, *query, inclusive, first))
        requests += 1
        if inserts:
            records.insert(int(inserts.pop() * len(records)), Record(f"new{len(records)}"))
    counted = Counter(got)
    assert all(counted[record] == 1 for record in before)
    assert set(counted.values()) <= {1}
    assert requests <= len(records) / (page_size - 2) + 16


@given(page=st.lists(st.integers(), min_size=1, max_size=20, unique=True))
def test_an_ignored_range_ends_in_an_error(page: list[int]) -> None:
    """A provider that sends the same records for any range is found out after a few requests."""
    walk: IndexWalk[Record] = IndexWalk()
    for _ in range(4):
        assert walk.query()
        walk.feed([Record(str(number)) for number in page])
    with pytest.raises(PagingError):
        walk.feed([Record(str(number)) for number in page])
