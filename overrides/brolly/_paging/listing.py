"""One pass over a list: the requests to send and how to read the responses. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

import msgspec

from brolly_runtime import ByIndex, ByRow, ByTime, OnInvalid, Whole

from .._core.arguments import check_number, check_period
from .._core.pipeline import Pipeline, Steps
from .._core.whole import keep
from .._core.wire import Call
from ..errors import BadRequestError, PagingError, ServerError, TransportError, UnprocessableError
from .by_index import IndexWalk
from .by_row import by_id, by_number
from .invalid import Invalid, Taken
from .position import Position
from .reader import ListReader
from .windows import Windows

Item = TypeVar("Item")
Found: TypeAlias = tuple[Taken[Item], Position | None]
"""The new records of a page, and the position of its window after it."""

MOST_WORKERS = 20
"""Equal to the number of connections that a client keeps open."""


class Walk(Protocol[Item]):
    """Chooses the next request and finds the new records of a response."""

    def query(self) -> Any:
        """Return the next query, or None at the end of the list."""
        ...

    def take(
        self, records: Sequence[Item], next_href: str | None, invalid: Sequence[Invalid], /
    ) -> Taken[Item]:
        """Process the response to `query`.

        Args:
            records: The valid records.
            next_href: The link to the next page, if there is one.
            invalid: The invalid records; they count as received.

        Returns:
            The new valid and invalid records, in the provider's order.
        """
        ...


class One(Generic[Item]):
    """A list that one reader reads to its end; see `Windows`. It has no cursor."""

    cursor = ""

    def __init__(self, walk: Walk[Item]) -> None:
        self._walk = walk
        self._free = True

    def share(self, _end: int) -> int | None:
        free, self._free = self._free, False
        return 0 if free else None

    def split(self, end: int, parts: int) -> None:
        """Do nothing: the list has one reader."""

    def query(self, _number: int) -> Any:
        return self._walk.query()

    def shrink(self, _number: int, _failure: Exception | None = None) -> bool:
        return False

    def take(
        self, _number: int, rows: Sequence[Item], href: str | None, invalid: Sequence[Invalid]
    ) -> Found[Item]:
        return self._walk.take(rows, href, invalid), None

    def hand_out(self, number: int, position: Position | None) -> None:
        """Do nothing: there is no cursor."""

    def tell(self, error: PagingError) -> None:
        """Do nothing: there is no cursor to add."""


class OneAnswer(Generic[Item]):
    """The walk of a list that is one response."""

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
    """One pass over a list.

    Attributes:
        pipeline: Sends the calls.
        pages: The description of the list in the spec.
        request: Builds the call for a page.
        names: The arguments of `request` for the values of a query, in the same order.
        reading: Chooses the next query.
        reader: Reads the responses.
        workers: Maximum number of concurrent requests.
    """

    pipeline: Pipeline
    pages: Whole[Item]
    request: Callable[..., Call[Any]]
    names: tuple[str, ...]
    reading: One[Item] | Windows[Any]
    reader: ListReader
    workers: int

    def request_for(self, query: tuple[Any, ...]) -> Call[Any]:
        """Build the call for a page."""
        return self.request(**dict(zip(self.names, query, strict=True)))

    def next_page(self, number: int) -> Steps[Found[Item] | None]:
        """Return the next page of a window that has new records, or None at its end."""
        reading = self.reading
        while (query := reading.query(number)) is not None:
            call = self.request_for(query)
            try:
                answer, invalid, sent = yield from self.pipeline.call(call, self.reader.of(call))
            except (BadRequestError, UnprocessableError):
                if not reading.shrink(number):
                    raise
            except (ServerError, TransportError) as failure:
                if not reading.shrink(number, failure):
                    raise
            else:
                records = self.pages.records(answer)
                if sent is not None:
                    keep(records, sent)
                link = self.pages.link(answer) if isinstance(self.pages, ByTime) else None
                found = reading.take(number, records, link, invalid)
                if found[0].records or found[0].invalid:
                    return found
        return None

    def hand_out(self, number: int, found: Found[Item] | None) -> list[Item]:
        """Return the new valid records of a page; [] if there are none or the window has ended."""
        taken, position = found or (None, None)
        self.reading.hand_out(number, position)
        return taken.records if taken else []


def listing(
    pipeline: Pipeline,
    pages: Whole[Item],
    request: Callable[..., Call[Any]],
    *,
    on_invalid: OnInvalid,
    timeout: float | None,
    workers: int = 1,
    **options: Any,
) -> Listing[Item]:
    """Return one pass over a list.

    Args:
        pipeline: The client's pipeline.
        pages: The description of the list in the spec.
        request: Builds the call for a page.
        on_invalid: What to do with a record that does not match the schema.
        timeout: Timeout of one attempt in seconds; overrides the client's.
        workers: Maximum number of concurrent requests.
        options: The options of this kind of list, such as `page_size`.

    Raises:
        ConfigurationError: An argument is invalid.
    """
    check_number(workers, "workers", 1, MOST_WORKERS)
    pipeline = pipeline.changed(timeout=timeout)
    reader = ListReader(on_invalid, *pages.members, whole=pipeline.options.whole_records)
    names, reading = _reading(pages, **options)
    listed = Listing(pipeline, pages, request, names, reading, reader, workers)
    # Report invalid arguments before any request is sent.
    query = reading.query(0)
    if query is not None:
        listed.request_for(query)
    return listed


def _reading(
    pages: Whole[Item],
    *,
    since: object = None,
    until: object = None,
    cursor: str | None = None,
    start: int = 0,
    page_size: Any = None,
) -> tuple[tuple[str, ...], One[Item] | Windows[Any]]:
    """Return the argument names of the builder and the reading that supplies their values."""
    if isinstance(pages, ByTime):
        first, last = check_period(since, until)
        windows: Windows[Any] = Windows(since=first, until=last, page_size=page_size, cursor=cursor)
        return (pages.since, pages.until, pages.size), windows
    walk: Walk[Item]
    if isinstance(pages, ByIndex):
        walk = IndexWalk(identity, start=start, page_size=page_size, most=pages.most)
        return (pages.first, pages.last), One(walk)
    if isinstance(pages, ByRow):
        walk = (by_number if pages.numbered else by_id)(identity, page_size, pages.most)
        return (pages.after, pages.size), One(walk)
    return (), One(OneAnswer())


def identity(record: Any) -> str:
    """Return a unique key of a record: its id or, without one, its whole content."""
    id_ = getattr(record, "id", None)
    if isinstance(id_, str) and id_:
        return id_
    return msgspec.json.encode(record, order="deterministic").decode()
