"""Bytes out, bytes in, through libcurl: the extra `fast`.

libcurl sends a request again by itself where a connection that was open already breaks before the
first byte of an answer. That is right for a read; a write goes out on a new connection, where
libcurl does not.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable

import certifi
import pycurl

from ._fork import renew_after_fork
from ._stop import Stop
from ._transport import CONNECT_TIMEOUT as CONNECT_SECONDS, header_fields, refuse_closed
from ._wire import HttpRequest, HttpResponse
from .errors import ConnectError, TimeoutError, TransportError

Outcome = HttpResponse | type[TransportError]

CONNECT_TIMEOUT, LONGEST_TIMEOUT = int(CONNECT_SECONDS * 1000), 2**31 - 1
"""In milliseconds. libcurl on Windows takes none longer."""

KEPT_CONNECTIONS, MOST_CONNECTIONS = 20, 100
"""As many as httpx keeps and has by default."""

inherited: list[object] = []
"""What a forked child must not close: closing TLS would end the parent's connections."""


class FastTransport:
    """Sends through libcurl, with a handle and a connection for each call that runs at once."""

    def __init__(self) -> None:
        self._closed = False
        self._idle: list[pycurl.Curl] = []
        renew_after_fork(self)

    def renew(self) -> None:
        inherited.append(self._idle)
        self._idle = []

    def send(self, request: HttpRequest, timeout: float, stop: Stop) -> Outcome:
        refuse_closed(self._closed)
        if stop.is_set():
            return TransportError
        try:
            # The last one in, so that few connections stay open where few are needed.
            curl = self._idle.pop()
        except IndexError:
            curl = pycurl.Curl()
        answer = prepare(curl, request, timeout)
        curl.setopt(pycurl.NOPROGRESS, 0)
        curl.setopt(pycurl.XFERINFOFUNCTION, _heed_signals)
        try:
            curl.perform()
            return answer()
        except pycurl.error as error:
            return kind(curl, error)
        finally:
            self._give_back(curl)

    def close(self) -> None:
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def _give_back(self, curl: pycurl.Curl) -> None:
        # Connections outlive this, key and body do not.
        curl.reset()
        if self._closed or len(self._idle) >= KEPT_CONNECTIONS:
            curl.close()
        else:
            self._idle.append(curl)


def prepare(curl: pycurl.Curl, request: HttpRequest, timeout: float) -> Callable[[], Outcome]:
    """Make a handle ready to carry a request; what comes back reads the answer from it."""
    lines: list[bytes] = []
    chunks: list[bytes] = []
    curl.setopt(pycurl.URL, request.url)
    curl.setopt(pycurl.PATH_AS_IS, 1)
    curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
    curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
    curl.setopt(pycurl.HTTPHEADER, _header_lines(request))
    curl.setopt(pycurl.ACCEPT_ENCODING, "gzip, deflate")
    curl.setopt(pycurl.HEADERFUNCTION, lines.append)
    curl.setopt(pycurl.WRITEFUNCTION, chunks.append)
    curl.setopt(pycurl.NOSIGNAL, 1)
    # 0 would mean no limit.
    milliseconds = math.ceil(timeout * 1000) or 1
    curl.setopt(pycurl.TIMEOUT_MS, min(milliseconds, LONGEST_TIMEOUT))
    curl.setopt(pycurl.CONNECTTIMEOUT_MS, min(milliseconds, CONNECT_TIMEOUT))
    _trust(curl)
    _set_method(curl, request)
    return lambda: _answer(curl, lines, chunks)


def _header_lines(request: HttpRequest) -> list[str]:
    # What libcurl would add of its own is left out: a line without a value says so.
    lines = ["Expect:"]
    if request.credentials is not None:
        name, value = request.credentials
        lines.append(f"{name}: {value.reveal()}")
    if "Content-Type" not in request.headers:
        lines.append("Content-Type:")
    # To send a header empty, libcurl wants a semicolon.
    lines += (f"{name}: {text}" if text else f"{name};" for name, text in request.headers.items())
    return lines


def _trust(curl: pycurl.Curl) -> None:
    """The authorities that httpx trusts: those of the environment, else certifi's."""
    if file := os.environ.get("SSL_CERT_FILE"):
        curl.setopt(pycurl.CAINFO, file)
    elif folder := os.environ.get("SSL_CERT_DIR"):
        curl.setopt(pycurl.CAPATH, folder)
        curl.unsetopt(pycurl.CAINFO)
        return
    else:
        curl.setopt(pycurl.CAINFO, certifi.where())
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


def _answer(curl: pycurl.Curl, lines: list[bytes], chunks: list[bytes]) -> Outcome:
    fields: list[tuple[bytes, bytes]] = []
    ended = False
    for line in lines:
        name, colon, value = line.partition(b":")
        if line.startswith(b"HTTP/"):
            # What came before was an interim answer, or a proxy's.
            fields.clear()
            ended = False
        elif colon:
            fields.append((name, value))
        else:
            ended = True
    if not ended:
        # libcurl takes a connection that closes among the header lines for an empty answer.
        return TransportError
    content = b"".join(chunks)
    chunks.clear()
    return HttpResponse(curl.getinfo(pycurl.RESPONSE_CODE), header_fields(fields), content)


def kind(curl: pycurl.Curl, error: pycurl.error) -> type[TransportError]:
    if curl.getinfo(pycurl.REQUEST_SIZE) == 0:
        # Not a byte of the request has left.
        return ConnectError
    return TimeoutError if error.args[0] == pycurl.E_OPERATION_TIMEDOUT else TransportError


def _heed_signals(*_: float) -> None:
    """libcurl calls this now and then, and Python looks for a Ctrl-C before it runs."""
