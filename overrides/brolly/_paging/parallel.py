"""Several sources read at once: by threads, or by tasks of an event loop.

Each worker takes the number of a source by `share`, until there is none, and reads the source by
calls of `read`, until that gives None. Each result is yielded as it comes, with the number of its
source; a None says that the source has ended. The first error of any kind ends all. Each worker
reads little ahead, and a single worker reads nothing ahead.

Why neither of the obvious tools: the threads of `concurrent.futures` keep the interpreter from
ending until their last call has, and a `TaskGroup` cannot stand round a `yield`, since closing the
generator would come out of it as a group of errors.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import aclosing
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from .._core.stop import Stop
from ..errors import ConfigurationError

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")

Result = tuple[int, T | None] | BaseException | None
"""A thing with the number of its source, an error that ends all, or None: a worker has ended."""

PATIENCE = 0.5
"""Seconds to wait for workers that cannot be broken off, as in the look-up of a name."""


def in_threads(
    share: Callable[[], int | None], read: Callable[[int], T | None], workers: int, stop: Stop
) -> Generator[tuple[int, T | None]]:
    """Read in threads. Leaving it sets `stop`, which `read` has to heed."""
    if workers == 1:
        yield from _things(share, read)
        return
    results: SimpleQueue[Result[T]] = SimpleQueue()
    room = threading.Semaphore(workers)
    closed = ConfigurationError("this client is closed; create a new one")
    args = (share, read, results, room, stop)
    threads = [threading.Thread(None, _work, "brolly", args, daemon=True) for _ in range(workers)]
    running = workers
    try:
        with stop.breaking(partial(results.put, closed)):
            for thread in threads:
                thread.start()
            while running:
                result = results.get()
                if isinstance(result, BaseException):
                    raise result
                if result is None:
                    running -= 1
                else:
                    room.release()
                    yield result
    finally:
        # Where the interpreter ends, the threads have ended already.
        if not sys.is_finalizing():
            stop.set()
            room.release(workers)
            until = time.monotonic() + PATIENCE
            for thread in filter(threading.Thread.is_alive, threads):
                thread.join(max(0.0, until - time.monotonic()))


def _work(
    share: Callable[[], int | None],
    read: Callable[[int], T | None],
    results: SimpleQueue[Result[T]],
    room: threading.Semaphore,
    stop: Stop,
) -> None:
    try:
        for thing in _things(share, read):
            room.acquire()
            if stop.is_set():
                break
            results.put(thing)
    except BaseException as error:  # noqa: BLE001 - raised where the results are read
        results.put(error)
        stop.set()
    finally:
        results.put(None)


def _things(
    share: Callable[[], int | None], read: Callable[[int], T | None]
) -> Generator[tuple[int, T | None]]:
    for number in iter(share, None):
        while (thing := read(number)) is not None:
            yield number, thing
        yield number, None


async def in_tasks(
    share: Callable[[], int | None], read: Callable[[int], Awaitable[T | None]], workers: int
) -> AsyncGenerator[tuple[int, T | None]]:
    """Read in tasks. Leaving it cancels them."""
    if workers == 1:
        async with aclosing(_things_async(share, read)) as things:
            async for thing in things:
                yield thing
        return
    import asyncio

    results: asyncio.Queue[Result[T]] = asyncio.Queue()
    room = asyncio.Semaphore(workers)
    tasks = [asyncio.ensure_future(_work_async(share, read, results, room)) for _ in range(workers)]
    running = workers
    try:
        while running:
            result = await results.get()
            if isinstance(result, BaseException):
                raise result
            if result is None:
                running -= 1
            else:
                room.release()
                yield result
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=PATIENCE)


async def _work_async(
    share: Callable[[], int | None],
    read: Callable[[int], Awaitable[T | None]],
    results: asyncio.Queue[Result[T]],
    room: asyncio.Semaphore,
) -> None:
    try:
        async with aclosing(_things_async(share, read)) as things:
            async for thing in things:
                await room.acquire()
                results.put_nowait(thing)
    except BaseException as error:  # noqa: BLE001 - raised where the results are read
        results.put_nowait(error)
    finally:
        results.put_nowait(None)


async def _things_async(
    share: Callable[[], int | None], read: Callable[[int], Awaitable[T | None]]
) -> AsyncGenerator[tuple[int, T | None]]:
    for number in iter(share, None):
        while (thing := await read(number)) is not None:
            yield number, thing
        yield number, None
