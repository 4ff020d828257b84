"""The mock in process: an httpx transport of both colours, without a port or a thread."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import suppress
from typing import Any

import anyio
import httpx
from starlette.types import ASGIApp, Message, Scope

from .app import CONNECTION


def transport(
    app: ASGIApp, *, sleep: Callable[[float], object] | None = None
) -> InProcessTransport:
    """Carry the requests of an httpx client to a mock in this process.

        with httpx.Client(transport=transport(mock), base_url="https://api.kasko.io") as client: ...

    The transport serves `httpx.Client` and `httpx.AsyncClient` alike, from any number of threads,
    and answers for every host. Faults that break a connection raise the httpx errors that a broken
    network raises; a read timeout of the request cuts latency short.

    Args:
        app: What `create_app` returned.
        sleep: Called with seconds in place of waiting; `ManualClock().advance` lets latency pass
            without taking time.
    """
    return InProcessTransport(app, sleep=sleep)


class InProcessTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """See `transport`."""

    def __init__(self, app: ASGIApp, *, sleep: Callable[[float], object] | None = None) -> None:
        self._app = app
        self._sleep = sleep

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of a synchronous client."""
        request.read()
        exchange = _Exchange(request, self._sleep or time.sleep, wait=False)
        _run(exchange.through(self._app))
        return exchange.response()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of an asynchronous client."""
        await request.aread()
        exchange = _Exchange(request, self._sleep, wait=self._sleep is None)
        await exchange.through(self._app)
        return exchange.response()


class _ClosedError(Exception):
    """Leaves the application when the connection is gone."""


class _Exchange:
    """One request through the application; also the connection that it runs on."""

    def __init__(
        self, request: httpx.Request, sleep: Callable[[float], object] | None, *, wait: bool
    ) -> None:
        self._request = request
        self._sleep = sleep
        self._wait = wait
        self._status: int | None = None
        self._headers: list[tuple[bytes, bytes]] = []
        self._chunks: list[bytes] = []
        self._broken: httpx.TransportError | None = None

    async def through(self, app: ASGIApp) -> None:
        with suppress(_ClosedError):
            await app(self._scope(), self._receive, self._send)

    def response(self) -> httpx.Response:
        if self._broken is not None and self._status is None:
            raise self._broken
        if self._status is None:
            raise RuntimeError("the application ended without an answer")
        return httpx.Response(
            self._status, headers=self._headers, stream=_Stream(self._chunks, self._broken)
        )

    async def sleep(self, seconds: float) -> None:
        timeout: float | None = self._request.extensions.get("timeout", {}).get("read")
        late = timeout is not None and seconds > timeout
        pause = timeout if late and timeout is not None else seconds
        if self._wait:
            await anyio.sleep(pause)
        elif self._sleep is not None:
            self._sleep(pause)
        if late:
            self._broken = httpx.ReadTimeout("the mock was slower", request=self._request)
            raise _ClosedError

    def write(self, data: bytes) -> None:
        self._broken = httpx.RemoteProtocolError(
            f"not an HTTP answer: {data[:20]!r}", request=self._request
        )

    async def close(self, *, reset: bool) -> None:
        if reset:
            self._broken = httpx.ReadError("connection reset by the mock", request=self._request)
        elif self._broken is None:
            self._broken = httpx.RemoteProtocolError(
                "the mock closed the connection early", request=self._request
            )
        raise _ClosedError

    async def _receive(self) -> Message:
        return {"type": "http.request", "body": self._request.content}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = message["headers"]
        else:
            self._chunks.append(message.get("body", b""))

    def _scope(self) -> Scope:
        url = self._request.url
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": self._request.method,
            "scheme": url.scheme,
            "path": url.path,
            "raw_path": url.raw_path.partition(b"?")[0],
            "query_string": url.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in self._request.headers.raw],
            "server": (url.host, url.port),
            "client": ("127.0.0.1", 0),
            "extensions": {CONNECTION: self},
        }


class _Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body as it arrived, and the error in which it ended."""

    def __init__(self, chunks: list[bytes], error: httpx.TransportError | None) -> None:
        self._chunks = chunks
        self._error = error

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks
        if self._error is not None:
            raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


def _run(steps: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine that never waits: all waiting of the mock goes through its connection."""
    try:
        steps.send(None)
    except StopIteration:
        return
    steps.close()
    raise RuntimeError("only a mock made by create_app can be carried without an event loop")
