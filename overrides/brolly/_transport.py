"""Bytes out, bytes in, through httpx: the only module that knows it.

A failure is handed back as the class of `TransportError` that fits, not raised: httpx's own
exceptions and the frames behind them hold the request with its credentials.

The loggers of httpx and what is below it are silent while a call of ours is on its way: they show
whole URLs and header fields, and so ids, e-mail addresses and tokens. `brolly` logs what is safe.
"""

from __future__ import annotations

import asyncio
import builtins
import logging
import ssl
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

import httpx

from ._fork import renew_after_fork
from ._pipeline import HttpRequest, HttpResponse
from .errors import ConfigurationError, ConnectError, TimeoutError, TransportError

CONNECT_TIMEOUT = 5.0

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)
"""Until when the attempt may take that this thread or task carries out, on the monotonic clock."""

for _name in (
    "httpx",
    *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")),
    *(f"hpack.{part}" for part in ("hpack", "table")),
):
    logging.getLogger(_name).addFilter(lambda _: _deadline.get() is None)


class HttpxTransport:
    """Sends through an `httpx.Client`: the caller's, or one of its own made at the first call."""

    def __init__(
        self,
        client: httpx.Client | None,
        transport: httpx.BaseTransport | None,
        *,
        plain_http: bool,
    ) -> None:
        self._client = client
        self._owned = client is None
        self._transport = transport
        self._plain_http = plain_http
        self._closed = False
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        self._lock = threading.Lock()
        if self._owned:
            self._client = None

    def send(self, request: HttpRequest, timeout: float) -> HttpResponse | type[TransportError]:
        client = self._open()
        chunks: list[bytes] = []
        try:
            with (
                _attempt(timeout) as deadline,
                client.stream(
                    **_arguments(request, timeout), extensions={"trace": _bound}
                ) as response,
            ):
                for chunk in response.iter_bytes():
                    chunks.append(chunk)
                    # A transport of the caller's may not know about `_bound`.
                    if time.monotonic() > deadline:
                        return TimeoutError
            return _answer(response, chunks)
        except (httpx.RequestError, httpx.InvalidURL) as error:
            return _kind(error)

    def close(self) -> None:
        with self._lock:
            self._closed = True
        if self._owned and self._client is not None:
            self._client.close()

    def _open(self) -> httpx.Client:
        with self._lock:
            _refuse_closed(self._closed)
            if self._client is None:
                self._client = httpx.Client(
                    transport=self._transport, verify=_verify(self._plain_http)
                )
            return self._client


class AsyncHttpxTransport:
    """Sends through an `httpx.AsyncClient`: the caller's, or one of its own."""

    def __init__(
        self,
        client: httpx.AsyncClient | None,
        transport: httpx.AsyncBaseTransport | None,
        *,
        plain_http: bool,
    ) -> None:
        self._client = client
        self._owned = client is None
        self._transport = transport
        self._plain_http = plain_http
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    async def send(
        self,
        request: HttpRequest,
        timeout: float,  # noqa: ASYNC109 - the same interface as the blocking transport
    ) -> HttpResponse | type[TransportError]:
        client = self._open()
        try:
            with _attempt(timeout):
                async with (
                    asyncio.timeout(timeout),
                    client.stream(**_arguments(request, timeout)) as response,
                ):
                    chunks = [chunk async for chunk in response.aiter_bytes()]
            return _answer(response, chunks)
        except builtins.TimeoutError:
            return TimeoutError
        except (httpx.RequestError, httpx.InvalidURL) as error:
            return _kind(error)

    async def close(self) -> None:
        self._closed = True
        if self._owned and self._client is not None:
            await self._client.aclose()

    def _open(self) -> httpx.AsyncClient:
        _refuse_closed(self._closed)
        loop = asyncio.get_running_loop()
        # Connections live and die with the loop that they were made on.
        if self._client is None or (self._owned and self._loop is not loop):
            self._loop = loop
            self._client = httpx.AsyncClient(
                transport=self._transport, verify=_verify(self._plain_http)
            )
        return self._client


@contextmanager
def _attempt(timeout: float) -> Generator[float]:
    deadline = time.monotonic() + timeout
    before = _deadline.set(deadline)
    try:
        yield deadline
    finally:
        _deadline.reset(before)


def _bound(event: str, info: Mapping[str, Any]) -> None:
    """httpcore's `trace` hook: each new connection's reads and writes end with the attempt.

    httpx has no total timeout, only one for each read: a server that sends a byte now and then
    would hold a thread for as long as it likes.
    """
    if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
        stream = info["return_value"]
        stream.read = partial(_in_time, stream.read)
        stream.write = partial(_in_time, stream.write)


def _in_time(transfer: Callable[..., Any], data: object, timeout: float | None = None) -> Any:
    # A connection of the caller's own client may carry calls that are not ours.
    if (deadline := _deadline.get()) is not None:
        timeout = deadline - time.monotonic()
        if timeout <= 0:
            raise httpx.ReadTimeout("")
    return transfer(data, timeout)


def _arguments(request: HttpRequest, timeout: float) -> dict[str, Any]:
    name, value = request.credentials
    return {
        "method": request.method,
        "url": request.url,
        "headers": {**request.headers, name: value.reveal()},
        "content": request.content,
        "timeout": httpx.Timeout(timeout, connect=min(timeout, CONNECT_TIMEOUT)),
        # Our pipeline signs and redirects; a client of the caller's must do neither.
        "auth": None,
        "follow_redirects": False,
    }


def _answer(response: httpx.Response, chunks: list[bytes]) -> HttpResponse:
    return HttpResponse(
        response.status_code,
        {name.lower(): value for name, value in response.headers.items()},
        b"".join(chunks),
    )


def _kind(error: Exception) -> type[TransportError]:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return ConnectError
    if isinstance(error, httpx.TimeoutException):
        return TimeoutError
    return TransportError


def _verify(plain_http: bool) -> ssl.SSLContext | bool:
    # Loading the trusted certificates takes tens of milliseconds and plain HTTP (loopback only)
    # never looks at them; this context trusts no one, should it be used after all.
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if plain_http else True


def _refuse_closed(closed: bool) -> None:
    if closed:
        raise ConfigurationError("this client is closed; make a new one")
