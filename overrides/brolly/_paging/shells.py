"""The two shells that read whole lists: one that blocks, one that awaits."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import aclosing, closing
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from brolly_runtime import ByTime, Page, Whole

from .._core.client import AsyncClient, SyncClient
from .._core.stop import Stop
from .._core.wire import Call
from ..errors import (
    BadRequestError,
    PagingError,
    ServerError,
    TransportError,
    UnprocessableError,
)
from .invalid import Taken
from .listing import Listing, Reading, listing, listing_by_time
from .parallel import in_tasks, in_threads
from .position import Position
from .windows import Windows

Item = TypeVar("Item")
Request: TypeAlias = Callable[..., Call[Any]]
Found: TypeAlias = tuple[Taken[Item], Position | None]
"""What one page brings, and where its window stands then."""


class SyncLists(SyncClient):
    """Whole lists, blocking."""

    def _records(self, pages: Whole[Item], request: Request, /, **options: Any) -> Generator[Item]:
        if (timeout := options.pop("timeout", None)) is not None:
            twin = self.with_options(timeout=timeout)
            return twin._records(pages, request, **options)  # noqa: SLF001 - one of its own
        options["whole"] = self._pipeline.options.whole_records
        if isinstance(pages, ByTime):
            return _flat(self._parts(listing_by_time(pages, request, **options)[0]))
        return _flat(self._parts(listing(pages, request, **options)))

    def _pages(
        self, pages: ByTime[Item], request: Request, /, **options: Any
    ) -> Generator[Page[Item]]:
        if (timeout := options.pop("timeout", None)) is not None:
            twin = self.with_options(timeout=timeout)
            return twin._pages(pages, request, **options)  # noqa: SLF001 - one of its own
        whole = self._pipeline.options.whole_records
        listed, windows = listing_by_time(pages, request, whole=whole, **options)
        return _with_cursors(self._parts(listed), windows)

    def _of_each(
        self, parents: Generator[Any], children: Callable[[Any], Generator[Item]]
    ) -> Generator[Item]:
        with closing(parents):
            for parent in parents:
                yield from children(parent)

    def _parts(self, listed: Listing[Item]) -> Generator[list[Item]]:
        """The records of each page that brings any, once the reading knows that they came."""
        reading, workers = listed.reading, listed.workers
        end = int(self._pipeline.clock.wall())
        stop = Stop(within=self._stop)

        def take() -> tuple[int, Generator[Found[Item]]] | None:
            number = reading.share(end)
            return None if number is None else (number, self._window(listed, number, stop))

        try:
            if workers > 1:
                # The first page tells where the rows begin and whether there is more to share.
                for first in islice(self._window(listed, 0, stop), 1):
                    listed.reader.report(first[0].invalid)
                    if rows := _handed_out(reading, 0, first):
                        yield rows
                reading.split(end, workers)
            with closing(in_threads(take, workers, stop)) as results:
                for number, found in results:
                    if found is not None:
                        listed.reader.report(found[0].invalid)
                    if rows := _handed_out(reading, number, found):
                        yield rows
        except PagingError as error:
            reading.tell(error)
            raise

    def _window(self, listed: Listing[Item], number: int, stop: Stop) -> Generator[Found[Item]]:
        reading = listed.reading
        while (query := reading.query(number)) is not None:
            call = listed.request_for(query)
            try:
                answer, invalid, sent = self._run(
                    self._pipeline.call(call, listed.reader.of(call)), stop
                )
            except (BadRequestError, UnprocessableError):
                if not reading.shrink(number):
                    raise
            except (ServerError, TransportError) as failure:
                if not reading.shrink(number, failure):
                    raise
            else:
                found = reading.take(number, *listed.found(answer, sent), invalid)
                if found[0].records or found[0].invalid:
                    yield found


class AsyncLists(AsyncClient):
    """Whole lists on asyncio."""

    def _records(
        self, pages: Whole[Item], request: Request, /, **options: Any
    ) -> AsyncGenerator[Item]:
        if (timeout := options.pop("timeout", None)) is not None:
            twin = self.with_options(timeout=timeout)
            return twin._records(pages, request, **options)  # noqa: SLF001 - one of its own
        options["whole"] = self._pipeline.options.whole_records
        if isinstance(pages, ByTime):
            return _flat_async(self._parts(listing_by_time(pages, request, **options)[0]))
        return _flat_async(self._parts(listing(pages, request, **options)))

    def _pages(
        self, pages: ByTime[Item], request: Request, /, **options: Any
    ) -> AsyncGenerator[Page[Item]]:
        if (timeout := options.pop("timeout", None)) is not None:
            twin = self.with_options(timeout=timeout)
            return twin._pages(pages, request, **options)  # noqa: SLF001 - one of its own
        whole = self._pipeline.options.whole_records
        listed, windows = listing_by_time(pages, request, whole=whole, **options)
        return _with_cursors_async(self._parts(listed), windows)

    async def _of_each(
        self, parents: AsyncGenerator[Any], children: Callable[[Any], AsyncGenerator[Item]]
    ) -> AsyncGenerator[Item]:
        async with aclosing(parents):
            async for parent in parents:
                async with aclosing(children(parent)) as items:
                    async for item in items:
                        yield item

    async def _parts(self, listed: Listing[Item]) -> AsyncGenerator[list[Item]]:
        """See `SyncLists._parts`."""
        reading, workers = listed.reading, listed.workers
        end = int(self._pipeline.clock.wall())

        def take() -> tuple[int, AsyncGenerator[Found[Item]]] | None:
            number = reading.share(end)
            return None if number is None else (number, self._window(listed, number))

        try:
            if workers > 1:
                async with aclosing(self._window(listed, 0)) as pages:
                    async for first in pages:
                        await listed.reader.report_async(first[0].invalid)
                        if rows := _handed_out(reading, 0, first):
                            yield rows
                        break
                reading.split(end, workers)
            async with aclosing(in_tasks(take, workers)) as results:
                async for number, found in results:
                    if found is not None:
                        await listed.reader.report_async(found[0].invalid)
                    if rows := _handed_out(reading, number, found):
                        yield rows
        except PagingError as error:
            reading.tell(error)
            raise

    async def _window(self, listed: Listing[Item], number: int) -> AsyncGenerator[Found[Item]]:
        reading = listed.reading
        while (query := reading.query(number)) is not None:
            call = listed.request_for(query)
            try:
                answer, invalid, sent = await self._run(
                    self._pipeline.call(call, listed.reader.of(call))
                )
            except (BadRequestError, UnprocessableError):
                if not reading.shrink(number):
                    raise
            except (ServerError, TransportError) as failure:
                if not reading.shrink(number, failure):
                    raise
            else:
                found = reading.take(number, *listed.found(answer, sent), invalid)
                if found[0].records or found[0].invalid:
                    yield found


def _handed_out(reading: Reading[Item], number: int, found: Found[Item] | None) -> list[Item]:
    """What the caller gets of a page, or [] where a window has ended or nothing of it is new."""
    if found is None:
        reading.ended(number)
        return []
    taken, position = found
    reading.hand_out(number, position)
    return taken.records


def _flat(parts: Generator[list[Item]]) -> Generator[Item]:
    with closing(parts):
        for rows in parts:
            yield from rows


def _with_cursors(parts: Generator[list[Item]], windows: Windows[Any]) -> Generator[Page[Item]]:
    with closing(parts):
        for rows in parts:
            yield Page(rows, windows.cursor)


async def _flat_async(parts: AsyncGenerator[list[Item]]) -> AsyncGenerator[Item]:
    async with aclosing(parts):
        async for rows in parts:
            for row in rows:
                yield row


async def _with_cursors_async(
    parts: AsyncGenerator[list[Item]], windows: Windows[Any]
) -> AsyncGenerator[Page[Item]]:
    async with aclosing(parts):
        async for rows in parts:
            yield Page(rows, windows.cursor)
