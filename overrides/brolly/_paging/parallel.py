"""Read several sources concurrently, in threads or in tasks of an event loop.

Each worker gets the number of a source from `share`, until that returns None, and reads the source
by calls of `read`, until that returns None. Results are yielded as they arrive, each with the
number of its source; None marks the end of a source. The first error stops all workers. Each
worker reads little ahead, and a single worker does not read ahead.

Threads of `concurrent.futures` would keep the interpreter from exiting until their last call
returns. A `TaskGroup` around a `yield` would turn the closing of the generator into an exception
group.
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
"""A source number with its result, an error that stops all, or None if a worker has ended."""

PATIENCE = 0.5
"""Seconds to wait for workers that cannot be interrupted, as during a DNS lookup."""


def in_threads(
    share: Callable[[], int | None], read: Callable[[int], T | None], workers: int, stop: Stop
) -> Generator[tuple[int, T | None]]:
    """Read in threads. Closing the generator sets `stop`, which `read` must respect."""
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
        # When the interpreter exits, the threads have already ended.
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
    """Read in tasks. Closing the generator cancels them."""
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
