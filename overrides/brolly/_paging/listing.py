"""How a list is read: which page next, by which call, into what. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from .._core.wire import Call
from .._paging.reader import ListReader
from .invalid import Invalid, Taken

Query = TypeVar("Query")
Item = TypeVar("Item")
Query_co = TypeVar("Query_co", covariant=True)


class Walk(Protocol[Query_co, Item]):
    """Decides what to ask for next and what of an answer is new."""

    def query(self) -> Query_co | None:
        """What to ask for next, or None when the list has been read."""
        ...

    def take(
        self, records: Sequence[Item], next_href: str | None, invalid: Sequence[Invalid], /
    ) -> Taken[Item]:
        """Take the answer to `query`.

        Args:
            records: Those that could be read.
            next_href: The answer's link to the next page, if there is one.
            invalid: What was set aside; it counts as received.

        Returns:
            What of both did not come before, in the provider's order.
        """
        ...


@dataclass(frozen=True, slots=True)
class Listing(Generic[Query, Item]):
    """One reading of one list."""

    walk: Walk[Query, Item]
    request_for: Callable[[Query], Call[Any]]
    records: Callable[[Any], Sequence[Item]]
    """The records of an answer."""
    reader: ListReader
