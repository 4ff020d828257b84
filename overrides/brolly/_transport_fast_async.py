"""The same on an event loop, through libcurl's multi interface as pycurl drives it."""

from __future__ import annotations

import asyncio

import pycurl

from ._fork import renew_after_fork
from ._transport import refuse_closed
from ._transport_fast import KEPT_CONNECTIONS, MOST_CONNECTIONS, Outcome, inherited, kind, prepare
from ._wire import HttpRequest
from .errors import ConfigurationError


class AsyncFastTransport:
    """Sends through libcurl on the event loop that runs."""

    def __init__(self) -> None:
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
    ) -> Outcome:
        multi = self._open()
        curl = pycurl.Curl()
        answer = prepare(curl, request, timeout)
        try:
            await multi.perform(curl)
            return answer()
        except pycurl.error as error:
            return kind(curl, error)

    async def close(self) -> None:
        self._closed = True
        if self._multi is not None:
            await self._multi.aclose()

    def _open(self) -> pycurl.AsyncCurlMulti:
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
