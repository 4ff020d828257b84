"""Both colours of client behind one face, so that each test runs on both."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Iterable
from functools import partial
from typing import Any, Self

import httpx

from brolly import AsyncInsureHero, AsyncKasko, InsureHero, Kasko
from brolly._auth import Clock
from brolly._stop import Stop
from brolly_mock import ManualClock

Handler = Callable[[httpx.Request], httpx.Response]


class SYNC:
    """The blocking clients."""

    Kasko: Any = Kasko
    InsureHero: Any = InsureHero

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        """Nothing to release."""

    def run(self, value: Any) -> Any:
        """The outcome of a call."""
        return value

    def all(self, rows: Iterable[Any] | AsyncIterator[Any]) -> list[Any]:
        """Everything that an iterator gives."""
        assert not isinstance(rows, AsyncIterator)
        return list(rows)


class ASYNC(SYNC):
    """The clients that are awaited, on an event loop of the test's own."""

    Kasko: Any = AsyncKasko
    InsureHero: Any = AsyncInsureHero

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        self._runner.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self._runner.close()

    def run(self, value: Any) -> Any:
        async def wait() -> Any:
            return await value if inspect.isawaitable(value) else value

        return self._runner.run(wait())

    def all(self, rows: Iterable[Any] | AsyncIterator[Any]) -> list[Any]:
        assert isinstance(rows, AsyncIterator)

        async def collect() -> list[Any]:
            return [row async for row in rows]

        return self._runner.run(collect())


class FAST(SYNC):
    """The blocking clients over libcurl."""

    Kasko: Any = staticmethod(partial(Kasko, transport="fast"))
    InsureHero: Any = staticmethod(partial(InsureHero, transport="fast"))


class FAST_ASYNC(ASYNC):  # noqa: N801 - a value among its like
    """The clients that are awaited, over libcurl."""

    Kasko: Any = staticmethod(partial(AsyncKasko, transport="fast"))
    InsureHero: Any = staticmethod(partial(AsyncInsureHero, transport="fast"))


Colour = SYNC


def virtual(time: ManualClock) -> Clock:
    """A client's clock that shows a mock's time, and whose pauses move it instead of waiting."""

    def sleep(_: Stop, seconds: float) -> None:
        time.advance(seconds)

    async def sleep_async(seconds: float) -> None:
        time.advance(seconds)

    return Clock(monotonic=time, wall=time, sleep=sleep, sleep_async=sleep_async)
