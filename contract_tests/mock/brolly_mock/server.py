"""Serve the mock on a port, for other processes or for tests of real connections."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from threading import Thread
from time import monotonic, sleep, time
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from .app import CONNECTION, Mock, create_app
from .clock import Clock
from .settings import MockSettings

_LOOPBACK = "127.0.0.1"
_START_SECONDS = 10.0


class MockServer:
    """A mock that serves on a loopback port; `serve` makes it."""

    def __init__(self, mock: Mock, url: str) -> None:
        self.mock = mock
        """The mock behind the port: its store, tokens, faults and call counts."""
        self.url = url
        """Origin of the server, such as `http://127.0.0.1:40123`."""

    @property
    def kasko_url(self) -> str:
        """Base URL for a KASKO client."""
        return self.url

    @property
    def insurehero_url(self) -> str:
        """Base URL for an InsureHero client."""
        return self.url

    @property
    def kasko_key(self) -> str:
        """The TEST key that reads the policies."""
        return self.mock.settings.kasko_key

    @property
    def insurehero_key(self) -> str:
        """The key that authorize takes."""
        return self.mock.settings.insurehero_key

    @property
    def insurehero_channel_key(self) -> str:
        """The key that the channel part's authorize takes."""
        return self.mock.settings.insurehero_channel_key

    @property
    def settings(self) -> MockSettings:
        """The settings of the mock."""
        return self.mock.settings


@contextmanager
def serve(
    settings: MockSettings | None = None,
    *,
    clock: Clock = time,
    host: str = _LOOPBACK,
    port: int = 0,
) -> Generator[MockServer]:
    """Serve a fresh mock in a thread, for the length of a `with` block.

    Args:
        settings: As for `create_app`.
        clock: As for `create_app`.
        host: Address to listen on. Anyone who reaches it can read the mock's data.
        port: Port to listen on; 0 picks a free one.

    Raises:
        OSError: The port is in use.
        RuntimeError: The server did not start.
    """
    with (
        closing(_listener(host, port)) as listener,
        closing(create_app(settings, clock=clock)) as mock,
    ):
        # Logging stays as the test has set it up; what is said there is a fault of the mock's own.
        config = uvicorn.Config(mock, log_config=None, log_level="error", **_PROTOCOL)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            _await_start(server, thread)
            name = f"[{host}]" if ":" in host else host
            yield MockServer(mock, f"http://{name}:{listener.getsockname()[1]}")
        finally:
            # Without force it would wait for clients with open connections.
            server.should_exit = server.force_exit = True
            thread.join()


def run(host: str = _LOOPBACK, port: int = 8080, settings: MockSettings | None = None) -> None:
    """Serve a mock until it is interrupted. Anyone who reaches `host` can read the mock's data."""
    with closing(create_app(settings)) as mock, suppress(KeyboardInterrupt):
        uvicorn.Server(uvicorn.Config(mock, host=host, port=port, **_PROTOCOL)).run()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns off Nagle's delay only for sockets that name their protocol.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


def _await_start(server: uvicorn.Server, thread: Thread) -> None:
    deadline = monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or monotonic() > deadline:
            raise RuntimeError("the mock server did not start")
        sleep(0.005)


def _lending(app: ASGIApp, connection: _SocketConnection) -> ASGIApp:
    async def lend(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("extensions", {})[CONNECTION] = connection
        await app(scope, receive, send)
        if connection.closed:
            # Until uvicorn knows of it, it would answer in the application's place.
            while (await receive())["type"] != "http.disconnect":
                pass

    return lend


class _SocketConnection:
    """A client's TCP connection."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self.closed = False

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def write(self, data: bytes) -> None:
        self._transport.write(data)

    async def close(self, *, reset: bool) -> None:
        self.closed = True
        if not reset:
            self._transport.close()
            return
        peer: socket.socket = self._transport.get_extra_info("socket")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()


class _Protocol(H11Protocol):
    """uvicorn's HTTP/1.1 protocol, lending its connection to the application."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app = _lending(self.app, _SocketConnection(transport))


_PROTOCOL: dict[str, Any] = {
    "http": _Protocol,
    "ws": "none",
    "lifespan": "off",
    "proxy_headers": False,
}
