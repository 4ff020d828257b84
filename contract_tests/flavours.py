"""Sync and async clients over each transport behind one face, so that each test runs on all."""

from __future__ import annotations

import asyncio
import inspect
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from functools import partial
from typing import Any, Self

import httpx

from brolly import AsyncInsureHero, AsyncKasko, InsureHero, Kasko
from brolly._core.auth import Clock
from brolly._core.stop import Stop
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


class _OverHttpx:
    """Over a client of httpx of the caller's, which reads the environment by itself."""

    def __init__(self, kind: Any, client: Any, theirs: list[Any]) -> None:
        self._kind = kind
        self._client = client
        self._theirs = theirs

    def __call__(self, key: str | None = None, **options: Any) -> Any:
        if "transport" in options:
            self._theirs.append(self._client(transport=options.pop("transport")))
            return self._kind(key, http_client=self._theirs[-1], **options)
        # Loading the trusted certificates takes time, and plain HTTP needs none.
        plain = str(options.get("base_url")).startswith("http:")
        verify = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if plain else True
        self._theirs.append(self._client(verify=verify, trust_env=not plain))
        return self._kind(key, http_client=self._theirs[-1], **options)


class HTTPX(SYNC):
    """The blocking clients over a client of httpx."""

    def __init__(self) -> None:
        self._theirs: list[Any] = []
        self.Kasko = _OverHttpx(Kasko, httpx.Client, self._theirs)
        self.InsureHero = _OverHttpx(InsureHero, httpx.Client, self._theirs)

    def __exit__(self, *exception: object) -> None:
        for client in self._theirs:
            client.close()


class HTTPX_ASYNC(ASYNC):  # noqa: N801 - a value among its like
    """The clients that are awaited, over a client of httpx."""

    def __init__(self) -> None:
        self._theirs: list[Any] = []
        self.Kasko = _OverHttpx(AsyncKasko, httpx.AsyncClient, self._theirs)
        self.InsureHero = _OverHttpx(AsyncInsureHero, httpx.AsyncClient, self._theirs)

    def __exit__(self, *exception: object) -> None:
        for client in self._theirs:
            self.run(client.aclose())
        super().__exit__(*exception)


Flavour = SYNC


def virtual(time: ManualClock) -> Clock:
    """A client's clock that shows a mock's time, and whose pauses move it instead of waiting."""

    def sleep(_: Stop, seconds: float) -> None:
        time.advance(seconds)

    async def sleep_async(seconds: float) -> None:
        time.advance(seconds)

    return Clock(monotonic=time, wall=time, sleep=sleep, sleep_async=sleep_async)
