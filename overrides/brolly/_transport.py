"""Bytes out, bytes in, through httpx: the only module that knows it.

A failure is handed back as the class of `TransportError` that fits, not raised: httpx's own
exceptions and the frames behind them hold the request with its credentials.
"""

from __future__ import annotations

import asyncio
import builtins
import ssl
import threading
import time
from typing import Any

import httpx

from ._fork import renew_after_fork
from ._pipeline import HttpRequest, HttpResponse
from .errors import ConfigurationError, ConnectError, TimeoutError, TransportError

CONNECT_TIMEOUT = 5.0


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
        deadline = time.monotonic() + timeout
        chunks: list[bytes] = []
        try:
            with self._open().stream(**_arguments(request, timeout)) as response:
                for chunk in response.iter_bytes():
                    chunks.append(chunk)
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
