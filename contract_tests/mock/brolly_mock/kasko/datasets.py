"""Datasets: tables that products refer to, read page by page with links in a header.

Sources: fact sheet, sections 4.17 and 5.13. What the documents leave open, the mock decides so: the
order is that of the table, `starting_after` and `ending_before` bound the page from both sides
(with the latter alone, it is the last rows before it), row numbers count from 1, comparisons of
numbers are numeric, and the relations of `Link` are `next` and `prev`. The datasets are made up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any, Generic, TypeVar, cast
from urllib.parse import urlencode

from ..document import Document
from ..exchange import Answer
from .answers import Request, invalid_member, parsed, refused
from .keys import unauthorized

T = TypeVar("T")

_DEFAULT_LIMIT = 20
_ROWS = 137
_MAKERS = ("Acme", "Muster & Söhne", "Exemple", "Örnek", "100% Sample")
_COLOURS = {"en": ("red", "green", "blue"), "de": ("rot", "grün", "blau")}
_OPERATORS: dict[str, Callable[[int], bool]] = {
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
}


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table, the same for TEST and LIVE keys."""

    id: str
    name: str
    languages: tuple[str, ...]
    locked: bool
    rows: tuple[str, ...]
    """The ids of its rows in their order."""


def _row_id(number: int) -> str:
    return f"dai_{number:028d}"


DEVICES = Dataset(
    "dat_0000000000000000000000000001",
    "Devices",
    ("en", "de"),
    locked=False,
    rows=tuple(_row_id(number) for number in range(1, _ROWS + 1)),
)
TARIFFS = Dataset(
    "dat_0000000000000000000000000002",
    "Tariffs",
    ("de",),
    locked=True,
    rows=tuple(_row_id(number) for number in range(1001, 1008)),
)
_EMPTY = Dataset("dat_0000000000000000000000000003", "Nothing yet", ("en",), locked=False, rows=())
DATASETS = {dataset.id: dataset for dataset in (DEVICES, TARIFFS, _EMPTY)}


@dataclass(frozen=True, slots=True)
class Row:
    """A row in one language."""

    id: str
    fields: Document


class Datasets:
    """Shows datasets and their rows."""

    def get_dataset(self, request: Request) -> Answer:
        """`GET /datasets/{datasetId}`."""
        dataset = _dataset(request)
        shown = {"id": dataset.id, "name": dataset.name, "languages": [*dataset.languages]}
        return Answer(200, shown)

    def list_dataset_items(self, request: Request) -> Answer:
        """`GET /datasets/{datasetId}/dataset_items`."""
        fields = _names(request)
        rows = _found(request)
        places = {row.id: place for place, row in enumerate(rows)}
        page = _page(request, rows, places.get, lambda place: rows[place].id)
        return page.answer([{"id": row.id, "value": _selected(row, fields)} for row in page.items])

    def list_distinct_values(self, request: Request) -> Answer:
        """`GET /datasets/{datasetId}/items_distinct_values`."""
        fields = _names(request)
        combinations: dict[str, Document] = {}
        for row in _found(request):
            values = _selected(row, fields)
            combinations.setdefault(json.dumps(values), values)
        page = _page(
            request,
            [*combinations.values()],
            # Numbers beyond the table bound nothing.
            lambda number: min(number - 1, len(combinations)),
            lambda place: place + 1,
        )
        return page.answer(page.items)

    def get_dataset_item(self, request: Request) -> Answer:
        """`GET /dataset_items/{itemId}`."""
        item_id = request.values["itemId"]
        for dataset in DATASETS.values():
            if item_id in dataset.rows:
                _open(request, dataset)
                language = _language(request, dataset)
                return Answer(200, {"id": item_id, "data": _fields(item_id, language)})
        raise refused(404, f"Dataset item {item_id} was not found.")


@dataclass(frozen=True, slots=True)
class _Page(Generic[T]):
    items: list[T]
    links: list[str]

    def answer(self, shown: Any) -> Answer:
        answer = Answer(200, shown)
        if self.links:
            answer.headers["Link"] = ", ".join(self.links)
        return answer


def _page(
    request: Request,
    rows: Sequence[T],
    place: Callable[[Any], int | None],
    cursor: Callable[[int], Any],
) -> _Page[T]:
    """The rows that a request asks for, and links to those around them.

    `place` finds the index of a cursor, `cursor` gives the one of an index.
    """
    values = request.values
    limit = values.get("limit", _DEFAULT_LIMIT)
    start, end = 0, len(rows)
    for name in ("starting_after", "ending_before"):
        if name in values:
            found = place(values[name])
            if found is None:
                raise refused(404, f"Dataset item {values[name]} was not found.")
            start, end = (found + 1, end) if name == "starting_after" else (start, found)
    if "ending_before" in values and "starting_after" not in values:
        start = max(start, end - limit)
    end = max(start, min(end, start + limit))
    links: list[str] = []
    if end < len(rows) and end > start:
        links.append(_link(request, "next", "starting_after", cursor(end - 1)))
    if start > 0 and end > start:
        links.append(_link(request, "prev", "ending_before", cursor(start)))
    return _Page([*rows[start:end]], links)


def _link(request: Request, relation: str, name: str, cursor: Any) -> str:
    kept = [
        pair
        for pair in request.call.query
        if pair[0] not in {"starting_after", "ending_before", "key"}
    ]
    query = urlencode([*kept, (name, cursor)])
    return f'<{request.call.origin}{request.call.path}?{query}>; rel="{relation}"'


def _dataset(request: Request) -> Dataset:
    dataset_id = request.values["datasetId"]
    dataset = DATASETS.get(dataset_id)
    if dataset is None:
        raise refused(404, f"Dataset {dataset_id} was not found.")
    _open(request, dataset)
    return dataset


def _open(request: Request, dataset: Dataset) -> None:
    if dataset.locked and not request.authenticated:
        raise unauthorized()


def _language(request: Request, dataset: Dataset) -> str:
    language: str = request.values["language"]
    if language not in dataset.languages:
        raise refused(404, f"The dataset has no language {language}.")
    return language


def _found(request: Request) -> list[Row]:
    """The rows that fit a request's conditions, in its order."""
    dataset = _dataset(request)
    language = _language(request, dataset)
    rows = [Row(row_id, _fields(row_id, language)) for row_id in dataset.rows]
    for condition in _objects(request, "query"):
        fits = _condition(condition)
        rows = [row for row in rows if fits(row)]
    for order in reversed([*_objects(request, "sort")]):
        field, direction = order.get("field"), order.get("dir")
        if not isinstance(field, str) or direction not in {"asc", "desc"}:
            raise invalid_member("sort")
        rows.sort(key=_ordered_by(field), reverse=direction == "desc")
    return rows


def _ordered_by(field: str) -> Callable[[Row], Any]:
    key = cmp_to_key(_compare)
    return lambda row: key(row.fields.get(field))


def _selected(row: Row, fields: Sequence[str]) -> Document:
    """The fields that a request asks for; a name that the table lacks asks for nothing."""
    return {name: row.fields[name] for name in fields if name in row.fields}


def _condition(condition: Document) -> Callable[[Row], bool]:
    field, search = condition.get("field"), condition.get("search")
    operator = condition.get("operator")
    if not isinstance(field, str):
        raise invalid_member("query")
    if operator == "IN" and isinstance(search, list):
        wanted = [_text(value) for value in cast(Any, search)]
        return lambda row: _text(row.fields.get(field)) in wanted
    if not isinstance(search, str):
        raise invalid_member("query")
    if operator is None:
        pattern = re.compile(
            ".*".join(re.escape(part) for part in search.split("%")), re.DOTALL | re.IGNORECASE
        )
        return lambda row: pattern.fullmatch(_text(row.fields.get(field))) is not None
    holds = _OPERATORS.get(operator) if isinstance(operator, str) else None
    if holds is None:
        raise invalid_member("query")
    return lambda row: holds(_compare(row.fields.get(field), search))


def _compare(one: Any, other: Any) -> int:
    """Negative, zero or positive; by number where both are numbers, null before everything."""
    if one is None or other is None:
        return (one is not None) - (other is not None)
    left: Any = _text(one)
    right: Any = _text(other)
    with suppress(ValueError):
        left, right = float(left), float(right)
    return int(left > right) - int(left < right)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _names(request: Request) -> list[str]:
    names = _parsed(request, "fields")
    if not isinstance(names, list):
        raise invalid_member("fields")
    listed = cast("list[Any]", names)  # type: ignore[redundant-cast]  # pyright knows less here
    if not all(isinstance(name, str) for name in listed):
        raise invalid_member("fields")
    return listed


def _objects(request: Request, name: str) -> Iterator[Document]:
    """The objects of a parameter that holds a JSON array."""
    if name not in request.values:
        return
    items = _parsed(request, name)
    if not isinstance(items, list):
        raise invalid_member(name)
    for item in cast(Any, items):
        if not isinstance(item, dict):
            raise invalid_member(name)
        yield cast(Document, item)


def _parsed(request: Request, name: str) -> Any:
    try:
        return parsed(request.values[name])
    except ValueError:
        raise invalid_member(name) from None


def _fields(row_id: str, language: str) -> Document:
    """The fields of a row, some of them null."""
    number = int(row_id.removeprefix("dai_"))
    return {
        "name": f"Device {number}" if language == "en" else f"Gerät {number}",
        "code": f"S{number % 40}",
        "maker": _MAKERS[number % len(_MAKERS)],
        "colour": _COLOURS[language][number % 3] if number % 7 else None,
        "price": number * 731 % 9000,
        "released": f"{2000 + number % 25}-{number % 12 + 1:02d}-01",
        "waterproof": number % 2 == 0,
    }
