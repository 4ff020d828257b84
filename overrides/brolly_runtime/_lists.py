"""How lists are paged: facts of the spec that generated code passes to the client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Literal, TypeAlias, TypeVar, cast

import msgspec

Item = TypeVar("Item")

Moment: TypeAlias = int | float | date | str
"""Unix seconds, a datetime with a time zone, a date (its whole day in UTC) or ISO 8601 text."""

OnInvalid: TypeAlias = Literal["raise"] | Callable[[Any, Any], object]
"""`"raise"`, or a function that takes the raw record and the error that it would have raised.

The error is a `brolly.ResponseValidationError`. The function is called once for each record, in the
thread or task that reads the iterator, also with several workers. What it raises is raised
unchanged. With an async client it may be an async function. The record is complete, with unknown
members; if it is not JSON, it is the text.
"""


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """The new records of one page, and the cursor after it.

    Attributes:
        items: The records, in the provider's order.
        cursor: A string to store. Pass it to the iterator, in any process, to continue after this
            page. It holds no personal data.
    """

    items: list[Item] = field(repr=False)
    cursor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Generic[Item]):
    """A list that comes in one response.

    Attributes:
        members: The path of the records in a response, by wire names.
        attributes: The same path, by attributes of the models.
    """

    members: tuple[str, ...]
    attributes: tuple[str, ...]

    def records(self, answer: Any) -> list[Item]:
        """The records of a response."""
        return records_at(answer, self.attributes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByTime(Whole[Item]):
    """A list ordered by the last change, whose pages are requested by time.

    Attributes:
        since, until, size: Arguments of the builder: first and last second, number of records.
        most: The maximum of `size`.
        links: Paths of attributes where the link to the next page may be.
    """

    since: str
    until: str
    size: str
    most: int
    links: tuple[tuple[str, ...], ...]

    def link(self, answer: Any) -> str | None:
        """The link to the next page, or None."""
        for path in self.links:
            link = _at(answer, path)
            if isinstance(link, str) and link:
                return link
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByIndex(Whole[Item]):
    """A list whose pages are requested by the index of the first and the last record.

    Attributes:
        first, last: Arguments of the builder.
        most: The maximum number of records of a page.
    """

    first: str
    last: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRow(Whole[Item]):
    """A list whose pages are requested by the record before them.

    Attributes:
        after, size: Arguments of the builder: the record before the page, number of records.
        most: The maximum of `size`.
        numbered: Whether `after` takes the number of a record instead of its id.
    """

    after: str
    size: str
    most: int
    numbered: bool


def records_at(answer: Any, path: tuple[str, ...]) -> list[Any]:
    """The records of a response; [] if the path does not exist."""
    return cast("list[Any]", _at(answer, path) or [])


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """The value at a path, or None if the path does not exist."""
    for name in path:
        if value is None or value is msgspec.UNSET:
            return None
        value = getattr(value, name)
    return None if value is msgspec.UNSET else value
