from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import socket
import threading
import warnings
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

import pytest

from brolly import ResponseValidationError, TransportError
from brolly_mock import MockServer, MockSettings, faults, serve
from flavours import ASYNC, FAST, FAST_ASYNC, SYNC, Flavour
from raw_server import head_of, talking, until_closed


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with serve(MockSettings(policies=0, risk_items=3, claims=3)) as mock:
        yield mock


@pytest.mark.parametrize("kind", [SYNC, FAST])
def test_a_client_works_on_both_sides_of_a_fork(server: MockServer, kind: type[Flavour]) -> None:
    """A child gets its own connections and lock, whatever threads of the parent were doing."""
    shield = kind.InsureHero(server.insurehero_key, base_url=server.url)
    shield.list_claims(from_=0, to=9)
    tokens = shield._pipeline.tokens["accessToken"][0]
    tokens._token = None
    server.mock.faults.add(faults.latency(0.5), operation="authorize")
    busy = threading.Thread(target=shield.list_claims, kwargs={"from_": 0, "to": 9})
    busy.start()
    while tokens._flight is None:
        pass
    tokens._lock.acquire()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def child(pipe: Connection) -> None:
        pipe.send(len(shield.list_claims(from_=0, to=9).data))

    process = context.Process(target=child, args=(theirs,))
    with warnings.catch_warnings():
        # Forking while threads run is what this test is about.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    tokens._lock.release()
    assert ours.poll(10)
    assert ours.recv() == 3
    process.join(10)
    busy.join(10)
    assert len(shield.list_claims(from_=0, to=9).data) == 3
    shield.close()
    ours.close()
    theirs.close()


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"]
)
def test_no_connection_is_kept_that_has_no_use(wire: Flavour, said: bytes) -> None:
    """After a timeout, and where the provider wants it, both ends of a connection are closed."""
    gone = threading.Event()

    def talk(connection: socket.socket) -> None:
        head_of(connection)
        connection.sendall(said)
        until_closed(connection)
        gone.set()

    with talking(talk) as port:
        options: dict[str, Any] = {"timeout": 0.3, "max_retries": 0}
        kasko = wire.Kasko("sk_test_x", base_url=f"http://127.0.0.1:{port}", **options)
        with suppress(TransportError, ResponseValidationError):
            wire.run(kasko.get_policy("p1"))
        # The client is still there.
        assert gone.wait(2)
        wire.run(kasko.close())


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.parametrize("kind", [ASYNC, FAST_ASYNC])
def test_a_client_works_on_loop_after_loop(server: MockServer, kind: type[ASYNC]) -> None:
    """An async client used on a second event loop makes its connections anew, in a fork too."""
    shield = kind.InsureHero(server.insurehero_key, base_url=server.url)

    async def use(*, last: bool) -> int:
        page = await shield.list_claims(from_=0, to=9)
        if last:
            await shield.close()
        return len(page.data)

    assert [asyncio.run(use(last=last)) for last in (False, False)] == [3, 3]
    child = multiprocessing.get_context("fork").Process(
        target=lambda: os._exit(asyncio.run(use(last=True)))
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child.start()
    child.join(10)
    assert child.exitcode == 3
    assert asyncio.run(use(last=True)) == 3
    # The first loops took their connections with them.
    gc.collect()
