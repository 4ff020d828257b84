"""How a list is read: which page next, by which call, into what. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from ._reading import ListReader
from ._wire import Call

Query = TypeVar("Query")
Item = TypeVar("Item")
Query_co = TypeVar("Query_co", covariant=True)


class Walk(Protocol[Query_co, Item]):
    """Decides what to ask for next and what of an answer is new."""

    def query(self) -> Query_co | None:
        """What to ask for next, or None when the list has been read."""
        ...

    def feed(self, records: Sequence[Item], dropped: int = 0, /) -> list[Item]:
        """Take the answer to `query`; returns the records that did not come before."""
        ...


@dataclass(frozen=True, slots=True)
class Listing(Generic[Query, Item]):
    """One reading of one list."""

    walk: Walk[Query, Item]
    request_for: Callable[[Query], Call[Any]]
    records: Callable[[Any], Sequence[Item]]
    """The records of an answer."""
    reader: ListReader
