"""Through httpx2, the default, or a caller's own client of httpx2 or httpx.

This module alone knows these libraries. They are alike, so what they raise is told apart by the
names of its classes, and httpx is never imported from here.

Their loggers are silent while a call of ours is on its way: they show whole URLs and header
fields, and so ids, e-mail addresses and tokens. `brolly` logs what is safe.
"""

from __future__ import annotations

import builtins
import logging
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import httpx2

from .._core.stop import Stop
from .._core.wire import BaseUrl, Failure, HttpRequest, HttpResponse
from ..errors import ConfigurationError
from .fork import renew_after_fork
from .protocol import (
    CONNECT_TIMEOUT,
    AsyncHttpClient,
    AsyncHttpTransport,
    HttpClient,
    HttpTransport,
    authorities,
    header_fields,
    header_items,
    proxy_failure,
    refuse_closed,
    tls_failure,
    unsendable,
    unusable_authorities,
    unusable_proxy,
)

if TYPE_CHECKING:
    import asyncio

LIBRARIES = frozenset({"httpx", "httpx2", "httpcore", "httpcore2", "h11", "h2"})

NEVER_SENT = frozenset(
    {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol"}
)
"""What a transport that reports no steps raises before anything is sent."""

_attempt: ContextVar[_Attempt | None] = ContextVar("attempt", default=None)
"""The attempt that this thread or task carries out."""

for _name in (
    *("httpx", "httpx2"),
    *(
        f"{library}.{part}"
        for library in ("httpcore", "httpcore2")
        for part in ("connection", "http11", "http2", "proxy", "socks")
    ),
    *(f"hpack.{part}" for part in ("hpack", "table")),
):
    logging.getLogger(_name).addFilter(lambda _: _attempt.get() is None)


class HttpxTransport:
    """Sends through a client: the caller's, or one of its own made at the first call."""

    def __init__(
        self, client: HttpClient | None, transport: HttpTransport | None, base_url: BaseUrl
    ) -> None:
        self._client: Any = client
        self._owned = client is None
        self._transport = transport
        self._base_url = base_url
        self._closed = False
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        self._lock = threading.Lock()
        if self._owned:
            self._client = None

    def send(self, request: HttpRequest, timeout: float, stop: Stop) -> HttpResponse | Failure:
        client = self._open()
        if stop.is_set():
            return Failure("interrupted", sent=False)
        attempt = _Attempt(request.url, timeout, stop, self._owned and self._transport is None)
        before = _attempt.set(attempt)
        stop.add(attempt.break_off)
        try:
            return _exchanged(client, request, attempt)
        except Exception as error:  # noqa: BLE001 - whatever it is, its frames hold the key
            outcome = attempt.outcome(error, client)
        except BaseException as error:  # noqa: BLE001 - the same
            raise _bare(error)  # noqa: B904 - itself, without the frames
        finally:
            stop.discard(attempt.break_off)
            _attempt.reset(before)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def close(self) -> None:
        with self._lock:
            self._closed = True
        if self._owned and self._client is not None:
            self._client.close()

    def _open(self) -> Any:
        with self._lock:
            refuse_closed(self._closed)
            if self._client is None:
                self._client = _client_of("Client", self._transport, self._base_url)
                _connect_breakably(self._client)
            return self._client


class AsyncHttpxTransport:
    """The same through an asynchronous client."""

    def __init__(
        self,
        client: AsyncHttpClient | None,
        transport: AsyncHttpTransport | None,
        base_url: BaseUrl,
    ) -> None:
        self._client: Any = client
        self._owned = client is None
        self._transport = transport
        self._base_url = base_url
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    async def send(
        self,
        request: HttpRequest,
        timeout: float,  # noqa: ASYNC109 - the same interface as the blocking transport
    ) -> HttpResponse | Failure:
        import asyncio

        client = self._open(asyncio.get_running_loop())
        attempt = _Attempt(request.url, timeout, None, self._owned and self._transport is None)
        before = _attempt.set(attempt)
        try:
            async with asyncio.timeout(timeout):
                return await _exchanged_async(client, request, attempt)
        except Exception as error:  # noqa: BLE001 - as above
            outcome = attempt.outcome(error, client)
        except BaseException as error:  # noqa: BLE001 - the same
            raise _bare(error)  # noqa: B904 - as above
        finally:
            _attempt.reset(before)
            if attempt.phase in ("tls", "proxy"):
                # httpcore leaves the connection open that was cancelled in the handshake.
                with suppress(Exception):
                    await attempt.connection.aclose()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def close(self) -> None:
        self._closed = True
        if self._owned and self._client is not None:
            await self._client.aclose()

    def _open(self, loop: asyncio.AbstractEventLoop) -> Any:
        refuse_closed(self._closed)
        # Connections live and die with the loop that they were made on.
        if self._client is None or (self._owned and self._loop is not loop):
            self._loop = loop
            self._client = _client_of("AsyncClient", self._transport, self._base_url)
        return self._client


def _exchanged(client: Any, request: HttpRequest, attempt: _Attempt) -> HttpResponse:
    # A function of its own: no frame that raises to the user may hold a body.
    built = client.build_request(**_arguments(request, attempt, attempt.follow))
    attempt.began = True
    # Our pipeline signs and redirects; a client of the caller's must do neither.
    response = client.send(built, stream=True, auth=None, follow_redirects=False)
    attempt.headers = response.headers
    chunks: list[bytes] = []
    try:
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            # A transport of the caller's may report no steps.
            attempt.left()
    finally:
        response.close()
    return _answer(response, chunks)


async def _exchanged_async(client: Any, request: HttpRequest, attempt: _Attempt) -> HttpResponse:
    built = client.build_request(**_arguments(request, attempt, attempt.follow_async))
    attempt.began = True
    response = await client.send(built, stream=True, auth=None, follow_redirects=False)
    attempt.headers = response.headers
    try:
        chunks = [chunk async for chunk in response.aiter_bytes()]
    finally:
        await response.aclose()
    return _answer(response, chunks)


def _arguments(
    request: HttpRequest, attempt: _Attempt, follow: Callable[..., object]
) -> dict[str, Any]:
    timeout = attempt.timeout
    return {
        "method": request.method,
        "url": request.url,
        "headers": header_items(request),
        "content": request.content,
        "timeout": (min(timeout, CONNECT_TIMEOUT), timeout, timeout, timeout),
        "extensions": {"trace": follow},
    }


def _answer(response: Any, chunks: list[bytes]) -> HttpResponse:
    # The library looks for the encoding of all fields each time that it is asked for one.
    fields = header_fields(response.headers.raw)
    return HttpResponse(response.status_code, fields, b"".join(chunks))


class _LateError(Exception):
    """The time for the attempt is over."""


class _BrokenOffError(Exception):
    """The attempt was broken off from another thread."""


class _Attempt:
    """How far an attempt has come, as httpcore's `trace` hook tells it.

    It also ends each read and write of a blocking connection with the attempt: httpx has no total
    timeout, only one for each read, and a server that sends a byte now and then would hold a
    thread for as long as it likes.
    """

    __slots__ = (
        *("url", "timeout", "deadline", "stop", "reports", "began", "phase", "proxied", "sent"),
        *("sent_before", "connection", "socket", "copy", "headers"),
    )

    def __init__(self, url: str, timeout: float, stop: Stop | None, reports: bool) -> None:
        self.url = url
        self.timeout = timeout
        self.deadline = time.monotonic() + timeout
        self.stop = stop
        self.reports = reports
        """Whether the transport tells its steps, so that silence means that nothing was sent."""
        self.began = False
        self.phase = ""
        self.proxied = False
        self.sent = self.sent_before = False
        self.connection: Any = None
        self.socket: socket.socket | None = None
        self.copy: socket.socket | None = None
        self.headers: Any = None

    def follow(self, event: str, info: Mapping[str, Any]) -> None:
        """The `trace` hook of a blocking connection."""
        if (step := _STEPS.get(event)) is not None:
            step(self, event, info)

    async def follow_async(self, event: str, info: Mapping[str, Any]) -> None:
        """The `trace` hook of an asynchronous one."""
        if (step := _STEPS.get(event)) is not None:
            step(self, event, info)

    def connecting(self, event: str, info: Mapping[str, Any]) -> None:
        del event
        self.reports = True
        self.phase = "connect"
        parts = urlsplit(self.url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        self.proxied = (info["host"], info["port"]) != (parts.hostname, port)

    def securing(self, event: str, info: Mapping[str, Any]) -> None:
        del info
        # What is secured first may be the way to the proxy.
        self.phase = "proxy" if self.proxied and event.startswith("connection.") else "tls"
        if self.socket is not None:
            # The handshake takes the socket over; a second descriptor can still end it.
            self.socket = self.copy = self.socket.dup()

    def secured(self, event: str, info: Mapping[str, Any]) -> None:
        if self.copy is not None:
            self.copy.close()
            self.copy = self.socket = None
        if "return_value" in info:
            self.connected(event, info)

    def connected(self, event: str, info: Mapping[str, Any]) -> None:
        del event
        self.phase = "connect"
        self.connection = stream = info["return_value"]
        if self.stop is None:
            return
        self.socket = stream.get_extra_info("socket")
        stream.read = partial(_in_time, stream.read, self.socket)
        stream.write = partial(_in_time, stream.write, self.socket)

    def sending(self, event: str, info: Mapping[str, Any]) -> None:
        del event
        self.reports = True
        if info["request"].method == b"CONNECT":
            self.proxied = True
        else:
            self.phase = "request"
            self.sent_before, self.sent = self.sent, True

    def sending_failed(self, event: str, info: Mapping[str, Any]) -> None:
        del event
        error = info["exception"]
        if isinstance(error, _LateError | _BrokenOffError) or "LocalProtocolError" in _names(error):
            self.sent = self.sent_before

    def left(self) -> float:
        """Seconds left, of an attempt that is to go on."""
        if self.broken_off:
            raise _BrokenOffError
        if (left := self.deadline - time.monotonic()) <= 0:
            raise _LateError
        return left

    @property
    def broken_off(self) -> bool:
        return self.stop is not None and self.stop.is_set()

    def break_off(self) -> None:
        """Wake the thread that waits for the connection. Called from another one."""
        if (waited_for := self.socket) is not None:
            with suppress(OSError):
                # Not that of an encrypted socket, which would touch what the thread works with.
                socket.socket.shutdown(waited_for, socket.SHUT_RDWR)

    def outcome(  # noqa: PLR0911 - a table
        self, error: Exception, client: Any
    ) -> HttpResponse | Failure | Exception:
        """What an error stands for. An exception is to be raised as it is."""
        if isinstance(error, ConfigurationError):
            return error.with_traceback(None)
        names = _names(error)
        if "HTTPStatusError" in names:
            # A hook of the caller's client refuses error statuses, but an answer it is.
            return _answer_of(cast("Any", error).response)
        sent = self.sent if self.reports else self.began and not _never_sent(error, names)
        headers = {} if self.headers is None else header_fields(self.headers.raw)
        if self.broken_off:
            return Failure("interrupted", sent, headers=headers)
        if isinstance(error, AssertionError):
            return cast("Exception", _bare(error))
        if isinstance(error, _LateError | builtins.TimeoutError) or "TimeoutException" in names:
            return Failure("timeout", sent, headers=headers)
        if isinstance(error, RuntimeError) and client.is_closed and not self.sent:
            return ConfigurationError("this client, or your http_client, is closed; make a new one")
        if sent:
            return _broken(error, names, headers)
        return self._never_left(error, names)

    def _never_left(  # noqa: PLR0911 - a table
        self, error: Exception, names: set[str]
    ) -> Failure | ConfigurationError:
        roots = list(_roots(error))
        tls = next((root for root in roots if isinstance(root, ssl.SSLError)), None)
        if self.phase == "tls" or (tls is not None and self.phase != "proxy"):
            return tls_failure(str(tls), getattr(tls, "verify_code", None))
        impossible = any(isinstance(root, ValueError | TypeError) for root in roots)
        if self.proxied or self.phase == "proxy" or "ProxyError" in names:
            if impossible and tls is None:
                return unusable_proxy()
            status = str(error)[:3]
            return proxy_failure(int(status) if status.isdecimal() else None)
        for root in roots:
            if isinstance(root, socket.gaierror):
                return Failure("dns", sent=False)
            if isinstance(root, ConnectionRefusedError):
                return Failure("refused", sent=False)
        if impossible or names & {"InvalidURL", "UnsupportedProtocol", "LocalProtocolError"}:
            return unsendable(type(error).__name__)
        if names or any(isinstance(root, OSError) for root in roots):
            return Failure("unreachable", sent=False)
        return Failure("protocol", sent=False, text=_told(error))


def _steps() -> Iterator[tuple[str, Callable[[_Attempt, str, Mapping[str, Any]], None]]]:
    for layer in ("connection", "proxy", "socks"):
        yield f"{layer}.connect_tcp.started", _Attempt.connecting
        yield f"{layer}.connect_tcp.complete", _Attempt.connected
        yield f"{layer}.start_tls.started", _Attempt.securing
        yield f"{layer}.start_tls.complete", _Attempt.secured
        yield f"{layer}.start_tls.failed", _Attempt.secured
    yield "connection.connect_unix_socket.complete", _Attempt.connected
    for version in ("http11", "http2"):
        yield f"{version}.send_request_headers.started", _Attempt.sending
        yield f"{version}.send_request_headers.failed", _Attempt.sending_failed


_STEPS = dict(_steps())


def _in_time(
    transfer: Callable[..., Any],
    connection: socket.socket | None,
    data: object,
    timeout: float | None = None,
) -> Any:
    # A connection of the caller's own client may carry calls that are not ours.
    if (attempt := _attempt.get()) is not None:
        attempt.socket = connection
        timeout = attempt.left()
    return transfer(data, timeout)


def _connect_breakably(client: Any) -> None:
    """Let connections be made by a socket that can be ended from another thread.

    httpx2 takes no network backend, so this reaches inside; where that has changed, only an
    attempt that is connecting ends later, by its timeout.
    """
    try:
        from httpcore2 import SyncBackend
        from httpcore2._backends.sync import SyncStream
    except ImportError:
        return

    class Backend(SyncBackend):
        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Any = None,
        ) -> Any:
            attempt = _attempt.get()
            if attempt is None or local_address or socket_options or timeout is None:
                return super().connect_tcp(host, port, timeout, local_address, socket_options)
            return SyncStream(_connected(attempt, host, port, timeout))

    for carrier in (client._transport, *client._mounts.values()):  # noqa: SLF001
        pool = getattr(carrier, "_pool", None)
        if hasattr(pool, "_network_backend"):
            cast("Any", pool)._network_backend = Backend()  # noqa: SLF001


def _connected(attempt: _Attempt, host: str, port: int, timeout: float) -> socket.socket:
    """Each address of a host in turn; together they take no longer than the attempt may."""
    failure: OSError | None = None
    for family, kind, protocol, _, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        made = socket.socket(family, kind, protocol)
        try:
            attempt.socket = made
            made.settimeout(min(timeout, attempt.left()))
            made.connect(address)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return made
        except OSError as error:
            failure = error
            made.close()
        except BaseException:
            made.close()
            raise
    raise failure or OSError("the host has no address")


class NoCookies(CookieJar):
    """Takes none: a call depends on its arguments alone, and parsing them takes time."""

    def extract_cookies(self, response: object, request: object) -> None:
        """What the provider sets is left alone."""


def _client_of(kind: str, transport: Any, base_url: BaseUrl) -> Any:
    settings: dict[str, Any] = {"cookies": NoCookies(), "trust_env": False}
    if transport is not None:
        settings["transport"] = transport
    else:
        settings["verify"] = _trusted(base_url)
        # No proxy of the environment may see what stays on this machine.
        settings["trust_env"] = not base_url.is_local
    try:
        return getattr(_library_of(transport), kind)(**settings)
    except ImportError:
        reason = ' (a SOCKS proxy needs pip install "httpx2[socks]")'
    except Exception:  # noqa: BLE001 - its frames hold the proxy's password
        reason = ""
    raise unusable_proxy(reason)


def _library_of(transport: object) -> ModuleType:
    older = sys.modules.get("httpx")
    theirs = (httpx2.BaseTransport, httpx2.AsyncBaseTransport)
    if older is None or isinstance(transport, theirs):
        return httpx2
    return (
        older if isinstance(transport, older.BaseTransport | older.AsyncBaseTransport) else httpx2
    )


def _trusted(base_url: BaseUrl) -> ssl.SSLContext:
    # Loading the trusted certificates takes tens of milliseconds and plain HTTP (loopback only)
    # never looks at them; this context trusts no one, should it be used after all.
    if base_url.is_plain_http:
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    file, folder = authorities()
    try:
        if file or folder:
            return ssl.create_default_context(cafile=file, capath=folder)
        return httpx2.create_ssl_context()
    except (OSError, ValueError):
        wrong = unusable_authorities()
    raise wrong


def _answer_of(response: Any) -> HttpResponse:
    try:
        content = response.content
    except Exception:  # noqa: BLE001 - not read, and closed by now
        content = b""
    return HttpResponse(response.status_code, header_fields(response.headers.raw), content)


def _names(error: BaseException) -> set[str]:
    """The classes of an error that belong to an HTTP library, by name."""
    kinds = type(error).__mro__
    return {kind.__name__ for kind in kinds if kind.__module__.partition(".")[0] in LIBRARIES}


def _roots(error: BaseException, depth: int = 10) -> Iterator[BaseException]:
    """An error, what it came from, and what stands in a group of them."""
    yield error
    # Not its context, which may be an error of the caller's that led to this call. httpcore keeps
    # what it came from as an argument too.
    for part in (error.__cause__, *error.args, *getattr(error, "exceptions", ())):
        if depth and isinstance(part, BaseException):
            yield from _roots(part, depth - 1)


def _never_sent(error: Exception, names: set[str]) -> bool:
    failed = (socket.gaierror, ConnectionRefusedError, ssl.SSLCertVerificationError)
    return bool(names & NEVER_SENT) or isinstance(error, failed)


def _broken(error: Exception, names: set[str], headers: Mapping[str, str]) -> Failure:
    if "RemoteProtocolError" in names:
        early = "disconnected" in str(error) or "closed" in str(error)
        return Failure("closed" if early else "protocol", headers=headers)
    if names & {"NetworkError", "StreamClosed"} or isinstance(error, OSError):
        return Failure("closed", headers=headers)
    return Failure("protocol", text="" if names else _told(error), headers=headers)


def _told(error: Exception) -> str:
    """Which error it was and where the caller's own code raised it, without what it says."""
    place = ""
    traceback = _own_frames(error.__traceback__)
    while traceback is not None:
        file = Path(traceback.tb_frame.f_code.co_filename).name
        place = f", line {traceback.tb_lineno} of {file}"
        traceback = traceback.tb_next
    return f"the HTTP client failed in an unexpected way ({type(error).__name__}{place})"


def _bare(error: Any) -> Any:
    """The error without the frames of libraries, whose locals hold key and body.

    What led to it loses them too.
    """
    link: BaseException | None = error
    for _ in range(10):
        if link is not None:
            link.__traceback__ = _own_frames(link.__traceback__)
            link = link.__cause__ or link.__context__
    return error


def _own_frames(traceback: TracebackType | None) -> TracebackType | None:
    """The frames of the caller's own code."""
    kept: list[TracebackType] = []
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        if module not in sys.stdlib_module_names and module not in _NOT_THEIRS:
            kept.append(traceback)
        traceback = traceback.tb_next
    rest: TracebackType | None = None
    for one in reversed(kept):
        rest = TracebackType(rest, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return rest


_NOT_THEIRS = {*LIBRARIES, "brolly", "anyio", "respx"}
