from __future__ import annotations

import asyncio
import gc
import multiprocessing
import threading
import warnings
from collections.abc import Iterator
from multiprocessing.connection import Connection

import pytest

from brolly import AsyncInsureHero, InsureHero
from brolly_mock import MockServer, MockSettings, faults, serve


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with serve(MockSettings(policies=0, risk_items=3, claims=3)) as mock:
        yield mock


def test_a_client_works_on_both_sides_of_a_fork(server: MockServer) -> None:
    """A child gets its own connections and lock, whatever threads of the parent were doing."""
    shield = InsureHero(server.insurehero_key, base_url=server.url)
    shield.list_claims(from_=0, to=9)
    assert shield._tokens is not None
    shield._tokens._cache._token = None
    server.mock.faults.add(faults.latency(0.5), operation="authorize")
    busy = threading.Thread(target=shield.list_claims, kwargs={"from_": 0, "to": 9})
    busy.start()
    while shield._tokens._flight is None:
        pass
    shield._tokens._lock.acquire()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def child(pipe: Connection) -> None:
        pipe.send(len(shield.list_claims(from_=0, to=9).data))

    process = context.Process(target=child, args=(theirs,))
    with warnings.catch_warnings():
        # Forking while threads run is what this test is about.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    shield._tokens._lock.release()
    assert ours.poll(10)
    assert ours.recv() == 3
    process.join(10)
    busy.join(10)
    assert len(shield.list_claims(from_=0, to=9).data) == 3
    shield.close()
    ours.close()
    theirs.close()


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_a_client_works_on_loop_after_loop(server: MockServer) -> None:
    """An async client used on a second event loop makes its connections anew."""
    shield = AsyncInsureHero(server.insurehero_key, base_url=server.url)

    async def use(*, last: bool) -> int:
        page = await shield.list_claims(from_=0, to=9)
        if last:
            await shield.close()
        return len(page.data)

    assert [asyncio.run(use(last=last)) for last in (False, False, True)] == [3, 3, 3]
    # The first loops took their connections with them.
    gc.collect()
