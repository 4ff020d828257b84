"""How the lists of a spec are read whole: facts that generated code hands to the client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Literal, TypeAlias, TypeVar, cast

import msgspec

Item = TypeVar("Item")

Moment: TypeAlias = int | float | date | str
"""A time that is plainly meant.

Unix seconds, a datetime with a time zone, a date (its whole day in UTC) or ISO 8601 text.
"""

OnInvalid: TypeAlias = Literal["raise"] | Callable[[Any, Any], object]
"""`"raise"`, or a function that takes the raw record and the error that it would have raised.

The error is a `brolly.ResponseValidationError`. The function is called once for each record, in the
thread or task that reads the iterator, also with several workers; what it raises comes out of the
iterator as it is. With an async client it may be an async function. The record is complete,
unknown members included; where it is not JSON, it is its text.
"""


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """The records of one page that did not come before, and where to go on.

    Attributes:
        items: The records, in the provider's order.
        cursor: A JSON-able string; hand it to the iterator, in any process, to read on from the
            end of this page. It holds no personal data.
    """

    items: list[Item] = field(repr=False)
    cursor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Generic[Item]):
    """A list that comes in one answer.

    Attributes:
        members: Where the records are in an answer: members by their wire names.
        attributes: The same path by the attributes of the models.
    """

    members: tuple[str, ...]
    attributes: tuple[str, ...]

    def records(self, answer: Any) -> list[Item]:
        """The records of an answer."""
        return records_at(answer, self.attributes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByTime(Whole[Item]):
    """A list in the order of the last change, whose pages are asked for by time.

    Attributes:
        since, until, size: Arguments of the builder: first and last second, most records.
        most: The most that `size` may be.
        links: Where the link to the next page may be: paths of attributes.
    """

    since: str
    until: str
    size: str
    most: int
    links: tuple[tuple[str, ...], ...]

    def link(self, answer: Any) -> str | None:
        """The link to the next page, if there is one."""
        for path in self.links:
            link = _at(answer, path)
            if isinstance(link, str) and link:
                return link
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByIndex(Whole[Item]):
    """A list whose pages are asked for by the index of the first and the last record.

    Attributes:
        first, last: Arguments of the builder.
        most: The most records of a page.
    """

    first: str
    last: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRow(Whole[Item]):
    """A list whose pages follow one of its records.

    Attributes:
        after, size: Arguments of the builder: the record before the page, most records.
        most: The most that `size` may be.
        numbered: Whether `after` takes the number of a record in place of its id.
    """

    after: str
    size: str
    most: int
    numbered: bool


def records_at(answer: Any, path: tuple[str, ...]) -> list[Any]:
    """The records of an answer; [] where the path breaks off."""
    return cast("list[Any]", _at(answer, path) or [])


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path, or None where it breaks off."""
    for name in path:
        if value is None or value is msgspec.UNSET:
            return None
        value = getattr(value, name)
    return None if value is msgspec.UNSET else value
