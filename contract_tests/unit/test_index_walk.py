from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import attrgetter
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from brolly import PagingError, ResponseValidationError
from brolly._paging.by_index import IndexWalk
from brolly._paging.invalid import Invalid
from depth import tries


@dataclass(frozen=True)
class Record:
    id: str


@dataclass
class IndexedProvider:
    """Serves records by index under one reading of `to` and of where counting starts.

    With `short_pages` a range comes in part, though more of it is there.
    """

    records: list[Record]
    inclusive: bool
    first: int
    short_pages: bool
    random: Random

    def get(self, start: int, end: int) -> list[Record]:
        found = self.records[max(0, start - self.first) : max(0, end - self.first + self.inclusive)]
        if self.short_pages and found:
            return found[: self.random.randint(1, len(found))]
        return found


def invalid(page: list[Record], bad: set[Record]) -> list[Invalid]:
    return [
        Invalid(index, {"id": record.id}, ResponseValidationError("", path="$", operation="list"))
        for index, record in enumerate(page)
        if record in bad
    ]


@settings(max_examples=tries(250, 5000))
@given(
    size=st.integers(4, 60),
    page_size=st.integers(3, 12),
    inclusive=st.booleans(),
    first=st.sampled_from([0, 1]),
    short_pages=st.booleans(),
    unreadable=st.sampled_from([0.0, 0.3]),
    inserts=st.lists(st.floats(0, 1), max_size=12),
    seed=st.integers(0, 10**6),
)
def test_every_record_once_while_others_insert(
    size: int,
    page_size: int,
    inclusive: bool,
    first: int,
    short_pages: bool,
    unreadable: float,
    inserts: list[float],
    seed: int,
) -> None:
    """Records inserted anywhere between two requests, short pages and records that cannot be read
    neither hide nor double another, the latter are each handed out once, and no range is larger
    than was asked for. Only pages that are short from the first on, with an insert before each,
    end in an error."""
    random = Random(seed)
    records = [Record(f"r{number}") for number in range(size)]
    bad = {record for record in records if random.random() < unreadable}
    before = [record for record in records if record not in bad]
    provider = IndexedProvider(records, inclusive, first, short_pages, random)
    walk: IndexWalk[Record] = IndexWalk(attrgetter("id"), page_size=page_size)
    got: list[Record] = []
    aside: list[str] = []
    requests = inserted = 0
    while (query := walk.query()) is not None:
        assert query[1] - query[0] == page_size - 1
        page = provider.get(*query)
        readable = [record for record in page if record not in bad]
        try:
            taken = walk.take(readable, None, invalid(page, bad))
            got += taken.records
            aside += [one.record["id"] for one in taken.invalid]
        except PagingError:
            assert short_pages
            assert requests - 4 <= inserted
            return
        requests += 1
        if inserts:
            inserted += 1
            records.insert(int(inserts.pop() * len(records)), Record(f"new{len(records)}"))
    assert sorted(aside) == sorted(record.id for record in bad)
    counted = Counter(got)
    assert all(counted[record] == 1 for record in before)
    assert set(counted.values()) <= {1}
    # Where a page brings one record, it may be the one that the page before ended with.
    most = 2 * len(records) + inserted if short_pages else len(records) / (page_size - 2)
    assert requests <= most + 16


@given(page=st.lists(st.integers(), min_size=1, max_size=20, unique=True))
def test_an_ignored_range_ends_in_an_error(page: list[int]) -> None:
    """A provider that sends the same records for any range is found out after a few requests."""
    walk: IndexWalk[Record] = IndexWalk(attrgetter("id"))
    for _ in range(6):
        assert walk.query()
        walk.take([Record(str(number)) for number in page])
    with pytest.raises(PagingError):
        walk.take([Record(str(number)) for number in page])


@settings(max_examples=500)
@given(
    size=st.integers(4, 80),
    page_size=st.integers(4, 12),
    inclusive=st.booleans(),
    first=st.sampled_from([0, 1]),
    unreadable=st.sampled_from([0.0, 0.3]),
    changes=st.lists(st.tuples(st.booleans(), st.floats(0, 1, exclude_max=True)), max_size=30),
    seed=st.integers(0, 10**6),
)
def test_no_record_is_hidden_while_others_are_deleted(
    size: int,
    page_size: int,
    inclusive: bool,
    first: int,
    unreadable: float,
    changes: list[tuple[bool, float]],
    seed: int,
) -> None:
    """Every record that is there from the first request to the last comes exactly once, whatever
    is deleted or inserted before, behind or between others meanwhile, also if it cannot be read."""
    random = Random(seed)
    records = [Record(f"r{number}") for number in range(size)]
    bad = {record for record in records if random.random() < unreadable}
    living = {record.id for record in records}
    provider = IndexedProvider(records, inclusive, first, short_pages=False, random=random)
    walk: IndexWalk[Record] = IndexWalk(attrgetter("id"), page_size=page_size)
    got: Counter[str] = Counter()
    while (query := walk.query()) is not None:
        page = provider.get(*query)
        taken = walk.take([one for one in page if one not in bad], None, invalid(page, bad))
        got.update(record.id for record in taken.records)
        got.update(one.record["id"] for one in taken.invalid)
        for delete, place in changes[:2]:
            if delete and records:
                living.discard(records.pop(int(place * len(records))).id)
            else:
                records.insert(int(place * len(records)), Record(f"new{random.random()}"))
        del changes[:2]
    assert living <= got.keys()
    assert set(got.values()) <= {1}


@given(size=st.integers(30, 60), seed=st.integers(0, 100))
def test_an_order_that_changes_all_the_time_ends_in_an_error(size: int, seed: int) -> None:
    """Where no two answers agree on the order, the reading ends: complete, or with an error."""
    random = Random(seed)
    records = [Record(str(number)) for number in range(size)]
    provider = IndexedProvider(records, inclusive=True, first=0, short_pages=False, random=random)
    walk: IndexWalk[Record] = IndexWalk(attrgetter("id"), page_size=5)
    for _ in range(100 * size):
        query = walk.query()
        if query is None:
            return
        random.shuffle(records)
        try:
            walk.take(provider.get(*query))
        except PagingError:
            return
    pytest.fail("the walk has no end")
