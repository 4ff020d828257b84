"""What carries bytes out and in: the promises of every transport.

`timeout` bounds the whole attempt; redirects, cookies and credentials are none of a transport's
business; certificates are verified; an answer that ends early is a failure; nothing of a call
reaches a log. A failure is handed back as the class of `TransportError` that fits, not raised: the
exceptions of HTTP libraries and the frames behind them hold the request with its credentials.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from ._stop import Stop
from ._wire import HttpRequest, HttpResponse
from .errors import ConfigurationError, TransportError

CONNECT_TIMEOUT = 5.0


class Transport(Protocol):
    """Carries one attempt at a time for each thread.

    `send` gives the answer or the kind of failure, and `ConnectError` only if nothing was sent.
    After `close` it raises `ConfigurationError`. Once `stop` is set it breaks the attempt off.
    """

    def send(
        self, request: HttpRequest, timeout: float, stop: Stop
    ) -> HttpResponse | type[TransportError]: ...
    def close(self) -> None: ...


class AsyncTransport(Protocol):
    """Carries any number of attempts on an asyncio event loop, in the same way."""

    async def send(
        self,
        request: HttpRequest,
        timeout: float,  # noqa: ASYNC109 - the same interface as the blocking transport
    ) -> HttpResponse | type[TransportError]: ...
    async def close(self) -> None: ...


def header_fields(fields: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Header fields by name in lower case; the values of one that came twice are joined."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in fields:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1").strip()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def refuse_closed(closed: bool) -> None:
    if closed:
        raise ConfigurationError("this client is closed; make a new one")
