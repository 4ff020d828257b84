"""The mock in process: a transport for clients of httpx2 and httpx, without a port or a thread."""

from __future__ import annotations

import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

import anyio
import httpx2
from starlette.types import ASGIApp, Message, Scope

from .app import CONNECTION

if TYPE_CHECKING:
    # For httpx too, whose checked types are by class; at run time it need not be installed.
    import httpx

    Request: TypeAlias = Any
    Response: TypeAlias = Any

    class _Transport(
        httpx2.BaseTransport,
        httpx2.AsyncBaseTransport,
        httpx.BaseTransport,
        httpx.AsyncBaseTransport,
    ):
        def handle_request(self, request: Any) -> Any: ...
        async def handle_async_request(self, request: Any) -> Any: ...

else:
    Request = Response = Any

    class _Transport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
        """What a client of either library calls, as they are alike."""


def transport(
    app: ASGIApp, *, sleep: Callable[[float], object] | None = None
) -> InProcessTransport:
    """Carry the requests of a client of httpx2 or httpx to a mock in this process.

        client = httpx2.Client(transport=transport(mock), base_url="https://api.kasko.io")

    The transport serves `Client` and `AsyncClient` alike, from any number of threads, and answers
    for every host. Faults that break a connection raise the errors that a broken network raises
    in the library that the request comes from; a read timeout of the request cuts latency short.

    Args:
        app: What `create_app` returned.
        sleep: Called with seconds in place of waiting; `ManualClock().advance` lets latency pass
            without taking time.
    """
    return InProcessTransport(app, sleep=sleep)


class InProcessTransport(_Transport):
    """See `transport`."""

    def __init__(self, app: ASGIApp, *, sleep: Callable[[float], object] | None = None) -> None:
        self._app = app
        self._sleep = sleep

    def handle_request(self, request: Request) -> Response:
        """Answer one request of a synchronous client."""
        request.read()
        exchange = _Exchange(request, self._sleep or time.sleep, wait=False)
        _run(exchange.through(self._app))
        return exchange.response()

    async def handle_async_request(self, request: Request) -> Response:
        """Answer one request of an asynchronous client."""
        await request.aread()
        exchange = _Exchange(request, self._sleep, wait=self._sleep is None)
        await exchange.through(self._app)
        return exchange.response()


class _ClosedError(Exception):
    """Raised to leave the application when the connection is closed."""


class _Exchange:
    """One request through the application; also the connection that it runs on."""

    def __init__(
        self, request: Request, sleep: Callable[[float], object] | None, *, wait: bool
    ) -> None:
        self._request = request
        self._library = _library_of(request)
        self._sleep = sleep
        self._wait = wait
        self._status: int | None = None
        self._headers: list[tuple[bytes, bytes]] = []
        self._chunks: list[bytes] = []
        self._broken: Exception | None = None

    async def through(self, app: ASGIApp) -> None:
        with suppress(_ClosedError):
            await app(self._scope(), self._receive, self._send)

    def response(self) -> Response:
        if self._broken is not None and self._status is None:
            raise self._broken
        if self._status is None:
            raise RuntimeError("the application ended without an answer")
        library = self._library
        kind = type("Stream", (_Stream, library.SyncByteStream, library.AsyncByteStream), {})
        return library.Response(
            self._status, headers=self._headers, stream=kind(self._chunks, self._broken)
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
            self._broken = self._library.ReadTimeout("the mock was slower", request=self._request)
            raise _ClosedError

    def write(self, data: bytes) -> None:
        self._broken = self._library.RemoteProtocolError(
            f"not an HTTP answer: {data[:20]!r}", request=self._request
        )

    async def close(self, *, reset: bool) -> None:
        if reset:
            self._broken = self._library.ReadError(
                "connection reset by the mock", request=self._request
            )
        elif self._broken is None:
            self._broken = self._library.RemoteProtocolError(
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


class _Stream:
    """The received body and the error that ended it."""

    def __init__(self, chunks: list[bytes], error: Exception | None) -> None:
        self._chunks = chunks
        self._error = error

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks
        if self._error is not None:
            raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


def _library_of(request: Request) -> Any:
    """httpx2 or httpx, whose classes the client that asks wants back."""
    kinds = (kind.__module__.partition(".")[0] for kind in type(request).__mro__)
    return sys.modules[next(name for name in kinds if name in ("httpx", "httpx2"))]


def _run(steps: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine that never waits: all waiting of the mock goes through its connection."""
    try:
        steps.send(None)
    except StopIteration:
        return
    steps.close()
    raise RuntimeError("only a mock made by create_app can be carried without an event loop")
