"""Through libcurl: the extra `fast`.

libcurl sends a request again by itself where a connection that was open already breaks before the
first byte of an answer. That is right for a read; a write goes out on a new connection, where
libcurl does not.
"""

from __future__ import annotations

import errno
import math
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import certifi
import pycurl

from .._core.stop import Stop
from .._core.wire import BaseUrl, Failure, HttpRequest, HttpResponse
from ..errors import Cause, ConfigurationError
from .fork import renew_after_fork
from .protocol import (
    CONNECT_TIMEOUT as CONNECT_SECONDS,
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

CONNECT_TIMEOUT, LONGEST_TIMEOUT = int(CONNECT_SECONDS * 1000), 2**31 - 1
"""In milliseconds. libcurl on Windows takes none longer."""

KEPT_CONNECTIONS, MOST_CONNECTIONS = 20, 100
"""As many as httpx keeps and has by default."""

inherited: list[object] = []
"""What a forked child must not close: closing TLS would end the parent's connections."""


class CurlTransport:
    """Sends through libcurl, with a handle and a connection for each call that runs at once."""

    def __init__(self, base_url: BaseUrl) -> None:
        self._place = _Place(base_url.is_local, base_url.is_plain_http)
        self._closed = False
        self._idle: list[_Handle] = []
        renew_after_fork(self)

    def renew(self) -> None:
        inherited.append(self._idle)
        self._idle = []

    def send(self, request: HttpRequest, timeout: float, stop: Stop) -> HttpResponse | Failure:
        refuse_closed(self._closed)
        if stop.is_set():
            return Failure("interrupted", sent=False)
        try:
            # The last one in, so that few connections stay open where few are needed.
            handle = self._idle.pop()
        except IndexError:
            handle = _Handle()
        exchange = _Exchange(handle.curl)
        # Calls it at once if it is set already.
        stop.add(handle.break_off)
        try:
            exchange.prepare(request, timeout, self._place)
            handle.watch()
            handle.curl.perform()
            return exchange.answer()
        except Exception as error:  # noqa: BLE001 - whatever it is, its frames hold the key
            outcome = exchange.outcome(error, broken_off=handle.broken_off)
        finally:
            stop.discard(handle.break_off)
            self._give_back(handle)
        if isinstance(outcome, ConfigurationError):
            raise outcome
        return outcome

    def close(self) -> None:
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def _give_back(self, handle: _Handle) -> None:
        if self._closed or len(self._idle) >= KEPT_CONNECTIONS:
            handle.close()
        else:
            handle.clear()
            self._idle.append(handle)


class AsyncCurlTransport:
    """The same on the event loop that runs, through libcurl's multi interface."""

    def __init__(self, base_url: BaseUrl) -> None:
        self._place = _Place(base_url.is_local, base_url.is_plain_http)
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._multi: pycurl.AsyncCurlMulti | None = None
        renew_after_fork(self)

    def renew(self) -> None:
        inherited.append(self._multi)
        self._multi = None

    async def send(
        self,
        request: HttpRequest,
        timeout: float,  # noqa: ASYNC109 - the same interface as the blocking transport
    ) -> HttpResponse | Failure:
        multi = self._open()
        exchange = _Exchange(pycurl.Curl())
        try:
            exchange.prepare(request, timeout, self._place)
            await multi.perform(exchange.curl)
            return exchange.answer()
        except Exception as error:  # noqa: BLE001 - as above
            outcome = exchange.outcome(error, broken_off=False)
        if isinstance(outcome, ConfigurationError):
            raise outcome
        return outcome

    async def close(self) -> None:
        self._closed = True
        if self._multi is not None:
            await self._multi.aclose()

    def _open(self) -> pycurl.AsyncCurlMulti:
        import asyncio

        refuse_closed(self._closed)
        loop = asyncio.get_running_loop()
        # Connections live and die with the loop that they were made on.
        if self._multi is None or self._loop is not loop:
            proactor: type | None = getattr(asyncio, "ProactorEventLoop", None)
            if proactor is not None and isinstance(loop, proactor):
                raise ConfigurationError(
                    'transport="fast" needs an event loop that watches sockets: on Windows use '
                    "asyncio.SelectorEventLoop, or the default transport"
                )
            self._loop = loop
            self._multi = pycurl.AsyncCurlMulti()
            self._multi.setopt(pycurl.M_MAXCONNECTS, KEPT_CONNECTIONS)
            self._multi.setopt(pycurl.M_MAX_TOTAL_CONNECTIONS, MOST_CONNECTIONS)
        return self._multi


class _Place(NamedTuple):
    """What matters of a base URL, for each request anew."""

    local: bool
    plain_http: bool


class _Handle:
    """A handle of libcurl that another thread can wake.

    libcurl looks at a callback once a second only while it waits. So we keep a second descriptor of
    each of its sockets: shutting that down wakes it at once.
    """

    def __init__(self) -> None:
        self.curl = pycurl.Curl()
        self._sockets: dict[int, socket.socket] = {}
        self.broken_off = False

    def watch(self) -> None:
        self.curl.setopt(pycurl.SOCKOPTFUNCTION, self._opened)
        self.curl.setopt(pycurl.NOPROGRESS, 0)
        self.curl.setopt(pycurl.XFERINFOFUNCTION, self._ends)

    def break_off(self) -> None:
        """Called from another thread."""
        self.broken_off = True
        for own in list(self._sockets.values()):
            with suppress(OSError):
                own.shutdown(socket.SHUT_RDWR)

    def clear(self) -> None:
        # Connections outlive this, key and body do not.
        active: int = self.curl.getinfo(pycurl.ACTIVESOCKET)
        if active not in self._sockets or len(self._sockets) > 1:
            for descriptor in self._sockets.keys() - {active}:
                self._sockets.pop(descriptor).close()
        self.curl.reset()
        self.broken_off = False

    def close(self) -> None:
        self.curl.close()
        self.__del__()

    def __del__(self) -> None:
        # libcurl's own go with the handle.
        while self._sockets:
            self._sockets.popitem()[1].close()

    def _opened(self, descriptor: int, _purpose: int) -> int:
        if self.broken_off:
            return pycurl.SOCKOPT_ERROR
        if (before := self._sockets.pop(descriptor, None)) is not None:
            before.close()
        self._sockets[descriptor] = socket.fromfd(descriptor, socket.AF_INET, socket.SOCK_STREAM)
        return pycurl.SOCKOPT_OK

    def _ends(self, *_: float) -> bool:
        """Called now and then; before it runs, Python looks for a Ctrl-C."""
        return self.broken_off


class _Exchange:
    """One request on a handle, and what came of it."""

    __slots__ = ("_chunks", "_lines", "_sent", "curl")

    def __init__(self, curl: pycurl.Curl) -> None:
        self.curl = curl
        self._lines: list[bytes] = []
        self._chunks: list[bytes] = []
        self._sent = False

    def prepare(self, request: HttpRequest, timeout: float, place: _Place) -> None:
        curl = self.curl
        curl.setopt(pycurl.URL, request.url)
        curl.setopt(pycurl.PATH_AS_IS, 1)
        curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
        curl.setopt(pycurl.HTTPHEADER, _header_lines(request))
        curl.setopt(pycurl.ACCEPT_ENCODING, "gzip, deflate")
        curl.setopt(pycurl.HEADERFUNCTION, self._lines.append)
        curl.setopt(pycurl.WRITEFUNCTION, self._chunks.append)
        curl.setopt(pycurl.PREREQFUNCTION, self._sending)
        curl.setopt(pycurl.NOSIGNAL, 1)
        # 0 would mean no limit.
        milliseconds = math.ceil(timeout * 1000) or 1
        curl.setopt(pycurl.TIMEOUT_MS, min(milliseconds, LONGEST_TIMEOUT))
        curl.setopt(pycurl.CONNECTTIMEOUT_MS, min(milliseconds, CONNECT_TIMEOUT))
        if place.local:
            # An empty name, so that none of the environment's proxies sees what stays here.
            curl.setopt(pycurl.PROXY, "")
        if not place.plain_http:
            _trust(curl)
        _set_method(curl, request)

    def answer(self) -> HttpResponse | Failure:
        headers = self._headers()
        if headers is None:
            # libcurl takes a connection that closes among the header lines for an empty answer.
            return Failure("closed", self._sent)
        content = b"".join(self._chunks)
        self._chunks.clear()
        return HttpResponse(self.curl.getinfo(pycurl.RESPONSE_CODE), headers, content)

    def outcome(self, error: Exception, *, broken_off: bool) -> Failure | ConfigurationError:
        """What an error stands for. A `ConfigurationError` is to be raised."""
        headers = self._headers() or {}
        self._chunks.clear()
        if isinstance(error, ConfigurationError):
            return error.with_traceback(None)
        if broken_off:
            return Failure("interrupted", self._sent, headers=headers)
        if not isinstance(error, pycurl.error):
            return unsendable(type(error).__name__)
        code, said = int(error.args[0]), str(error.args[1:])
        if code == pycurl.E_OPERATION_TIMEDOUT:
            return Failure("timeout", self._sent, headers=headers)
        if self._sent:
            return Failure(_CLOSED.get(code, "protocol"), headers=headers)
        return self._never_left(code, said)

    def _never_left(  # noqa: PLR0911 - a table
        self, code: int, said: str
    ) -> Failure | ConfigurationError:
        if code == pycurl.E_SSL_CACERT_BADFILE:
            return unusable_authorities()
        if code == pycurl.E_COULDNT_RESOLVE_PROXY or "Unsupported proxy" in said:
            known = "Unsupported" not in said and "syntax" not in said
            return proxy_failure() if known else unusable_proxy()
        if code == pycurl.E_PEER_FAILED_VERIFICATION:
            # Without a fault of the chain it is the name that does not fit.
            verified = self.curl.getinfo(pycurl.SSL_VERIFYRESULT)
            return tls_failure("", verified or 62)
        if code in _TLS:
            return tls_failure(said)
        if self.curl.getinfo(pycurl.USED_PROXY):
            status: int = self.curl.getinfo(pycurl.HTTP_CONNECTCODE)
            return proxy_failure(status if status >= 300 else None)
        if code in (pycurl.E_URL_MALFORMAT, pycurl.E_UNSUPPORTED_PROTOCOL, _SETOPT):
            return unsendable("libcurl")
        refused = self.curl.getinfo(pycurl.OS_ERRNO) == errno.ECONNREFUSED
        if code == pycurl.E_COULDNT_CONNECT and refused:
            return Failure("refused", sent=False)
        return Failure(_BEFORE.get(code, "unreachable"), sent=False)

    def _headers(self) -> dict[str, str] | None:
        """The header fields of the answer, or None if they did not come to their end."""
        fields: list[tuple[bytes, bytes]] = []
        ended = False
        for line in self._lines:
            name, colon, value = line.partition(b":")
            if line.startswith(b"HTTP/"):
                # What came before was an interim answer, or a proxy's.
                fields.clear()
                ended = False
            elif colon:
                fields.append((name, value))
            else:
                ended = True
        return header_fields(fields) if ended else None

    def _sending(self, *_: object) -> int:
        """libcurl calls this when the connection stands, the last thing before the request."""
        # What a proxy said is not the provider's answer.
        self._lines.clear()
        self._sent = True
        return pycurl.PREREQFUNC_OK


_SETOPT = 48
"""CURLE_UNKNOWN_OPTION, and what pycurl raises for a value that it cannot pass on."""

_CLOSED: dict[int, Cause] = {
    pycurl.E_GOT_NOTHING: "closed",
    pycurl.E_PARTIAL_FILE: "closed",
    pycurl.E_RECV_ERROR: "closed",
    pycurl.E_SEND_ERROR: "closed",
}

_BEFORE: dict[int, Cause] = {pycurl.E_COULDNT_RESOLVE_HOST: "dns"}

_TLS = (pycurl.E_SSL_CONNECT_ERROR, pycurl.E_SSL_CERTPROBLEM, pycurl.E_SSL_CIPHER)


def _header_lines(request: HttpRequest) -> list[bytes]:
    # What libcurl would add of its own is left out: a line without a value says so.
    lines = [b"Expect:"]
    if "Content-Type" not in request.headers:
        lines.append(b"Content-Type:")
    # To send a header empty, libcurl wants a semicolon.
    lines += (name + (b": " + text if text else b";") for name, text in header_items(request))
    return lines


def _trust(curl: pycurl.Curl) -> None:
    """The authorities of the environment, else certifi's."""
    file, folder = authorities()
    if folder:
        curl.setopt(pycurl.CAPATH, folder)
        curl.unsetopt(pycurl.CAINFO)
        return
    curl.setopt(pycurl.CAINFO, file or certifi.where())
    curl.unsetopt(pycurl.CAPATH)


def _set_method(curl: pycurl.Curl, request: HttpRequest) -> None:
    method, content = request.method, request.content
    if method == "GET" and content is None:
        return
    if method == "HEAD":
        curl.setopt(pycurl.NOBODY, 1)
        return
    if content is not None or method in ("POST", "PUT", "PATCH"):
        curl.setopt(pycurl.POSTFIELDS, content or b"")
    curl.setopt(pycurl.CUSTOMREQUEST, method)
    curl.setopt(pycurl.FRESH_CONNECT, 1)
