from __future__ import annotations

import asyncio
import gzip
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from brolly import (
    BrollyError,
    ConnectError,
    ForeignOriginError,
    Kasko,
    TimeoutError,
    TransportError,
)
from brolly_mock import MockServer, MockSettings, faults, serve
from brolly_runtime import Request
from flavours import ASYNC, Flavour

KEY = "sk_test_mock"


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with serve(MockSettings(policies=30, claims=0, risk_items=0)) as mock:
        yield mock


WIRE: dict[str, tuple[Any, type[BrollyError]]] = {
    "reset before the headers": (faults.reset("start"), TransportError),
    "reset within the headers": (faults.reset("headers"), TransportError),
    "reset within the body": (faults.reset("body"), TransportError),
    "closed within the body": (faults.truncate(0.5), TransportError),
    "closed after the headers": (faults.truncate(0.0), TransportError),
    "not HTTP": (faults.raw(b"SSH-2.0-OpenSSH\r\n"), TransportError),
    "headers without end": (faults.raw(b"HTTP/1.1 200 OK\r\nX: y\r\n"), TransportError),
    "too little body": (
        faults.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}"),
        TransportError,
    ),
    "not gzip": (
        faults.raw(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n"
            b"Connection: close\r\n\r\n{}"
        ),
        TransportError,
    ),
    "late": (faults.latency(2.0), TimeoutError),
    "endless body": (faults.trickle(1, 0.05), TimeoutError),
    "endless headers": (
        faults.raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 170, pause=0.002),
        TimeoutError,
    ),
}


@pytest.mark.parametrize("fault", WIRE)
def test_the_wire_breaks(wire: Flavour, server: MockServer, fault: str) -> None:
    """Each way in which a connection breaks is a typed error, and the client works on after it."""
    effect, error = WIRE[fault]
    server.mock.faults.clear()
    kasko = wire.Kasko(KEY, base_url=server.url, timeout=0.4, max_retries=0)
    server.mock.faults.add(effect)
    with pytest.raises(error) as caught:
        wire.run(kasko.list_policies())
    assert type(caught.value) is error
    for _ in range(12):
        # More calls than a pool holds: a connection that was not given back would block.
        assert len(wire.run(kasko.list_policies()).embedded.item) == 20
    wire.run(kasko.close())


def test_truncated_gzip(flavour: Flavour) -> None:
    """A compressed body that ends too early is a broken transport, not a shorter list."""
    rows = b",".join(
        b'{"id": "%d", "updated_at": "2015-10-09T17:20:43+0000"}' % number for number in range(500)
    )
    content = gzip.compress(b'{"_embedded": {"item": [' + rows + b"]}}")
    for cut in (len(content) // 2, len(content) - 20):
        answer = httpx.Response(200, content=content[:cut], headers={"content-encoding": "gzip"})
        transport = httpx.MockTransport(lambda _, answer=answer: answer)
        kasko = flavour.Kasko(KEY, transport=transport, max_retries=0)
        with pytest.raises(TransportError):
            flavour.run(kasko.list_policies())


class Slow(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in time for each read, and late for all of them."""

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(40):
            time.sleep(0.02)
            yield b" "

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(40):
            await asyncio.sleep(0.02)
            yield b" "


def test_a_slow_body_from_any_transport(flavour: Flavour) -> None:
    """The total timeout holds for a transport of the user's own too."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=Slow()))
    kasko = flavour.Kasko(KEY, transport=transport, timeout=0.2, max_retries=0)
    with pytest.raises(TimeoutError):
        flavour.run(kasko.list_policies())


def test_a_client_of_the_users_own(flavour: Flavour, server: MockServer) -> None:
    """A client that a user hands in stays open, and neither signs nor redirects our calls."""
    server.mock.faults.clear()
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(302, headers={"location": "https://elsewhere.example/"})

    kind = httpx.AsyncClient if isinstance(flavour, ASYNC) else httpx.Client
    theirs: Any = kind(
        auth=("their", "password"), follow_redirects=True, transport=httpx.MockTransport(answer)
    )
    kasko = flavour.Kasko(KEY, http_client=theirs)
    with pytest.raises(ForeignOriginError):
        flavour.run(kasko.list_policies())
    flavour.run(kasko.close())
    assert not theirs.is_closed
    (request,) = sent
    assert request.headers["authorization"] == "Basic c2tfdGVzdF9tb2NrOg=="


def test_a_connection_of_the_users_own(server: MockServer) -> None:
    """The total timeout ends our calls on a user's connections, and theirs are left alone."""
    server.mock.faults.clear()
    with httpx.Client() as theirs:
        kasko = Kasko(KEY, base_url=server.url, max_retries=0, http_client=theirs)
        kasko.list_policies()
        with pytest.raises(TimeoutError):
            # Over before the first byte on the connection that is there already.
            kasko.with_options(timeout=1e-9).list_policies()
        kasko.list_policies()
        assert theirs.get(server.url).status_code == 200


def test_no_one_listens(wire: Flavour) -> None:
    """A refused connection is a `ConnectError` that says so, for reads and writes alike."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kasko = wire.Kasko(KEY, base_url=f"http://127.0.0.1:{port}", max_retries=0)
    for call in (kasko.list_policies, lambda: kasko.send(write())):
        with pytest.raises(ConnectError, match="base URL"):
            wire.run(call())
    wire.run(kasko.close())


def test_a_write_takes_effect_once(wire: Flavour) -> None:
    """A provider that acts on a write and then drops the connection has acted once."""
    with acting_then_dropping() as (port, effects):
        kasko = wire.Kasko(KEY, base_url=f"http://127.0.0.1:{port}", timeout=2)
        with pytest.raises(TransportError):
            wire.run(kasko.send(write()))
        wire.run(kasko.close())
    assert effects == [b"POST /things HTTP/1.1"]


@contextmanager
def acting_then_dropping() -> Iterator[tuple[int, list[bytes]]]:
    """A server that reads each request in full, notes it, and closes without a word."""
    effects: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        stop = threading.Event()

        def act() -> None:
            while not stop.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    continue
                with connection:
                    head = connection.recv(65536)
                    if not head.endswith(b"{}"):
                        head += connection.recv(65536)
                    effects.append(head.split(b"\r\n", 1)[0])

        thread = threading.Thread(target=act)
        thread.start()
        try:
            yield listener.getsockname()[1], effects
        finally:
            stop.set()
            thread.join(5)


def write() -> Request[None]:
    return Request(
        operation="create_thing",
        method="POST",
        template="/things",
        path="/things",
        headers={"Content-Type": "application/json"},
        returns={},
        errors={},
        content=b"{}",
    )
