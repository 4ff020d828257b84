"""How far a call came when it failed, against a real server for each phase."""

from __future__ import annotations

import gzip
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import trustme

from brolly import (
    ApiError,
    BrollyError,
    ConnectError,
    ResponseValidationError,
    ServerError,
    TimeoutError,
    TransportError,
)
from brolly.errors import CallError, ConnectTimeoutError
from brolly_runtime import Request
from flavours import Flavour
from raw_server import (
    answer,
    deaf,
    encrypted,
    head_of,
    request_of,
    reset,
    says,
    talking,
    until_closed,
    unused,
)

AUTHORITY = trustme.CA()
OURS = AUTHORITY.issue_cert("localhost", "api.example")
COMING = AUTHORITY.issue_cert(
    "localhost",
    not_before=datetime(2100, 1, 1, tzinfo=UTC),
    not_after=datetime(2101, 1, 1, tzinfo=UTC),
)
LONG = 16 * 1024 * 1024
LIMIT, LONGER = 0.08, 0.5
"""Seconds for an attempt that sends nothing, and for one that gets no answer."""


@dataclass(frozen=True)
class Phase:
    """Where it fails, and what the error then says."""

    start: Callable[[ExitStack], str]
    error: type[CallError]
    cause: str | None
    left: bool
    """Whether something of the request left, so that a write may have been carried out."""
    request_id: str | None = None
    timeout: float = 3.0
    body: int = 0
    """Bytes of a write beside its JSON, more than sockets hold, so that it cannot leave at once."""
    text: str = ""
    """Words of the error's text."""


def http(talk: Callable[[Any], object]) -> Callable[[ExitStack], str]:
    return lambda stack: f"http://127.0.0.1:{stack.enter_context(talking(talk))}"


def https(talk: Callable[[Any], object], host: str = "localhost") -> Callable[[ExitStack], str]:
    return lambda stack: f"https://{host}:{stack.enter_context(talking(talk))}"


def proxied(talk: Callable[[Any], object], scheme: str = "http") -> Callable[[ExitStack], str]:
    """An address beyond a proxy of the environment."""

    def start(stack: ExitStack) -> str:
        port = stack.enter_context(talking(talk))
        stack.enter_context(
            patch.dict("os.environ", HTTPS_PROXY=f"{scheme}://u:CANARY@localhost:{port}")
        )
        return "https://api.example"

    return start


def tunnel(talk: Callable[[Any], object]) -> Callable[[Any], object]:
    def opened(connection: Any) -> None:
        head_of(connection)
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        talk(connection)

    return opened


def _reset(connection: Any) -> None:
    request_of(connection)
    reset(connection)


def _reset_in_the_body(connection: Any) -> None:
    head_of(connection)
    reset(connection)


def _stalls(connection: Any) -> None:
    head_of(connection)
    # Not read, so not told either when the other side has gone.
    time.sleep(2 * LONGER)


def _silent_proxy(stack: ExitStack) -> str:
    stack.enter_context(patch.dict("os.environ", ALL_PROXY=f"http://127.0.0.1:{unused()}"))
    return "https://api.example"


HEAD = b"HTTP/1.1 200 OK\r\nX-Request-Id: r-1\r\nConnection: close\r\n"
PAGE = answer(b"<html>", HEAD[17:])
PACKED = gzip.compress(b'"%s"' % os.urandom(999).hex().encode())
DEEP = b'{"error": ' * 1000 + b"1" + b"}" * 1000

PHASES: dict[str, Phase] = {
    "name unknown": Phase(lambda _: "https://nowhere.invalid", ConnectError, "dns", False),
    "port refused": Phase(
        lambda _: f"http://127.0.0.1:{unused()}", ConnectError, "refused", False
    ),
    "connect hangs": Phase(
        lambda stack: f"http://127.0.0.1:{stack.enter_context(deaf())}",
        ConnectTimeoutError, "timeout", False, timeout=LIMIT,
    ),
    "certificate unknown": Phase(
        https(encrypted(until_closed, trustme.CA().issue_cert("localhost"))),
        ConnectError, "tls", False, text="not trusted by the certificates of SSL_CERT_FILE",
    ),
    "certificate of another host": Phase(
        https(encrypted(until_closed, AUTHORITY.issue_cert("other.example"))),
        ConnectError, "tls", False, text="for another host",
    ),
    "certificate of a time to come": Phase(
        https(encrypted(until_closed, COMING)),
        ConnectError, "tls", False, text="not valid yet",
    ),
    "HTTP on a port of HTTPS": Phase(
        https(says(b"HTTP/1.1 400 Bad Request\r\n\r\n", lambda c: c.recv(100))),
        ConnectError, "tls", False, text="does not speak TLS",
    ),
    "closed in the handshake": Phase(
        https(lambda connection: connection.recv(10)), ConnectError, "tls", False
    ),
    "handshake hangs": Phase(
        https(until_closed), ConnectTimeoutError, "timeout", False, timeout=LIMIT
    ),
    "proxy refused": Phase(
        _silent_proxy, ConnectError, "proxy", False, text="nothing listens"
    ),
    "proxy says 407": Phase(
        proxied(says(b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n", head_of)),
        ConnectError, "proxy", False, text="(status 407)",
    ),
    "proxy says 407, over TLS": Phase(
        proxied(
            encrypted(says(b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n", head_of), OURS), "https"
        ),
        ConnectError, "proxy", False, text="(status 407)",
    ),
    "certificate of the proxy unknown": Phase(
        proxied(encrypted(until_closed, trustme.CA().issue_cert("localhost")), "https"),
        ConnectError, "proxy", False, text="secure connection to the proxy",
    ),
    "proxy says 502": Phase(
        proxied(says(b"HTTP/1.1 502 Bad\r\nX-Request-Id: p\r\nContent-Length: 0\r\n\r\n", head_of)),
        ConnectError, "proxy", False,
    ),
    "proxy closes": Phase(proxied(says(b"", head_of)), ConnectError, "proxy", False),
    "proxy speaks no HTTP": Phase(
        proxied(says(b"SSH-2.0-OpenSSH\r\n\r\n", head_of)), ConnectError, "proxy", False
    ),
    "proxy hangs": Phase(
        proxied(until_closed), ConnectTimeoutError, "timeout", False, timeout=LIMIT,
        text="HTTPS_PROXY",
    ),
    "certificate unknown beyond the proxy": Phase(
        proxied(tunnel(encrypted(until_closed, trustme.CA().issue_cert("api.example")))),
        ConnectError, "tls", False,
    ),
    "closed before an answer, beyond the proxy": Phase(
        proxied(tunnel(encrypted(request_of, OURS))), TransportError, "closed", True
    ),
    "headers sent, then reset": Phase(http(_reset), TransportError, "closed", True),
    "all sent, then closed": Phase(http(request_of), TransportError, "closed", True),
    "all sent, then closed, over TLS": Phase(
        https(encrypted(request_of, OURS)), TransportError, "closed", True
    ),
    "all sent, then silence": Phase(
        http(until_closed), TimeoutError, "timeout", True, timeout=LONGER
    ),
    "reset in the body": Phase(
        http(_reset_in_the_body), TransportError, "closed", True, body=LONG
    ),
    "reset in the body, over TLS": Phase(
        https(encrypted(_reset_in_the_body, OURS)), TransportError, "closed", True, body=LONG
    ),
    "closed in the body, beyond the proxy": Phase(
        proxied(tunnel(encrypted(head_of, OURS))), TransportError, "closed", True, body=LONG
    ),
    "the body stalls": Phase(
        http(_stalls), TimeoutError, "timeout", True, timeout=LONGER, body=LONG
    ),
    "502 in the body": Phase(
        http(says(PAGE.replace(b"200 OK", b"502 Bad"), head_of, until_closed)),
        ServerError, None, True, "r-1", body=LONG,
    ),
    "413 in the body": Phase(
        http(says(PAGE.replace(b"200 OK", b"413 Big"), head_of, until_closed)),
        ApiError, None, False, "r-1", body=LONG,
    ),
    "status line only": Phase(http(says(HEAD[:17])), TransportError, "closed", True),
    "half the headers": Phase(http(says(HEAD)), TransportError, "closed", True),
    "no HTTP": Phase(http(says(b"SSH-2.0-OpenSSH\r\n\r\n")), TransportError, "protocol", True),
    "half the body": Phase(
        http(says(HEAD + b"Content-Length: 99\r\n\r\n{}")), TransportError, "closed", True, "r-1"
    ),
    "half a chunked body": Phase(
        http(says(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab")),
        TransportError, "closed", True, "r-1",
    ),
    "the body hangs": Phase(
        http(says(HEAD + b"Content-Length: 99\r\n\r\n{}", then=until_closed)),
        TimeoutError, "timeout", True, "r-1", timeout=LONGER,
    ),
    "no gzip": Phase(
        http(says(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}")),
        TransportError, "protocol", True, "r-1",
    ),
    "half a gzip": Phase(
        http(says(answer(PACKED[:-20], HEAD[17:] + b"Content-Encoding: gzip\r\n"))),
        TransportError, None, True, "r-1",
    ),
    "JSON cut off": Phase(
        http(says(answer(b'{"id": "p1"', HEAD[17:]))), TransportError, "closed", True, "r-1"
    ),
    "a page": Phase(
        http(says(PAGE)), ResponseValidationError, None, True, "r-1"
    ),
    "502 with a page": Phase(
        http(says(PAGE.replace(b"200 OK", b"502 Bad"))),
        ServerError, None, True, "r-1",
    ),
    "502 nested 1,000 deep": Phase(
        http(says(answer(DEEP, HEAD[17:]).replace(b"200 OK", b"502 Bad"))),
        ServerError, None, True, "r-1",
    ),
    "500 that is not UTF-8": Phase(
        http(says(answer(b'{"status": "\xff"}', HEAD[17:]).replace(b"200 OK", b"500 Bad"))),
        ServerError, None, True, "r-1",
    ),
}  # fmt: skip


def call(method: str, body: int = 0) -> Request[Any]:
    return Request(
        operation="do_thing",
        method=method,
        template="/things",
        path="/things",
        headers={"Content-Type": "application/json"},
        returns={"200": dict[str, Any]},
        errors={},
        content=None if method == "GET" else b'{"a": 1}' + b" " * body,
        security=("basicAuth",),
    )


@contextmanager
def failing(wire: Flavour, name: str, trusted: Path, **options: Any) -> Iterator[tuple[Phase, Any]]:
    phase = PHASES[name]
    with ExitStack() as stack:
        stack.enter_context(patch.dict("os.environ", SSL_CERT_FILE=str(trusted)))
        options = {"timeout": phase.timeout, "max_retries": 0, **options}
        kasko = wire.Kasko("sk_test_CANARYkey", base_url=phase.start(stack), **options)
        yield phase, kasko
        wire.run(kasko.close())


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    return path


@pytest.mark.parametrize("name", PHASES)
def test_phases(wire: Flavour, trusted: Path, name: str) -> None:
    """`may_have_written` is true if and only if a part of the write left; cause, class and request
    id say how far it came."""
    with failing(wire, name, trusted) as (phase, kasko):
        for method in ("GET", "POST", "PATCH"):
            with pytest.raises(BrollyError) as caught:
                wire.run(kasko.send(call(method, phase.body)))
            error = caught.value
            assert type(error) is phase.error, error
            assert error.may_have_written is (phase.left and method != "GET")
            assert error.request_id == phase.request_id
            assert error.__cause__ is error.__context__ is None
            assert "CANARY" not in str(error)
            assert phase.text in str(error)
            if isinstance(error, TransportError):
                assert error.cause == phase.cause or phase.cause is None
                assert error.sent is phase.left
