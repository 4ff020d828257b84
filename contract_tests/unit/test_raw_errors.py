"""What an HTTP library raises beside its own errors never reaches the caller, nor do its frames."""

from __future__ import annotations

import os
import ssl
import sys
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import h11
import httpx
import httpx2
import pytest
import trustme

import tracebacks
from brolly import (
    ApiError,
    BrollyError,
    ConfigurationError,
    ConnectError,
    TimeoutError,
    TransportError,
)
from brolly_runtime import Request
from flavours import ASYNC, HTTPX, HTTPX_ASYNC, Flavour
from raw_server import answer, deaf, encrypted, head_of, request_of, says, talking, unused

KEY = "sk_test_CANARYkey"
CANARIES = ("CANARY", "Q0FOQVJZ", "c2tfdGVzdF9DQU5BUllrZXk")
BODY = b'{"email": "CANARY@example.com"}'


def leaks(error: BaseException) -> list[str]:
    """Lines of the error, as text and as tracebacks with locals, that show a key, token or body."""
    frame = error.__traceback__
    while frame is not None and "overrides" not in frame.tb_frame.f_code.co_filename:
        # The tests hold the key in the open.
        frame = frame.tb_next
    shown = tracebacks.lines(error.with_traceback(frame))
    return [line for line in shown if any(canary in line for canary in CANARIES)]


def call(method: str = "POST", **headers: str) -> Request[Any]:
    return Request(
        operation="do_thing",
        method=method,
        template="/things",
        path="/things",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        returns={"200": dict[str, Any]},
        errors={},
        content=BODY if method == "POST" else None,
        security=("basicAuth",),
    )


HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"

HEADERS = {
    "a snowman": {"If_Match": "☃"},
    "half an emoji": {"If_Match": "\ud83d"},
    "a line break": {"If_Match": "a\r\nX-Evil: b"},
    "a zero byte": {"If_Match": "a\0b"},
}

HOSTS = {
    "an empty label": "https://api..example",
    "a long label": f"https://{'a' * 64}.example",
    "a long name": f"https://{'a.' * 130}example",
    "a port that is none": "https://api.example:99999",
    "port 0": "https://api.example:0",
    "a port in words": "https://api.example:https",
    "an open bracket": "https://[::1",
    "no address in brackets": "https://[fe80::zz]",
    "a sign": "https://a$b.example",
    "a percent sign": "https://api%2eexample",
    "a letter beyond ASCII": "https://bücher.example",
    "a line break": "https://api.example\n.evil",
}

ANSWERS = {
    "a header with a zero byte": HEAD + b"X: a\0b\r\nContent-Length: 2\r\n\r\n{}",
    "a header without a colon": HEAD + b"CANARY\r\nContent-Length: 2\r\n\r\n{}",
    "an endless header": HEAD + b"X: " + b"CANARY" * 100_000 + b"\r\n\r\n",
    "a length that is none": HEAD + b"Content-Length: CANARY\r\n\r\n{}",
    "two lengths": HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
    "a chunk that is none": HEAD + b"Transfer-Encoding: chunked\r\n\r\nCANARY\r\n",
    "an encoding that is a lie": HEAD + b"Content-Encoding: gzip\r\n\r\nCANARY",
    "another encoding that is a lie": HEAD + b"Content-Encoding: deflate\r\n\r\nCANARY",
    "a status that is none": b"HTTP/1.1 CANARY OK\r\n\r\n",
    "a status of long ago": b"HTTP/1.1 99 OK\r\n\r\n",
    "an upgrade": b"HTTP/1.1 101 Switching\r\nUpgrade: CANARY\r\nConnection: upgrade\r\n\r\n",
    "another protocol": b"\x16\x03\x01CANARY\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "nothing": b"",
    "a redirect to nowhere": b"HTTP/1.1 302 OK\r\nLocation: http://[CANARY\r\n"
    b"Content-Length: 0\r\nConnection: close\r\n\r\n",
    "a cookie that is none": HEAD + b"Set-Cookie: CANARY=;;;=\xff; expires=CANARY\r\n"
    b"Content-Length: 7\r\n\r\nCANARY!",
    "a body nested deep": HEAD + b"\r\n" + b"[" * 100_000,
}


@pytest.mark.parametrize("name", HEADERS)
def test_headers_that_cannot_be_sent(wire: Flavour, name: str) -> None:
    """A header value that HTTP cannot send is refused by the header's name; nothing is sent."""
    with ExitStack() as stack:
        port = stack.enter_context(talking(says(answer(b"{}"))))
        kasko = wire.Kasko(KEY, base_url=f"http://127.0.0.1:{port}")
        with pytest.raises(ConfigurationError, match="If-Match") as caught:
            wire.run(kasko.send(call(**HEADERS[name])))
        wire.run(kasko.close())
        assert leaks(caught.value) == []


def test_a_header_comes_back_as_it_came(wire: Flavour) -> None:
    """An ETag beyond ASCII goes back byte for byte."""
    got: list[bytes] = []

    def talk(connection: Any) -> None:
        got.append(request_of(connection))
        connection.sendall(answer(b"{}", b'ETag: "\xc3\xa9\xff"\r\nConnection: close\r\n'))

    with talking(talk) as port:
        kasko = wire.Kasko(KEY, base_url=f"http://127.0.0.1:{port}")
        reply = wire.run(kasko.exchange(call("GET")))
        wire.run(kasko.exchange(call("GET", If_Match=reply.etag)))
        wire.run(kasko.close())
    assert b'\r\nIf-Match: "\xc3\xa9\xff"\r\n' in got[1]


@pytest.mark.parametrize("url", HOSTS.values(), ids=HOSTS)
def test_hosts_that_cannot_exist(flavour: Flavour, url: str) -> None:
    """A base URL whose host or port cannot exist is refused where the client is made."""
    for client in (flavour.Kasko, flavour.InsureHero):
        with pytest.raises(ConfigurationError, match="base URL") as caught:
            client(KEY, base_url=url)
        assert leaks(caught.value) == []


@pytest.mark.parametrize("content", ANSWERS.values(), ids=ANSWERS)
def test_answers_that_are_none(wire: Flavour, content: bytes) -> None:
    """Whatever comes back is a typed error without a library's frame, for reads and writes."""
    with talking(says(content)) as port:
        kasko = wire.Kasko(KEY, base_url=f"http://127.0.0.1:{port}", max_retries=0, timeout=2)
        for method in ("GET", "POST"):
            with pytest.raises(BrollyError) as caught:
                wire.run(kasko.send(call(method)))
            assert leaks(caught.value) == []
            assert caught.value.__cause__ is caught.value.__context__ is None
            assert getattr(caught.value, "may_have_written", False) is (method == "POST")
        wire.run(kasko.close())


def _folder(tmp_path: Any) -> str:
    return str(tmp_path)


def _no_pem(tmp_path: Any) -> str:
    (tmp_path / "ca.pem").write_text("CANARY")
    return str(tmp_path / "ca.pem")


ENVIRONMENTS: dict[str, tuple[str, str | Callable[[Any], str], str]] = {
    "no file": ("SSL_CERT_FILE", "/nowhere/ca.pem", "PEM"),
    "a folder for a file": ("SSL_CERT_FILE", _folder, "PEM"),
    "no certificates in the file": ("SSL_CERT_FILE", _no_pem, "PEM"),
    "no folder": ("SSL_CERT_DIR", "/nowhere", "folder"),
    "a folder without certificates": ("SSL_CERT_DIR", _folder, "not trusted"),
    "a log of keys that cannot be written": ("SSLKEYLOGFILE", "/nowhere/keys.log", "PEM"),
    **{
        f"a proxy like {address}": ("HTTPS_PROXY", address, "must be like")
        for address in (
            "ftp://u:CANARY@127.0.0.1:9",
            "http://u:CANARY@127.0.0.1:port",
            "http://u:CANARY@127.0.0.1:99999",
            "http://u:CANARY@:3128",
            "http://u:CANARY@pro..xy:9",
            "//u:CANARY@127.0.0.1:9",
            '"CANARY.example"',
            " ",
        )
    },
    "a proxy with an open bracket": ("ALL_PROXY", "http://u:CANARY@[::1", "must be like"),
    "a proxy that refuses": (
        "https_proxy", f"http://u:CANARY@127.0.0.1:{unused()}", "nothing listens",
    ),
    "a proxy that is unknown": (
        "ALL_PROXY", "http://u:CANARY@nowhere.invalid:9", "could not be resolved",
    ),
    "a proxy of SOCKS": ("ALL_PROXY", f"socks5://u:CANARY@127.0.0.1:{unused()}", "proxy"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_environments_that_cannot_be_right(
    wire: Flavour, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, name: str
) -> None:
    """A variable of the environment that cannot be right is named, without what it holds; nothing
    is sent."""
    if isinstance(wire, HTTPX | HTTPX_ASYNC):
        pytest.skip("a client of the caller's own has read the environment before we see it")
    variable, value, words = ENVIRONMENTS[name]
    if variable == "SSLKEYLOGFILE" and "FAST" in type(wire).__name__:
        pytest.skip("libcurl leaves out a log that it cannot write")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    if variable == "SSLKEYLOGFILE":
        trustme.CA().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv(variable, value(tmp_path) if callable(value) else value)
    monkeypatch.setenv("NO_PROXY", "fe80::/10,[::1,*.a..b,10.0.0.0/99")
    certificate = trustme.CA().issue_cert("localhost")
    with talking(encrypted(request_of, certificate)) as port:
        host = "api.example" if "proxy" in name else f"localhost:{port}"
        kasko = wire.Kasko(KEY, base_url=f"https://{host}", max_retries=0)
        with pytest.raises((ConfigurationError, TransportError), match=variable) as caught:
            wire.run(kasko.send(call()))
        wire.run(kasko.close())
    assert words in str(caught.value)
    assert leaks(caught.value) == []
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert not getattr(caught.value, "may_have_written", False)


class OddError(Exception):
    """Not of any library."""


def raised(request: Any) -> list[BaseException]:
    shown = request.headers["authorization"]
    return [
        UnicodeEncodeError("ascii", shown, 0, 1, "no"),
        RuntimeError(shown),
        ValueError(shown),
        TypeError(shown),
        KeyError(shown),
        OSError(5, shown),
        ssl.SSLError(1, shown),
        h11.LocalProtocolError(shown),
        h11.RemoteProtocolError(shown),
        httpx.InvalidURL(shown),
        httpx2.InvalidURL(shown),
        httpx.CookieConflict(shown),
        httpx.StreamClosed(),
        httpx2.ResponseNotRead(),
        httpx.TooManyRedirects(shown),
        RecursionError(shown),
        MemoryError(shown),
        OddError(shown),
        ExceptionGroup(shown, [ValueError(shown)]),
        StopIteration(shown),
        EOFError(shown),
    ]


@pytest.mark.parametrize("library", [httpx, httpx2], ids=lambda library: str(library.__name__))
def test_transports_of_the_callers_own(flavour: Flavour, library: Any) -> None:
    """Whatever a transport of the caller's raises is a typed error, in which the request with its
    key is not; a write may have been carried out, as nobody can tell."""
    for index in range(21):

        def handle(request: Any, index: int = index) -> Any:
            raise raised(request)[index]

        kasko = flavour.Kasko(KEY, transport=library.MockTransport(handle), max_retries=0)
        with pytest.raises(BrollyError) as caught:
            flavour.run(kasko.send(call()))
        assert leaks(caught.value) == []
        assert isinstance(caught.value, ConfigurationError) or caught.value.may_have_written  # type: ignore[attr-defined]


@pytest.mark.parametrize("library", [httpx, httpx2], ids=lambda library: str(library.__name__))
def test_a_write_with_an_answer_is_not_repeated(flavour: Flavour, library: Any) -> None:
    """Once headers have come, a connect error does not mean that the write was never sent."""
    calls = 0

    class Body(library.SyncByteStream, library.AsyncByteStream):  # type: ignore[misc]
        def __iter__(self) -> Iterator[bytes]:
            yield b"{"
            raise library.ConnectError("of another host")

        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"{"
            raise library.ConnectError("of another host")

    def handle(_: Any) -> Any:
        nonlocal calls
        calls += 1
        return library.Response(200, headers={"x-request-id": "r-1"}, stream=Body())

    kasko = flavour.Kasko(KEY, transport=library.MockTransport(handle))
    with pytest.raises(TransportError) as caught:
        flavour.run(kasko.send(call("POST")))
    assert (calls, caught.value.may_have_written, caught.value.request_id) == (1, True, "r-1")


@pytest.mark.parametrize("library", [httpx, httpx2], ids=lambda library: str(library.__name__))
def test_a_double_that_disagrees(flavour: Flavour, library: Any) -> None:
    """An AssertionError of a test double reaches the test, with the double's own frame, and with
    no frame that holds the key."""

    def handle(request: Any) -> Any:
        assert request.url.path == "/other", "wrong path"

    kasko = flavour.Kasko(KEY, transport=library.MockTransport(handle))
    with pytest.raises(AssertionError, match="wrong path") as caught:
        flavour.run(kasko.send(call()))
    places = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert places[-1] == "handle"
    assert leaks(caught.value) == []


@pytest.mark.parametrize("library", [httpx, httpx2], ids=lambda library: str(library.__name__))
def test_hooks_of_the_callers_client(flavour: Flavour, library: Any) -> None:
    """A hook that refuses error statuses changes no error; one that fails is a typed error."""
    later = isinstance(flavour, ASYNC)

    def refuse(answer: Any) -> None:
        answer.raise_for_status()

    async def refuse_later(answer: Any) -> None:
        answer.raise_for_status()

    def fail(answer: Any) -> None:
        raise OddError(answer.request.headers["authorization"])

    async def fail_later(answer: Any) -> None:
        fail(answer)

    kind = library.AsyncClient if later else library.Client
    handle = library.MockTransport(
        lambda _: library.Response(404, headers={"x-request-id": "r-1"}, json={"status": "no"})
    )
    for hook, error in (
        ((refuse_later if later else refuse), ApiError),
        ((fail_later if later else fail), TransportError),
    ):
        theirs = kind(transport=handle, event_hooks={"response": [hook]})
        kasko = flavour.Kasko(KEY, http_client=theirs, max_retries=0)
        with pytest.raises(error) as caught:
            flavour.run(kasko.send(call()))
        assert leaks(caught.value) == []
        if isinstance(caught.value, ApiError):
            assert (caught.value.status_code, caught.value.request_id) == (404, "r-1")


@pytest.mark.parametrize("library", [httpx, httpx2], ids=lambda library: str(library.__name__))
def test_a_client_that_is_closed(flavour: Flavour, library: Any) -> None:
    """A closed client, ours or the caller's, is refused by what it is; nothing was sent."""
    theirs = (library.AsyncClient if isinstance(flavour, ASYNC) else library.Client)()
    for kasko in (flavour.Kasko(KEY), flavour.Kasko(KEY, http_client=theirs)):
        flavour.run(theirs.aclose() if isinstance(flavour, ASYNC) else theirs.close())
        flavour.run(kasko.close())
        with pytest.raises(ConfigurationError, match="closed") as caught:
            flavour.run(kasko.send(call()))
        assert leaks(caught.value) == []
    other = library.Client if isinstance(flavour, ASYNC) else library.AsyncClient
    with pytest.raises(ConfigurationError, match="http_client") as caught:
        flavour.Kasko(KEY, http_client=other())
    assert leaks(caught.value) == []


@pytest.mark.parametrize("token", ["CANARY\r\nX: y", "CANARY☃", "CANARY\0"])
def test_a_token_that_cannot_be_sent(wire: Flavour, token: str) -> None:
    """A token that no header takes is a typed error that does not show it."""
    content = b'{"data": %s}' % ascii(token).replace("'", '"').replace("\\x", "\\u00").encode()
    with talking(says(answer(content, b"Connection: close\r\n"))) as port:
        shield = wire.InsureHero(KEY, base_url=f"http://127.0.0.1:{port}", max_retries=0)
        with pytest.raises(BrollyError) as caught:
            wire.run(shield.list_claims(from_=0, to=9))
        wire.run(shield.close())
    assert leaks(caught.value) == []


@pytest.fixture(autouse=True, scope="module")
def _planted() -> Iterator[None]:
    """The canaries are found where they are: the search itself works."""

    def shows(key: str) -> None:
        raise ValueError(key)

    yield
    try:
        shows(KEY)
    except ValueError as error:
        assert "CANARY" in str(error)


def test_a_handshake_that_breaks(wire: Flavour) -> None:
    """Neither broken TLS nor a proxy that lies is more than a typed error."""
    certificate = trustme.CA().issue_cert("localhost")
    for talk in (
        encrypted(head_of, certificate),
        says(b"\x15\x03\x01\x00\x02\x02\x28", head_of),
        says(b"\x00" * 100, lambda connection: connection.recv(10)),
    ):
        with talking(talk) as port:
            kasko = wire.Kasko(
                KEY, base_url=f"https://localhost:{port}", max_retries=0, timeout=0.3
            )
            with pytest.raises(TransportError) as caught:
                wire.run(kasko.send(call()))
            wire.run(kasko.close())
        assert leaks(caught.value) == []
        assert not caught.value.sent


@contextmanager
def open_files_left(number: int) -> Iterator[None]:
    """This process may open so many files more."""
    import resource  # noqa: PLC0415 - not on Windows

    before, held = resource.getrlimit(resource.RLIMIT_NOFILE), [os.dup(0)]
    resource.setrlimit(resource.RLIMIT_NOFILE, (held[0] + 20, before[1]))
    try:
        with suppress(OSError):
            while True:
                held.append(os.dup(0))
        for _ in range(number):
            os.close(held.pop())
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
        for one in held:
            os.close(one)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limit")
def test_a_process_that_may_open_no_more_files(wire: Flavour) -> None:
    """Whichever file is one too many, the error names the limit, and nothing has left."""
    with deaf() as port:
        errors: list[TransportError] = []
        for left in (9, 0, 1, 2, 3, 4):
            client = wire.Kasko(
                "sk_test_key", base_url=f"http://127.0.0.1:{port}", max_retries=0, timeout=0.1
            )
            with open_files_left(left), pytest.raises((ConnectError, TimeoutError)) as raised:
                wire.run(client.send(call()))
            errors.append(raised.value)
            wire.run(client.close())
    enough, *rest = errors
    assert isinstance(enough, TimeoutError)
    refused = [error for error in rest if not isinstance(error, TimeoutError)]
    assert refused
    for error in refused:
        assert "ulimit -n" in str(error)
        assert (error.cause, error.may_have_written) == ("unreachable", False)
