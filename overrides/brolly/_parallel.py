"""Several iterators read at once: in threads, or in tasks of an event loop.

Each function takes numbered iterators, one whenever a worker is free, and yields what they give as
it comes, with the number, and None once one has ended. The first error ends all. Little more is
read ahead than there are workers. One worker is the caller itself, who reads nothing ahead.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from queue import Queue
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


def in_threads(
    sources: Iterator[tuple[int, Iterator[T]]], workers: int
) -> Generator[tuple[int, T | None], None, None]:
    """Read in threads. To close it early takes until the calls that are on their way end."""
    if workers == 1:
        for number, source in sources:
            for thing in source:
                yield number, thing
            yield number, None
        return
    # Each thread ends by putting its error, or None.
    results: Queue[tuple[int, T | None] | Exception | None] = Queue(workers)
    waiting = _Shared(sources)
    stop = threading.Event()
    running = workers
    for _ in range(workers):
        threading.Thread(target=_work, args=(waiting, results, stop), daemon=True).start()
    try:
        while running:
            result = results.get()
            if isinstance(result, tuple):
                yield result
                continue
            running -= 1
            if result is not None:
                raise result
    finally:
        stop.set()
        while running:
            running -= not isinstance(results.get(), tuple)


class _Shared(Iterator[T]):
    """An iterator that threads may share."""

    def __init__(self, iterator: Iterator[T]) -> None:
        self._iterator = iterator
        self._lock = threading.Lock()

    def __next__(self) -> T:
        with self._lock:
            return next(self._iterator)


def _work(
    waiting: Iterator[tuple[int, Iterator[T]]],
    results: Queue[tuple[int, T | None] | Exception | None],
    stop: threading.Event,
) -> None:
    failure: Exception | None = None
    try:
        for number, source in waiting:
            for thing in source:
                results.put((number, thing))
                if stop.is_set():
                    return
            results.put((number, None))
    except Exception as error:  # noqa: BLE001 - raised where the results are read
        failure = error
        # The error may have to wait for its place among the results; the others need not go on.
        stop.set()
    finally:
        results.put(failure)


async def in_tasks(
    sources: Iterator[tuple[int, AsyncIterator[T]]], workers: int
) -> AsyncGenerator[tuple[int, T | None]]:
    """Read in tasks. To close it early, or to cancel it, cancels them."""
    if workers == 1:
        for number, source in sources:
            async for thing in source:
                yield number, thing
            yield number, None
        return
    import asyncio

    results: asyncio.Queue[tuple[int, T | None] | Exception | None] = asyncio.Queue(workers)
    tasks = [asyncio.ensure_future(_work_async(sources, results)) for _ in range(workers)]
    running = workers
    try:
        while running:
            result = await results.get()
            if isinstance(result, tuple):
                yield result
                continue
            running -= 1
            if result is not None:
                raise result
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _work_async(
    waiting: Iterator[tuple[int, AsyncIterator[T]]],
    results: asyncio.Queue[tuple[int, T | None] | Exception | None],
) -> None:
    failure: Exception | None = None
    try:
        for number, source in waiting:
            async for thing in source:
                await results.put((number, thing))
            await results.put((number, None))
    except Exception as error:  # noqa: BLE001 - raised where the results are read
        failure = error
    await results.put(failure)
