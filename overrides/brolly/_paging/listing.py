"""One reading of one list: what to ask for next, by which call, into what. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from brolly_runtime import LATEST, ByIndex, ByRow, ByTime, Moment, OnInvalid, Whole

from .._core.arguments import check_number, check_period
from .._core.whole import Sent, keep
from .._core.wire import Call
from ..errors import PagingError
from .by_index import IndexWalk
from .by_row import RowWalk, by_id, by_number
from .invalid import Invalid, Taken
from .position import PageQuery, Position
from .reader import ListReader
from .windows import Windows

Item = TypeVar("Item")

MOST_WORKERS = 20
"""As many connections as a client keeps open."""


class Walk(Protocol[Item]):
    """Decides what to ask for next and what of an answer is new."""

    def query(self) -> Any:
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


class Reading(Protocol[Item]):
    """What several readers share; see `Windows`, which has all of it."""

    def split(self, end: int, parts: int) -> None: ...
    def share(self, end: int) -> int | None: ...
    def query(self, number: int) -> Any: ...
    def shrink(self, number: int, failure: Exception | None = None) -> bool: ...
    def take(
        self, number: int, rows: Sequence[Item], next_href: str | None, invalid: Sequence[Invalid]
    ) -> tuple[Taken[Item], Position | None]: ...
    def hand_out(self, number: int, position: Position | None) -> None: ...
    def ended(self, number: int) -> None: ...
    def tell(self, error: PagingError) -> None: ...


class One(Generic[Item]):
    """A list that one reader reads to its end."""

    def __init__(self, walk: Walk[Item]) -> None:
        self._walk = walk
        self._free = True

    def split(self, end: int, parts: int) -> None:
        """Nothing is shared."""

    def share(self, end: int) -> int | None:  # noqa: ARG002 - see `Windows`
        free, self._free = self._free, False
        return 0 if free else None

    def query(self, number: int) -> Any:  # noqa: ARG002
        return self._walk.query()

    def shrink(self, number: int, failure: Exception | None = None) -> bool:  # noqa: ARG002
        return False

    def take(
        self,
        number: int,  # noqa: ARG002
        rows: Sequence[Item],
        next_href: str | None,
        invalid: Sequence[Invalid],
    ) -> tuple[Taken[Item], None]:
        return self._walk.take(rows, next_href, invalid), None

    def hand_out(self, number: int, position: Position | None) -> None:
        """There is no cursor."""

    def ended(self, number: int) -> None:
        """There is no cursor."""

    def tell(self, error: PagingError) -> None:
        """There is no cursor."""


class OneAnswer(Generic[Item]):
    """The walk of a list that comes in one answer."""

    def __init__(self) -> None:
        self._done = False

    def query(self) -> Any:
        return None if self._done else ()

    def take(
        self, records: Sequence[Item], _: str | None = None, invalid: Sequence[Invalid] = ()
    ) -> Taken[Item]:
        self._done = True
        return Taken(list(records), list(invalid))


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """One reading of one list.

    Attributes:
        pages: What the spec says of the list.
        reading: What to ask for next.
        request_for: The call that asks for it.
        reader: How an answer is read.
        workers: How many requests may be under way at once.
    """

    pages: Whole[Item]
    reading: Reading[Item]
    request_for: Callable[[Any], Call[Any]]
    reader: ListReader
    workers: int = 1

    def found(self, answer: Any, sent: Sent | None) -> tuple[Sequence[Item], str | None]:
        """The records of an answer, and its link to the next page."""
        pages = self.pages
        records = pages.records(answer)
        if sent is not None:
            keep(records, sent)
        return records, pages.link(answer) if isinstance(pages, ByTime) else None


def listing(
    pages: Whole[Item],
    request: Callable[..., Call[Any]],
    *,
    on_invalid: OnInvalid,
    whole: bool,
    start: int = 0,
    page_size: int = 0,
) -> Listing[Item]:
    """The reading of a list that has no cursor.

    Raises:
        ConfigurationError: An argument cannot be right.
    """
    walk: IndexWalk[Item] | RowWalk[Any, Any] | OneAnswer[Item]
    if isinstance(pages, ByIndex):
        by_index = pages
        walk = IndexWalk(identity, start=start, page_size=page_size, most=pages.most)

        def request_for(query: Any) -> Call[Any]:
            return request(**{by_index.first: query[0], by_index.last: query[1]})

    elif isinstance(pages, ByRow):
        by_row = pages
        make = by_number if pages.numbered else by_id
        walk = make(identity, page_size, pages.most)

        def request_for(query: Any) -> Call[Any]:
            return request(**{by_row.after: query[0], by_row.size: query[1]})

    else:
        walk = OneAnswer()

        def request_for(query: Any) -> Call[Any]:  # noqa: ARG001 - there is one answer
            return request()

    return _ready(
        Listing(pages, One(walk), request_for, ListReader(on_invalid, *pages.members, whole=whole))
    )


def listing_by_time(
    pages: ByTime[Any],
    request: Callable[..., Call[Any]],
    *,
    since: Moment | None,
    until: Moment | None,
    page_size: int | None,
    cursor: str | None,
    workers: int,
    on_invalid: OnInvalid,
    whole: bool,
) -> tuple[Listing[Any], Windows[Any]]:
    """The reading of a list in the order of the last change, and where its cursor is.

    Raises:
        ConfigurationError: An argument cannot be right.
    """
    check_number(workers, "workers", 1, MOST_WORKERS)
    first, last = check_period(since, until)
    windows: Windows[Any] = Windows(since=first, until=last, page_size=page_size, cursor=cursor)

    def request_for(query: PageQuery) -> Call[Any]:
        return request(
            **{
                pages.since: _in_time(query.since),
                pages.until: _in_time(query.until),
                pages.size: query.limit,
            }
        )

    reader = ListReader(on_invalid, *pages.members, whole=whole)
    return _ready(Listing(pages, windows, request_for, reader, workers)), windows


def _in_time(second: int | None) -> int | None:
    """A date may be later than any number that is taken for seconds; no record is."""
    return None if second is None else min(second, LATEST)


def _ready(listing: Listing[Item]) -> Listing[Item]:
    """The same, once its first request could be made: what is wrong is told before any is sent."""
    query = listing.reading.query(0)
    if query is not None:
        listing.request_for(query)
    return listing


def identity(record: Any) -> str:
    """What tells a record from any other: its id or, without one, all that it holds."""
    id_ = getattr(record, "id", None)
    if isinstance(id_, str) and id_:
        return id_
    return msgspec.json.encode(record, order="deterministic").decode()
