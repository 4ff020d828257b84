"""One attempt through httpx2 or httpx: its progress and the meaning of its errors."""

from __future__ import annotations

import builtins
import errno
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from functools import partial
from typing import Any, Literal, cast
from urllib.parse import urlsplit

from .._core.stop import Stop
from .._core.wire import Failure, HttpResponse
from ..errors import ConfigurationError
from .frames import LIBRARIES, bare, told
from .protocol import (
    header_fields,
    no_socket,
    proxy_failure,
    proxy_is_impossible,
    tls_failure,
    unsendable,
    unusable_proxy,
)

NEVER_SENT = frozenset(
    {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol"}
)
"""What a transport that reports no steps raises before anything is sent."""

current: ContextVar[Attempt | None] = ContextVar("attempt", default=None)
"""The attempt that this thread or task carries out."""


class LateError(Exception):
    """The attempt timed out."""


class BrokenOffError(Exception):
    """Another thread aborted the attempt."""


class Attempt:
    """Tracks the progress of an attempt through httpcore's `trace` hook.

    It also limits each read and write of a blocking connection to the time left: httpx has no
    total timeout, only one per read, so a server that sends a byte now and then could block a
    thread indefinitely.
    """

    __slots__ = (
        *("url", "timeout", "deadline", "stop", "reports", "began", "phase", "proxied", "sent"),
        *("sent_before", "connection", "socket", "copy", "headers", "woken"),
    )

    def __init__(self, url: str, timeout: float, stop: Stop | None, reports: bool) -> None:
        self.url = url
        self.timeout = timeout
        self.deadline = time.monotonic() + timeout
        self.stop = stop
        self.reports = reports
        """Whether the transport calls the hook; if so, no call means that nothing was sent."""
        self.began = False
        self.phase = ""
        self.proxied = False
        self.sent = self.sent_before = False
        self.connection: Any = None
        self.socket: socket.socket | None = None
        self.copy: socket.socket | None = None
        self.headers: Any = None
        self.woken: threading.Event | None = None
        """Set when the DNS lookup has finished or the attempt is aborted."""

    def follow(self, event: str, info: Mapping[str, Any]) -> None:
        """Handle `trace` events of a blocking connection."""
        if (step := _STEPS.get(event)) is not None:
            step(self, event, info)

    async def follow_async(self, event: str, info: Mapping[str, Any]) -> None:
        """Handle `trace` events of an async connection."""
        if (step := _STEPS.get(event)) is not None:
            step(self, event, info)

    def connecting(self, _event: str, info: Mapping[str, Any]) -> None:
        self.reports = True
        self.phase = "connect"
        parts = urlsplit(self.url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        self.proxied = (info["host"], info["port"]) != (parts.hostname, port)

    def securing(self, event: str, _info: Mapping[str, Any]) -> None:
        # The first TLS handshake may be with the proxy.
        self.phase = "proxy" if self.proxied and event.startswith("connection.") else "tls"
        if self.socket is not None:
            # The handshake takes over the socket; a duplicate descriptor can still shut it down.
            self.socket = self.copy = self.socket.dup()

    def secured(self, event: str, info: Mapping[str, Any]) -> None:
        if self.copy is not None:
            self.copy.close()
            self.copy = self.socket = None
        if "return_value" in info:
            self.connected(event, info)

    def connected(self, _event: str, info: Mapping[str, Any]) -> None:
        self.phase = "connect"
        self.connection = stream = info["return_value"]
        if self.stop is None:
            return
        self.socket = stream.get_extra_info("socket")
        stream.read = partial(_in_time, stream.read, self.socket)
        stream.write = partial(_in_time, stream.write, self.socket)

    def sending(self, _event: str, info: Mapping[str, Any]) -> None:
        self.reports = True
        if info["request"].method == b"CONNECT":
            self.proxied = True
        else:
            self.phase = "request"
            self.sent_before, self.sent = self.sent, True

    def sending_failed(self, _event: str, info: Mapping[str, Any]) -> None:
        error = info["exception"]
        if isinstance(error, LateError | BrokenOffError) or "LocalProtocolError" in _names(error):
            self.sent = self.sent_before

    def answered(self, _event: str, _info: Mapping[str, Any]) -> None:
        # Other requests may use the connection from now on.
        self.socket = None

    def left(self) -> float:
        """Return the seconds left. Raises if the attempt has timed out or was aborted."""
        if self.broken_off:
            raise BrokenOffError
        if (left := self.deadline - time.monotonic()) <= 0:
            raise LateError
        return left

    @property
    def broken_off(self) -> bool:
        return self.stop is not None and self.stop.is_set()

    def break_off(self) -> None:
        """Abort the attempt from another thread by waking the one that waits."""
        if (woken := self.woken) is not None:
            woken.set()
        if (waited_for := self.socket) is not None:
            with suppress(OSError):
                # `SSLSocket.shutdown` would change state that the other thread uses.
                socket.socket.shutdown(waited_for, socket.SHUT_RDWR)

    def outcome(  # noqa: PLR0911 - a table
        self, error: Exception, client: Any
    ) -> HttpResponse | Failure | Exception:
        """Convert an error to a result. The caller must raise a returned exception."""
        if isinstance(error, ConfigurationError):
            return error.with_traceback(None)
        names = _names(error)
        if "HTTPStatusError" in names:
            # A hook of the caller's client raises on error statuses; it is still a response.
            return _answer_of(cast("Any", error).response)
        sent = self.sent if self.reports else self.began and not _never_sent(error, names)
        sent = sent or self.headers is not None
        headers = {} if self.headers is None else header_fields(self.headers.raw)
        if self.broken_off:
            return Failure("interrupted", sent, headers=headers)
        if isinstance(error, AssertionError):
            return cast("Exception", bare(error))
        if isinstance(error, LateError | builtins.TimeoutError) or "TimeoutException" in names:
            if self.proxied and not sent:
                return proxy_failure("timeout")
            return Failure("timeout", sent, headers=headers)
        if isinstance(error, RuntimeError) and client.is_closed and not self.sent:
            return ConfigurationError(
                "this client, or your http_client, is closed; create a new one"
            )
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
            status = str(error)[:3]
            if status.isdecimal():
                return proxy_failure("answer", int(status))
            if proxy_is_impossible() or (impossible and tls is None):
                return unusable_proxy()
            return proxy_failure("tls" if tls else _fault_of(roots) or "answer")
        if any(getattr(root, "errno", None) in (errno.EMFILE, errno.ENFILE) for root in roots):
            return no_socket()
        if (fault := _fault_of(roots)) is not None:
            return Failure(fault, sent=False)
        if impossible or names & {"InvalidURL", "UnsupportedProtocol", "LocalProtocolError"}:
            return unsendable(type(error).__name__)
        if names or any(isinstance(root, OSError) for root in roots):
            return Failure("unreachable", sent=False)
        return Failure("protocol", sent=False, text=told(error))


def _steps() -> Iterator[tuple[str, Callable[[Attempt, str, Mapping[str, Any]], None]]]:
    for layer in ("connection", "proxy", "socks"):
        yield f"{layer}.connect_tcp.started", Attempt.connecting
        yield f"{layer}.connect_tcp.complete", Attempt.connected
        yield f"{layer}.start_tls.started", Attempt.securing
        yield f"{layer}.start_tls.complete", Attempt.secured
        yield f"{layer}.start_tls.failed", Attempt.secured
    yield "connection.connect_unix_socket.complete", Attempt.connected
    for version in ("http11", "http2"):
        yield f"{version}.send_request_headers.started", Attempt.sending
        yield f"{version}.send_request_headers.failed", Attempt.sending_failed
        yield f"{version}.response_closed.started", Attempt.answered


_STEPS = dict(_steps())


def _in_time(
    transfer: Callable[..., Any],
    connection: socket.socket | None,
    data: object,
    timeout: float | None = None,
) -> Any:
    # A connection of the caller's client may also carry requests that are not ours.
    if (attempt := current.get()) is not None:
        attempt.socket = connection
        timeout = attempt.left()
    return transfer(data, timeout)


def connected(attempt: Attempt, host: str, port: int, timeout: float) -> socket.socket:
    """Connect to the addresses of a host in turn, within the time left of the attempt."""
    failure: OSError | None = None
    for family, kind, protocol, _, address in _looked_up(attempt, host, port):
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


def _looked_up(attempt: Attempt, host: str, port: int) -> list[Any]:
    """Resolve a host. A lookup cannot be interrupted, so it runs in a separate thread."""
    found: list[list[Any] | Exception] = []
    attempt.woken = woken = threading.Event()

    def look_up() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            found.append(error)
        woken.set()

    try:
        if ":" in host or host.replace(".", "").isdigit():
            look_up()
        else:
            threading.Thread(target=look_up, name="brolly", daemon=True).start()
    except RuntimeError:
        # The interpreter cannot start another thread, or no daemon thread.
        look_up()
    woken.wait(attempt.left())
    attempt.woken = None
    if not found:
        attempt.left()
        raise LateError
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def _answer_of(response: Any) -> HttpResponse:
    try:
        content = response.content
    except Exception:  # noqa: BLE001 - not read, and closed by now
        content = b""
    return HttpResponse(response.status_code, header_fields(response.headers.raw), content)


def _names(error: BaseException) -> set[str]:
    """Return the names of those classes of an error that belong to an HTTP library."""
    kinds = type(error).__mro__
    return {kind.__name__ for kind in kinds if kind.__module__.partition(".")[0] in LIBRARIES}


def _roots(error: BaseException, depth: int = 10) -> Iterator[BaseException]:
    """Yield an error, its causes, and the members of exception groups."""
    yield error
    # Skip `__context__`, which may be an unrelated error that the caller was handling. httpcore
    # also keeps the cause as an argument.
    for part in (error.__cause__, *error.args, *getattr(error, "exceptions", ())):
        if depth and isinstance(part, BaseException):
            yield from _roots(part, depth - 1)


def _fault_of(roots: Iterable[BaseException]) -> Literal["dns", "refused"] | None:
    for root in roots:
        if isinstance(root, socket.gaierror):
            return "dns"
        if isinstance(root, ConnectionRefusedError):
            return "refused"
    return None


def _never_sent(error: Exception, names: set[str]) -> bool:
    failed = (socket.gaierror, ConnectionRefusedError, ssl.SSLCertVerificationError)
    return bool(names & NEVER_SENT) or isinstance(error, failed)


def _broken(error: Exception, names: set[str], headers: Mapping[str, str]) -> Failure:
    if "RemoteProtocolError" in names:
        early = "disconnected" in str(error) or "closed" in str(error)
        return Failure("closed" if early else "protocol", headers=headers)
    if names & {"NetworkError", "StreamClosed"} or isinstance(error, OSError):
        return Failure("closed", headers=headers)
    return Failure("protocol", text="" if names else told(error), headers=headers)
