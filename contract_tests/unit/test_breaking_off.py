"""How an attempt ends from this side: broken off by another thread, or by its deadline."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from unittest.mock import Mock

import httpx
import pytest
import trustme

from brolly._core.stop import Stop
from brolly._core.wire import BaseUrl, Failure, HttpRequest, HttpResponse
from brolly._http.choice import transport_for
from raw_server import (
    Talk,
    answer,
    deaf,
    encrypted,
    request_of,
    says,
    talking,
    until_closed,
    unused,
)

AUTHORITY = trustme.CA()
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"


def drips(connection: Any) -> None:
    says(HALF)(connection)
    for _ in range(200):
        connection.sendall(b" ")
        time.sleep(0.02)


def local(talk: Talk, scheme: str = "http") -> Callable[[ExitStack], str]:
    return lambda stack: f"{scheme}://localhost:{stack.enter_context(talking(talk))}"


WAITS: dict[str, tuple[Callable[[ExitStack], str], bool]] = {
    "connecting": (lambda stack: f"http://127.0.0.1:{stack.enter_context(deaf())}", False),
    "in the handshake": (local(until_closed, "https"), False),
    "for an answer": (local(until_closed), True),
    "for an answer over TLS": (
        local(encrypted(until_closed, AUTHORITY.issue_cert("localhost")), "https"),
        True,
    ),
    "for the rest of a body": (local(says(HALF, then=until_closed)), True),
    "with a slow body": (local(drips), True),
}
"""What is waited for, and whether the request has left by then."""


@pytest.fixture(params=["httpx2", "fast", "httpx"])
def make(request: pytest.FixtureRequest, tmp_path: Any, monkeypatch: Any) -> Any:
    AUTHORITY.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    closing = ExitStack()

    def transport(url: str) -> Any:
        client = closing.enter_context(httpx.Client()) if request.param == "httpx" else None
        made = transport_for(
            client,
            "fast" if request.param == "fast" else None,
            base_url=BaseUrl.parse(url, source="X"),
        )
        closing.callback(made.close)
        return made

    with closing:
        transport.name = request.param  # type: ignore[attr-defined]
        yield transport


def ask(url: str) -> HttpRequest:
    return HttpRequest("POST", f"{url}/things", {"Content-Type": "a/b"}, b"{}", None)


def read(url: str) -> HttpRequest:
    """A request that may use a connection again, over libcurl too."""
    return HttpRequest("GET", f"{url}/things", {}, None, None)


@pytest.mark.parametrize("wait", WAITS)
def test_broken_off(make: Any, wait: str) -> None:
    """A stop from another thread ends an attempt at once, whatever it waits for."""
    start, sent = WAITS[wait]
    if make.name == "httpx" and wait == "connecting":
        pytest.skip("no hook of httpx reaches a client of the caller's while it connects")
    with ExitStack() as stack:
        url = start(stack)
        transport = make(url)
        stop = Stop()
        stopped: list[float] = []

        def set_it() -> None:
            stopped.append(time.monotonic())
            stop.set()

        threading.Timer(0.15, set_it).start()
        outcome = transport.send(ask(url), 10.0, stop)
        late = time.monotonic() - stopped[0]
        transport.close()
    assert isinstance(outcome, Failure)
    assert (outcome.cause, outcome.sent) == ("interrupted", sent)
    assert late < 0.2


def test_nothing_begins_after_a_stop(make: Any) -> None:
    """What is stopped already sends nothing, and the transport works on with another stop."""
    got: list[bytes] = []

    def talk(connection: Any) -> None:
        got.append(request_of(connection))
        connection.sendall(answer(b"{}", b"Connection: close\r\n"))

    with talking(talk) as port:
        url = f"http://127.0.0.1:{port}"
        transport = make(url)
        stop = Stop()
        stop.set()
        assert transport.send(ask(url), 5.0, stop) == Failure("interrupted", sent=False)
        assert got == []
        assert isinstance(transport.send(ask(url), 5.0, Stop()), HttpResponse)
        assert len(got) == 1
        transport.close()


class LateStop(Stop):
    """One that calls what was to be broken off when it has ended already."""

    def discard(self, callback: Callable[[], object]) -> None:
        pass


def test_a_late_stop_breaks_off_nothing_else(make: Any) -> None:
    """A stop that comes after its request has ended leaves the next one alone, before it begins and
    while it waits on the same connection."""
    late = LateStop(), LateStop()

    def talk(connection: Any) -> None:
        for _ in range(2):
            request_of(connection)
            connection.sendall(answer(b"{}"))
        request_of(connection)
        late[1].set()
        connection.sendall(answer(b"{}"))

    with talking(talk) as port:
        url = f"http://127.0.0.1:{port}"
        transport = make(url)
        assert isinstance(transport.send(read(url), 5.0, late[0]), HttpResponse)
        late[0].set()
        assert isinstance(transport.send(read(url), 5.0, late[1]), HttpResponse)
        assert isinstance(transport.send(read(url), 5.0, Stop()), HttpResponse)
        transport.close()


@pytest.mark.parametrize("cause", ["timeout", "interrupted", "dns"])
def test_a_look_up_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, cause: str) -> None:
    """A name server that does not answer holds nobody longer than the attempt may take, nor after
    a stop; what it says in time counts."""
    over = threading.Event()

    def look_up(*_: object, **__: object) -> Any:
        over.wait(5)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    url = "http://localhost:1"
    transport = transport_for(None, None, base_url=BaseUrl.parse(url, source="X"))
    stop = Stop()
    endings: dict[str, Callable[[], object]] = {"interrupted": stop.set, "dns": over.set}
    threading.Timer(0.1, endings.get(cause, bool)).start()
    begun = time.monotonic()
    outcome = transport.send(ask(url), 0.2 if cause == "timeout" else 10.0, stop)
    assert time.monotonic() - begun < 2
    assert outcome == Failure(cause, sent=False)  # type: ignore[arg-type]
    over.set()
    transport.close()


def test_a_look_up_needs_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no thread can be had, as in some sub-interpreters, names are looked up all the same."""
    monkeypatch.setattr(threading.Thread, "start", Mock(side_effect=RuntimeError("no threads")))
    url = f"http://localhost:{unused()}"
    transport = transport_for(None, None, base_url=BaseUrl.parse(url, source="X"))
    assert transport.send(ask(url), 5.0, Stop()) == Failure("refused", sent=False)
    transport.close()
