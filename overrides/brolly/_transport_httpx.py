"""Bytes out, bytes in, through httpx: the default, and the only module that knows it.

The loggers of httpx and what is below it are silent while a call of ours is on its way: they show
whole URLs and header fields, and so ids, e-mail addresses and tokens. `brolly` logs what is safe.
"""

from __future__ import annotations

import logging
import ssl
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from http.cookiejar import CookieJar
from typing import Any

import httpx

from ._fork import renew_after_fork
from ._stop import Stop
from ._transport import CONNECT_TIMEOUT, header_fields, refuse_closed
from ._wire import HttpRequest, HttpResponse
from .errors import ConnectError, TimeoutError, TransportError

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

    def send(
        self, request: HttpRequest, timeout: float, stop: Stop
    ) -> HttpResponse | type[TransportError]:
        if stop.is_set():
            return TransportError
        client = self._open()
        chunks: list[bytes] = []
        try:
            with (
                attempt(timeout) as deadline,
                client.stream(
                    **arguments(request, timeout), extensions={"trace": _bound}
                ) as response,
            ):
                for chunk in response.iter_bytes():
                    chunks.append(chunk)
                    # A transport of the caller's may not know about `_bound`.
                    if time.monotonic() > deadline:
                        return TimeoutError
            return answer(response, chunks)
        except (httpx.RequestError, httpx.InvalidURL) as error:
            return kind(error)

    def close(self) -> None:
        with self._lock:
            self._closed = True
        if self._owned and self._client is not None:
            self._client.close()

    def _open(self) -> httpx.Client:
        with self._lock:
            refuse_closed(self._closed)
            if self._client is None:
                self._client = httpx.Client(
                    transport=self._transport,
                    verify=verify(self._plain_http),
                    cookies=NoCookies(),
                )
            return self._client


class NoCookies(CookieJar):
    """Takes none: a call depends on its arguments alone, and parsing them takes time."""

    def extract_cookies(self, response: object, request: object) -> None:
        """What the provider sets is left alone."""


@contextmanager
def attempt(timeout: float) -> Generator[float]:
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


def arguments(request: HttpRequest, timeout: float) -> dict[str, Any]:
    headers = dict(request.headers)
    if request.credentials is not None:
        name, value = request.credentials
        headers[name] = value.reveal()
    return {
        "method": request.method,
        "url": request.url,
        "headers": headers,
        "content": request.content,
        "timeout": httpx.Timeout(timeout, connect=min(timeout, CONNECT_TIMEOUT)),
        # Our pipeline signs and redirects; a client of the caller's must do neither.
        "auth": None,
        "follow_redirects": False,
    }


def answer(response: httpx.Response, chunks: list[bytes]) -> HttpResponse:
    # httpx looks for the encoding of all fields each time that it is asked for one.
    fields = header_fields(response.headers.raw)
    return HttpResponse(response.status_code, fields, b"".join(chunks))


def kind(error: Exception) -> type[TransportError]:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return ConnectError
    if isinstance(error, httpx.TimeoutException):
        return TimeoutError
    return TransportError


def verify(plain_http: bool) -> ssl.SSLContext | bool:
    # Loading the trusted certificates takes tens of milliseconds and plain HTTP (loopback only)
    # never looks at them; this context trusts no one, should it be used after all.
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if plain_http else True
