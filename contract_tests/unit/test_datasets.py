from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from brolly import ConfigurationError, PagingError
from brolly._core.auth import Clock
from brolly._paging.by_row import RowWalk, by_id, by_number
from brolly._paging.listing import identity
from brolly_mock import Mock, MockSettings, transport
from brolly_mock.kasko.datasets import DATASETS, DEVICES
from flavours import Flavour
from kasko_api.models.dataset_entry import DatasetEntry

MOST_CALLS = 200


def read(walk: RowWalk[Any, Any], page: Callable[[Any, int], list[Any]]) -> list[Any]:
    """What a walk hands out of a provider that answers `starting_after` and `limit`."""
    got: list[Any] = []
    for _ in range(MOST_CALLS):
        query = walk.query()
        if query is None:
            return got
        got += walk.take(page(*query)).records
    raise AssertionError("the walk does not end")


@settings(max_examples=200)
@given(size=st.integers(0, 40), page_size=st.integers(1, 12), cap=st.integers(1, 12))
def test_every_row_once_by_id(size: int, page_size: int, cap: int) -> None:
    """Rows come once and in order, however few of them the provider puts on a page."""
    rows = [DatasetEntry(id=f"dai_{number}") for number in range(size)]

    def page(after: str | None, limit: int) -> list[DatasetEntry]:
        start = 0 if after is None else [row.id for row in rows].index(after) + 1
        return rows[start : start + min(limit, cap)]

    assert read(by_id(identity, page_size), page) == rows


@settings(max_examples=200)
@given(
    size=st.integers(0, 40),
    page_size=st.integers(2, 12),
    cap=st.integers(2, 12),
    first=st.sampled_from([0, 1]),
)
def test_every_distinct_row_once_by_number(size: int, page_size: int, cap: int, first: int) -> None:
    """Distinct rows come once and in order, whether their numbers start at 0 or at 1."""
    rows = [{"name": f"n{number}", "more": [number]} for number in range(size)]

    def page(after: int | None, limit: int) -> list[dict[str, Any]]:
        start = 0 if after is None else max(0, after - first + 1)
        return rows[start : start + min(limit, cap)]

    assert read(by_number(identity, page_size), page) == rows


@pytest.mark.parametrize(
    ("walk", "rows"),
    [
        (by_id(identity, 5), [DatasetEntry(id=f"dai_{number}") for number in range(3)]),
        (by_number(identity, 5), [{"name": number} for number in range(3)]),
    ],
    ids=["id", "number"],
)
def test_an_ignored_cursor_is_an_error(walk: RowWalk[Any, Any], rows: list[Any]) -> None:
    """A provider that sends its first page for ever ends the reading loudly."""
    with pytest.raises(PagingError, match="the same rows again"):
        read(walk, lambda *_: rows)


@pytest.mark.parametrize("page_size", [0, 101])
def test_a_page_size_that_is_not_documented(flavour: Flavour, page_size: int) -> None:
    """Rows are asked for one to a hundred at a time, distinct ones at least two."""
    kasko = flavour.Kasko("sk_test_1")
    ask = {"language": "en", "fields": ["name"], "page_size": page_size}
    with pytest.raises(ConfigurationError, match="from 1 to 100"):
        kasko.iter_dataset_items("dat_1", **ask)
    with pytest.raises(ConfigurationError, match="from 2 to 100"):
        kasko.iter_distinct_values("dat_1", **ask | {"page_size": page_size and 101})
    flavour.run(kasko.close())


def test_rows_of_the_mock(flavour: Flavour, make_mock: Callable[..., Mock], clock: Clock) -> None:
    """A dataset is read whole, by conditions and in an order, and so are its distinct values."""
    mock = make_mock(MockSettings(policies=0, live_policies=0, risk_items=0, claims=0))
    kasko = flavour.Kasko(mock.settings.kasko_key, transport=transport(mock), _clock=clock)
    first = flavour.run(kasko.get_dataset_item(DEVICES.rows[0], language="en"))
    dataset, names = DEVICES.id, sorted(first.data)
    items = flavour.all(kasko.iter_dataset_items(dataset, language="en", fields=names, page_size=3))
    assert [item.id for item in items] == list(DEVICES.rows)
    assert items[0].value == first.data
    name = names[0]
    wanted = items[-1].value[name]
    found = flavour.all(
        kasko.iter_dataset_items(
            dataset,
            language="en",
            fields=names,
            query=[{"field": name, "search": wanted}],
            sort=[{"field": name, "dir": "desc"}],
        )
    )
    assert {item.id for item in found} == {i.id for i in items if i.value[name] == wanted}
    values = flavour.all(
        kasko.iter_distinct_values(dataset, language="en", fields=[name], page_size=2)
    )
    assert sorted(value[name] for value in values) == sorted({i.value[name] for i in items})
    empty = next(one.id for one in DATASETS.values() if not one.rows)
    assert flavour.all(kasko.iter_dataset_items(empty, language="en", fields=["name"])) == []
