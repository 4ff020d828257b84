"""The same through httpx's asynchronous client: a blocking one need not load asyncio."""

from __future__ import annotations

import asyncio
import builtins

import httpx

from ._transport import refuse_closed
from ._transport_httpx import NoCookies, answer, arguments, attempt, kind, verify
from ._wire import HttpRequest, HttpResponse
from .errors import TimeoutError, TransportError


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
            with attempt(timeout):
                async with (
                    asyncio.timeout(timeout),
                    client.stream(**arguments(request, timeout)) as response,
                ):
                    chunks = [chunk async for chunk in response.aiter_bytes()]
            return answer(response, chunks)
        except builtins.TimeoutError:
            return TimeoutError
        except (httpx.RequestError, httpx.InvalidURL) as error:
            return kind(error)

    async def close(self) -> None:
        self._closed = True
        if self._owned and self._client is not None:
            await self._client.aclose()

    def _open(self) -> httpx.AsyncClient:
        refuse_closed(self._closed)
        loop = asyncio.get_running_loop()
        # Connections live and die with the loop that they were made on.
        if self._client is None or (self._owned and self._loop is not loop):
            self._loop = loop
            self._client = httpx.AsyncClient(
                transport=self._transport,
                verify=verify(self._plain_http),
                cookies=NoCookies(),
            )
        return self._client
