"""A libcurl handle for sequential requests, and its callbacks."""

from __future__ import annotations

import errno
import math
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import certifi
import pycurl

from .._core.wire import BaseUrl, Failure, HttpRequest, HttpResponse
from ..errors import ConfigurationError
from . import protocol

CONNECT_TIMEOUT, LONGEST_TIMEOUT = int(protocol.CONNECT_TIMEOUT * 1000), 2**31 - 1
"""In milliseconds. libcurl on Windows takes none longer."""

BUFFER_SIZE = 64 * 1024
"""In bytes: a page of a hundred policies at once."""


class _Events:
    """Callbacks of libcurl and the data that they collect.

    It has no reference to its handle. Without a reference cycle, an unclosed handle is freed at
    once with its sockets.
    """

    __slots__ = ("broken_off", "chunks", "full", "lines", "opened", "sent", "sockets")

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.chunks: list[bytes] = []
        self.sent = False
        self.broken_off = False
        self.opened = False
        self.full = False
        self.sockets: dict[int, socket.socket] = {}

    def on_sending(self, *_: object) -> int:
        """Called when the connection is ready, before the request is sent."""
        # Drop the response of a proxy.
        self.lines.clear()
        self.sent = True
        return pycurl.PREREQFUNC_OK

    def on_socket(self, descriptor: int, _purpose: int) -> int:
        if self.broken_off:
            return pycurl.SOCKOPT_ERROR
        self.opened = True
        if (before := self.sockets.pop(descriptor, None)) is not None:
            before.close()
        try:
            own = socket.fromfd(descriptor, socket.AF_INET, socket.SOCK_STREAM)
        except OSError:
            self.full = True
            return pycurl.SOCKOPT_ERROR
        self.sockets[descriptor] = own
        return pycurl.SOCKOPT_OK

    def on_progress(self, *_: float) -> bool:
        """Called regularly, so that Python can handle Ctrl-C."""
        return self.broken_off

    def clear(self) -> None:
        self.lines.clear()
        self.chunks.clear()
        self.sent = self.broken_off = self.opened = self.full = False

    def close(self, but: int = -1) -> None:
        """Close our duplicate descriptors, except that of `but`."""
        for descriptor in self.sockets.keys() - {but}:
            self.sockets.pop(descriptor).close()


class Handle:
    """A libcurl handle for sequential requests.

    Another thread can abort its request. While waiting, libcurl calls the progress callback only
    once a second. So we duplicate each socket: a shutdown of the duplicate wakes it at once.
    """

    def __init__(self, base_url: BaseUrl, *, wakes: bool = False) -> None:
        self.curl = pycurl.Curl()
        self._local = base_url.is_local
        self._plain_http = base_url.is_plain_http
        self._wakes = wakes
        self._events = _Events()
        # Reentrant, as a signal handler that closes the client may acquire it again.
        self._of_one_request = threading.RLock()
        self._request = object()
        # Whether the last request was a plain read that received a response.
        self._plain = False
        self._set_up()

    def _set_up(self) -> None:
        """Set the options that all requests share."""
        curl, events = self.curl, self._events
        curl.setopt(pycurl.PATH_AS_IS, 1)
        curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
        curl.setopt(pycurl.ACCEPT_ENCODING, "gzip, deflate")
        curl.setopt(pycurl.HEADERFUNCTION, events.lines.append)
        curl.setopt(pycurl.WRITEFUNCTION, events.chunks.append)
        curl.setopt(pycurl.PREREQFUNCTION, events.on_sending)
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.BUFFERSIZE, BUFFER_SIZE)
        if self._local:
            # Disable proxies of the environment for requests to this machine.
            curl.setopt(pycurl.PROXY, "")
        if self._wakes:
            curl.setopt(pycurl.SOCKOPTFUNCTION, events.on_socket)
            curl.setopt(pycurl.NOPROGRESS, 0)
            curl.setopt(pycurl.XFERINFOFUNCTION, events.on_progress)

    def prepare(self, request: HttpRequest, timeout: float) -> None:
        curl = self.curl
        curl.setopt(pycurl.URL, request.url)
        curl.setopt(pycurl.HTTPHEADER, _header_lines(request))
        # 0 would mean no timeout.
        milliseconds = math.ceil(timeout * 1000) or 1
        curl.setopt(pycurl.TIMEOUT_MS, min(milliseconds, LONGEST_TIMEOUT))
        curl.setopt(pycurl.CONNECTTIMEOUT_MS, min(milliseconds, CONNECT_TIMEOUT))
        if not self._plain_http:
            _trust(curl)
        self._plain = False
        self._reads = _set_method(curl, request)

    def breaking_off(self) -> Callable[[], None]:
        """Return a function that aborts only the current request, from another thread."""
        request = self._request

        def break_off() -> None:
            with self._of_one_request:
                if self._request is not request:
                    return
                self._events.broken_off = True
                for own in list(self._events.sockets.values()):
                    with suppress(OSError):
                        own.shutdown(socket.SHUT_RDWR)

        return break_off

    def clear(self) -> None:
        """Forget the request with its key and body, but keep connections."""
        with self._of_one_request:
            self._request = object()
        events = self._events
        if events.opened or not self._plain:
            # Getting the active socket costs a system call. If the provider closes it later, the
            # next request notices.
            active: int = self.curl.getinfo(pycurl.ACTIVESOCKET)
            events.close(but=active)
        if self._plain:
            self.curl.unsetopt(pycurl.HTTPHEADER)
        else:
            self.curl.reset()
            self._set_up()
        events.clear()

    def close(self) -> None:
        self.curl.close()
        self._events.close()

    def __del__(self) -> None:
        # libcurl closes its own descriptors with the handle.
        self._events.close()

    def answer(self) -> HttpResponse | Failure:
        headers = self._headers()
        if headers is None:
            # libcurl treats a connection that closes within the header as an empty response.
            return Failure("closed", self._events.sent)
        self._plain = self._reads
        content = b"".join(self._events.chunks)
        # Free the chunks first: the content is a second copy of them.
        self._events.chunks.clear()
        return HttpResponse(self.curl.getinfo(pycurl.RESPONSE_CODE), headers, content)

    def outcome(  # noqa: PLR0911 - a table
        self, error: Exception
    ) -> Failure | ConfigurationError:
        """Convert an error to a result. The caller must raise a `ConfigurationError`."""
        headers, sent = self._headers() or {}, self._events.sent
        if isinstance(error, ConfigurationError):
            return error.with_traceback(None)
        if self._events.broken_off:
            return Failure("interrupted", sent, headers=headers)
        # Without an error number, libcurl could not start the request.
        numbered = isinstance(error, pycurl.error) and isinstance(error.args[0], int)
        if isinstance(error, OSError | pycurl.error) and not numbered:
            return protocol.no_socket()
        if not numbered:
            return protocol.unsendable(type(error).__name__)
        code, said = int(error.args[0]), str(error.args[1:])
        if not sent and self._is_full(code):
            return protocol.no_socket()
        if code == pycurl.E_OPERATION_TIMEDOUT:
            if self._proxied and not sent:
                return protocol.proxy_failure("timeout")
            return Failure("timeout", sent, headers=headers)
        if sent:
            return Failure("closed" if code in _CLOSED else "protocol", headers=headers)
        return self._never_left(code, said)

    def _never_left(  # noqa: PLR0911 - a table
        self, code: int, said: str
    ) -> Failure | ConfigurationError:
        if code == pycurl.E_SSL_CACERT_BADFILE:
            return protocol.unusable_authorities()
        unknown, unsupported = code == pycurl.E_COULDNT_RESOLVE_PROXY, "Unsupported proxy" in said
        if unsupported or ((unknown or self._proxied) and protocol.proxy_is_impossible()):
            return protocol.unusable_proxy()
        if unknown:
            return protocol.proxy_failure("dns")
        refused = self.curl.getinfo(pycurl.OS_ERRNO) == errno.ECONNREFUSED
        refused = refused and code == pycurl.E_COULDNT_CONNECT
        status: int = self.curl.getinfo(pycurl.HTTP_CONNECTCODE)
        if self._proxied and not 200 <= status < 300:
            secure = code == pycurl.E_PEER_FAILED_VERIFICATION or code in _TLS
            fault: protocol.ProxyFault = "tls" if secure else "refused" if refused else "answer"
            return protocol.proxy_failure(fault, status if status >= 300 else None)
        if code == pycurl.E_PEER_FAILED_VERIFICATION:
            # If the chain is valid, the host name does not match.
            verified: int = self.curl.getinfo(pycurl.SSL_VERIFYRESULT)
            return protocol.tls_failure("", verified if verified > 1 else 62)
        if code in _TLS:
            return protocol.tls_failure(said)
        if self._proxied:
            return protocol.proxy_failure("answer")
        if code in (pycurl.E_URL_MALFORMAT, pycurl.E_UNSUPPORTED_PROTOCOL, _SETOPT):
            return protocol.unsendable("libcurl")
        if refused:
            return Failure("refused", sent=False)
        no_address = code == pycurl.E_COULDNT_RESOLVE_HOST
        return Failure("dns" if no_address else "unreachable", sent=False)

    def _is_full(self, code: int) -> bool:
        """Whether the socket limit was reached. libcurl has no error code for this."""
        if code == pycurl.E_OPERATION_TIMEDOUT:
            return False
        return self._events.full or code == pycurl.E_OUT_OF_MEMORY or not _may_open()

    @property
    def _proxied(self) -> bool:
        return bool(self.curl.getinfo(pycurl.USED_PROXY))

    def _headers(self) -> dict[str, str] | None:
        """Return the header fields of the response, or None if they are incomplete."""
        fields: list[tuple[bytes, bytes]] = []
        ended = False
        for line in self._events.lines:
            name, colon, value = line.partition(b":")
            if line.startswith(b"HTTP/"):
                # Drop an interim response or that of a proxy.
                fields.clear()
                ended = False
            elif colon:
                fields.append((name, value))
            else:
                ended = True
        return protocol.header_fields(fields) if ended else None


_SETOPT = 48
"""CURLE_UNKNOWN_OPTION, and what pycurl raises for a value that it cannot pass on."""

_CLOSED = (
    pycurl.E_GOT_NOTHING,
    pycurl.E_PARTIAL_FILE,
    pycurl.E_RECV_ERROR,
    pycurl.E_SEND_ERROR,
)

_TLS = (pycurl.E_SSL_CONNECT_ERROR, pycurl.E_SSL_CERTPROBLEM, pycurl.E_SSL_CIPHER)


def _may_open() -> bool:
    """Whether this process can open another socket."""
    try:
        socket.socket().close()
    except OSError:
        return False
    return True


def _header_lines(request: HttpRequest) -> list[bytes]:
    # A line without a value removes a header that libcurl would add.
    lines = [b"Expect:"]
    if "Content-Type" not in request.headers:
        lines.append(b"Content-Type:")
    # libcurl needs a semicolon to send an empty header.
    lines += (
        name + (b": " + text if text else b";") for name, text in protocol.header_items(request)
    )
    return lines


def _trust(curl: pycurl.Curl) -> None:
    """Trust the environment's authorities, else certifi's, for the provider and a proxy."""
    file, folder = protocol.authorities()
    for its_file, its_folder in (
        (pycurl.CAINFO, pycurl.CAPATH),
        (pycurl.PROXY_CAINFO, pycurl.PROXY_CAPATH),
    ):
        if folder:
            curl.setopt(its_folder, folder)
            curl.unsetopt(its_file)
        else:
            curl.setopt(its_file, file or certifi.where())
            curl.unsetopt(its_folder)


def _set_method(curl: pycurl.Curl, request: HttpRequest) -> bool:
    """Set the method. Returns whether it is a read, which needs no reset afterwards."""
    method, content = request.method, request.content
    if method == "GET" and content is None:
        return True
    if method == "HEAD":
        curl.setopt(pycurl.NOBODY, 1)
        return False
    if content is not None or method in ("POST", "PUT", "PATCH"):
        curl.setopt(pycurl.POSTFIELDS, content or b"")
    curl.setopt(pycurl.CUSTOMREQUEST, method)
    curl.setopt(pycurl.FRESH_CONNECT, 1)
    return False
