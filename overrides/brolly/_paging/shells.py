"""List readers for the blocking and the asyncio client."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import aclosing, closing
from functools import partial
from typing import Any, TypeAlias, TypeVar

from brolly_runtime import ByTime, Page, Whole

from .._core.client import AsyncClient, SyncClient
from .._core.stop import Stop
from .._core.wire import Call
from ..errors import PagingError
from .listing import Found, Listing, listing
from .parallel import in_tasks, in_threads

Item = TypeVar("Item")
Request: TypeAlias = Callable[..., Call[Any]]
Numbered: TypeAlias = tuple[int, Found[Item] | None]
"""The number of a window and its next page; None at its end."""


class SyncLists(SyncClient):
    """Lists for the blocking client."""

    def _records(self, pages: Whole[Item], request: Request, /, **options: Any) -> Generator[Item]:
        return self._flat(listing(self._pipeline, pages, request, **options))

    def _flat(self, listed: Listing[Item]) -> Generator[Item]:
        with closing(self._parts(listed)) as parts:
            for records in parts:
                yield from records

    def _pages(
        self, pages: ByTime[Item], request: Request, /, **options: Any
    ) -> Generator[Page[Item]]:
        return self._with_cursors(listing(self._pipeline, pages, request, **options))

    def _with_cursors(self, listed: Listing[Item]) -> Generator[Page[Item]]:
        with closing(self._parts(listed)) as parts:
            for records in parts:
                yield Page(records, listed.reading.cursor)

    def _of_each(
        self, parents: Generator[Any], children: Callable[[Any], Generator[Item]]
    ) -> Generator[Item]:
        with closing(parents):
            for parent in parents:
                yield from children(parent)

    def _parts(self, listed: Listing[Item]) -> Generator[list[Item]]:
        """Yield the new records of each page, after the cursor has moved past them."""
        try:
            with closing(self._found(listed)) as results:
                for number, found in results:
                    if found is not None:
                        listed.reader.report(found[0].invalid)
                    if records := listed.hand_out(number, found):
                        yield records
        except PagingError as error:
            listed.reading.tell(error)
            raise

    def _found(self, listed: Listing[Item]) -> Generator[Numbered[Item]]:
        """Yield the pages of all windows as they arrive."""
        reading, workers = listed.reading, listed.workers
        end = int(self._pipeline.clock.wall())
        stop = Stop(within=self._stop)

        def read(number: int) -> Found[Item] | None:
            return self._run(listed.next_page(number), stop)

        if workers > 1:
            # The first page shows where the rows begin and whether there is more to split.
            if (first := read(0)) is not None:
                yield 0, first
            reading.split(end, workers)
        yield from in_threads(partial(reading.share, end), read, workers, stop)


class AsyncLists(AsyncClient):
    """Lists for the asyncio client."""

    def _records(
        self, pages: Whole[Item], request: Request, /, **options: Any
    ) -> AsyncGenerator[Item]:
        return self._flat(listing(self._pipeline, pages, request, **options))

    async def _flat(self, listed: Listing[Item]) -> AsyncGenerator[Item]:
        async with aclosing(self._parts(listed)) as parts:
            async for records in parts:
                for record in records:
                    yield record

    def _pages(
        self, pages: ByTime[Item], request: Request, /, **options: Any
    ) -> AsyncGenerator[Page[Item]]:
        return self._with_cursors(listing(self._pipeline, pages, request, **options))

    async def _with_cursors(self, listed: Listing[Item]) -> AsyncGenerator[Page[Item]]:
        async with aclosing(self._parts(listed)) as parts:
            async for records in parts:
                yield Page(records, listed.reading.cursor)

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
        try:
            async with aclosing(self._found(listed)) as results:
                async for number, found in results:
                    if found is not None:
                        await listed.reader.report_async(found[0].invalid)
                    if records := listed.hand_out(number, found):
                        yield records
        except PagingError as error:
            listed.reading.tell(error)
            raise

    async def _found(self, listed: Listing[Item]) -> AsyncGenerator[Numbered[Item]]:
        """See `SyncLists._found`."""
        reading, workers = listed.reading, listed.workers
        end = int(self._pipeline.clock.wall())

        def read(number: int) -> Awaitable[Found[Item] | None]:
            return self._run(listed.next_page(number))

        if workers > 1:
            if (first := await read(0)) is not None:
                yield 0, first
            reading.split(end, workers)
        async with aclosing(in_tasks(partial(reading.share, end), read, workers)) as results:
            async for result in results:
                yield result
