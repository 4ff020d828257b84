"""The walk that reads the tables of a KASKO dataset. It only reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from brolly_contract.exchange import Record
from brolly_contract.traffic import World
from brolly_contract.walks import in_path, member, needed, walk


@walk("kasko", "list_dataset_items", "list_dataset_items")
def tables(world: World) -> None:
    """The pages of a table hold each row once, both ways, in any size, and a row reads the same."""
    world.needs("datasetId")
    path = f"/datasets/{in_path(world.id('datasetId'))}"
    world.get(path).record()
    rows, large = (
        [one for page in _pages(world, path, "next", n) for one in page] for n in (7, 50)
    )
    names = needed([member(row, "id") for row in rows], "row of this table")
    assert len(set(names)) == len(names), "pages repeat rows"
    assert [member(row, "id") for row in large] == names, "pages of another size hold other rows"
    back = [
        member(row, "id")
        for page in _pages(world, path, "prev", 20, ending_before=names[-1])
        for row in reversed(page)
    ]
    assert back == names[-2::-1], "pages backwards lose or repeat rows"
    some = rows[min(4, len(rows) - 1)]
    query = {"language": _given(world, "language")}
    single = world.get(f"/dataset_items/{in_path(member(some, 'id'))}", query=query).record()
    for column in json.loads(_given(world, "fields")):
        pair = single.get("data"), some.get("value")
        both = [part[column] for part in pair if isinstance(part, dict) and column in part]
        assert len(both) < 2 or both[0] == both[1], "list and single read of a row disagree"
    combinations = [
        json.dumps(one, sort_keys=True)
        for page in _pages(world, path, "next", 2, kind="items_distinct_values")
        for one in page
    ][:400]
    assert len(set(combinations)) == len(combinations), "distinct values are repeated"
    if "datasetId" in world.examples:
        _selected(world, path)


def _selected(world: World, path: str) -> None:
    """Filters and order are applied to the table of the specification's example."""

    def found(*conditions: Record, **more: str) -> list[int]:
        given = {"query": json.dumps(conditions)} if conditions else {}
        pages = _pages(world, path, "next", 50, fields='["price"]', **given, **more)
        values = [row.get("value") for page in pages for row in page]
        return [value["price"] for value in values if isinstance(value, dict)]

    def price(operator: str, search: str | list[str]) -> Record:
        return {"field": "price", "operator": operator, "search": search}

    every = sorted(needed(found(), "row with a price"))
    first, low, high, last = every[0], every[len(every) // 4], every[-2], every[-1]
    ends = [str(first), str(last)]
    for conditions, due in (
        ([price(">=", str(low))], [one for one in every if one >= low]),
        (
            [price(">", str(low)), price("<=", str(high))],
            [one for one in every if low < one <= high],
        ),
        ([price("IN", ends), price("<", str(last))], [one for one in every if one == first]),
    ):
        named = " and ".join(str(one["operator"]) for one in conditions)
        assert sorted(found(*conditions)) == due, f"a query with {named} returns other rows"
    ordered = found(sort='[{"field": "price", "dir": "desc"}]')
    assert ordered == every[::-1], "rows are not in the order of `sort`"


def _given(world: World, name: str) -> str:
    """What the user gave for a parameter, else what fits the example."""
    usual = {"fields": '["name", "price"]', "language": "en"}
    return world.ids.get(name, [usual[name]])[0]


def _pages(
    world: World, path: str, relation: str, limit: int, kind: str = "dataset_items", **more: str
) -> Iterator[list[Record]]:
    """The pages of a table by the links of one relation, up to forty."""
    query = {name: _given(world, name) for name in ("language", "fields")}
    response = world.get(f"{path}/{kind}", query=query | {"limit": str(limit)} | more)
    for _ in range(40):
        page = response.records()
        assert len(page) <= limit, f"a page has {len(page)} rows with a limit of {limit}"
        yield page
        link = re.search(rf'<([^>]*)>; rel="{relation}"', response.headers.get("link", ""))
        if link is None:
            return
        response = world.follow(link[1])
