"""Transports that use libcurl: the extra `fast`.

Some behaviour of libcurl needs a workaround:

* It retries a request if a reused connection breaks before the first byte of the response. This is
  safe for a read. A write uses a new connection, on which libcurl does not retry.
* It treats a connection that closes within the header as an empty response. So a response counts
  only after the blank line that ends the header.
* Closing a handle in a forked child would end the TLS session of the parent. So the child keeps
  inherited handles open but unused.
* It calls its progress callback once a second. So `break_off` shuts down a copy of the socket.

On Windows the asyncio transport needs a selector event loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pycurl

from .._core.stop import Stop
from .._core.wire import BaseUrl, Failure, HttpRequest, HttpResponse
from ..errors import ConfigurationError
from .fork import renew_after_fork
from .handle import Handle
from .protocol import refuse_closed

if TYPE_CHECKING:
    import asyncio

KEPT_CONNECTIONS, MOST_CONNECTIONS = 20, 100
"""As many as httpx keeps and has by default."""

inherited: list[object] = []
"""What a forked child must not close: closing TLS would end the parent's connections."""


class CurlTransport:
    """Sends through libcurl, with one handle and connection per concurrent call."""

    def __init__(self, base_url: BaseUrl) -> None:
        self._base_url = base_url
        self._closed = False
        self._idle: list[Handle] = []
        renew_after_fork(self)

    def renew(self) -> None:
        inherited.append(self._idle)
        self._idle = []

    def send(self, request: HttpRequest, timeout: float, stop: Stop) -> HttpResponse | Failure:
        refuse_closed(self._closed)
        if stop.is_set():
            return Failure("interrupted", sent=False)
        try:
            # Reuse the most recent handle, so that no more connections stay open than needed.
            handle = self._idle.pop()
        except IndexError:
            handle = Handle(self._base_url, wakes=True)
        break_off = handle.breaking_off()
        # If `stop` is already set, this calls `break_off` immediately.
        stop.add(break_off)
        try:
            handle.prepare(request, timeout)
            handle.curl.perform()
            return handle.answer()
        except Exception as error:  # noqa: BLE001 - whatever it is, its frames hold the key
            outcome = handle.outcome(error)
        finally:
            stop.discard(break_off)
            if self._closed or len(self._idle) >= KEPT_CONNECTIONS:
                handle.close()
            else:
                handle.clear()
                self._idle.append(handle)
        if isinstance(outcome, ConfigurationError):
            raise outcome
        return outcome

    def close(self) -> None:
        self._closed = True
        while self._idle:
            self._idle.pop().close()


class AsyncCurlTransport:
    """Sends on the running event loop, through libcurl's multi interface."""

    def __init__(self, base_url: BaseUrl) -> None:
        self._base_url = base_url
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._multi: pycurl.AsyncCurlMulti | None = None
        self._idle: list[Handle] = []
        renew_after_fork(self)

    def renew(self) -> None:
        inherited.append((self._multi, self._idle))
        self._multi = None
        self._idle = []

    async def send(
        self,
        request: HttpRequest,
        timeout: float,  # noqa: ASYNC109 - the same interface as the blocking transport
    ) -> HttpResponse | Failure:
        handle = self._idle.pop() if self._idle else Handle(self._base_url)
        try:
            multi = self._open()
            handle.prepare(request, timeout)
            await multi.perform(handle.curl)
            answer = handle.answer()
        except Exception as error:  # noqa: BLE001 - as above
            outcome = handle.outcome(error)
        else:
            # After a failure or cancellation a handle may still be in the multi handle.
            if len(self._idle) < KEPT_CONNECTIONS:
                handle.clear()
                self._idle.append(handle)
            return answer
        if isinstance(outcome, ConfigurationError):
            raise outcome
        return outcome

    async def close(self) -> None:
        self._closed = True
        self._idle.clear()
        if self._multi is not None:
            await self._multi.aclose()

    def _open(self) -> pycurl.AsyncCurlMulti:
        import asyncio

        refuse_closed(self._closed)
        loop = asyncio.get_running_loop()
        # A connection can be used only on the event loop that created it.
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
            self._idle = []
        return self._multi
