"""What every transport promises, on real sockets; how a wire breaks is in test_wire_faults."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import httpx2
import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from brolly import ConfigurationError, ConnectError, TransportError
from brolly_runtime import Request
from flavours import ASYNC, FAST, FAST_ASYNC, HTTPX, HTTPX_ASYNC, SYNC, Flavour
from raw_server import answer, replying, talking, unused

KEY = "sk_test_mock"
POLICY = b'{"id": "p1", "updated_at": "2015-10-09T17:25:55+0000"}'


def call(method: str, *, content: bytes | None = None, **headers: str) -> Request[None]:
    return Request(
        operation="do_thing",
        method=method,
        template="/things",
        path="/things",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        returns={},
        errors={},
        content=content,
        security=("basicAuth",),
    )


def fields(request: bytes) -> dict[str, str]:
    lines = request.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    return {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }


def test_connections_are_kept(wire: Flavour) -> None:
    """Calls one after the other share a connection; a closed client makes no further call."""
    with replying(lambda _: answer(POLICY)) as (url, requests, connections):
        kasko = wire.Kasko(KEY, base_url=url)
        for _ in range(5):
            assert wire.run(kasko.get_policy("p1")).id == "p1"
        wire.run(kasko.close())
        assert (len(requests), len(connections)) == (5, 1)
        with pytest.raises(ConfigurationError, match="closed"):
            wire.run(kasko.get_policy("p1"))


def test_a_write_on_a_stale_connection_takes_effect_once(wire: Flavour) -> None:
    """A connection that breaks under a write is a typed error, not a second write: not even where
    the connection carried calls before."""

    def reply(request: bytes) -> bytes | None:
        return None if request.startswith(b"POST") else answer(POLICY)

    with replying(reply) as (url, requests, _):
        kasko = wire.Kasko(KEY, base_url=url)
        wire.run(kasko.get_policy("p1"))
        with pytest.raises(TransportError):
            wire.run(kasko.send(call("POST", content=b"{}", Content_Type="application/json")))
        wire.run(kasko.close())
    assert [request[:4] for request in requests] == [b"GET ", b"POST"]


def test_a_read_on_a_stale_connection_goes_through(wire: Flavour) -> None:
    """A server that closed an idle connection costs a read no error."""
    closing = iter([False, True, False, False])

    def reply(_: bytes) -> bytes | None:
        return None if next(closing) else answer(POLICY)

    with replying(reply) as (url, _, __):
        kasko = wire.Kasko(KEY, base_url=url, max_retries=1)
        for _ in range(2):
            assert wire.run(kasko.get_policy("p1")).id == "p1"
        wire.run(kasko.close())


@pytest.mark.parametrize("security", [(), ("unknown",), ("unknown", "accessToken", "basicAuth")])
@pytest.mark.parametrize("anonymous", [False, True])
def test_a_key_goes_where_the_spec_names_it(
    wire: Flavour,
    security: tuple[str, ...],
    anonymous: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An operation without security gets no credential of any source, one of schemes that the
    client does not know is not called, and of several schemes the one that is known counts."""
    netrc = tmp_path / ".netrc"
    netrc.write_text("default login somebody password canary\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))

    def reply(request: bytes) -> bytes:
        return answer(b'{"data": "a-token"}' if b"/auth/authorize" in request else b"{}")

    open_call = msgspec.structs.replace(call("GET"), security=security, anonymous=anonymous)
    with replying(reply) as (url, requests, _):
        for client in (wire.Kasko(KEY, base_url=url), wire.InsureHero("key", base_url=url)):
            if security == ("unknown",) and not anonymous:
                with pytest.raises(ConfigurationError, match=r"do_thing: .* unknown"):
                    wire.run(client.send(open_call))
            else:
                wire.run(client.send(open_call))
            wire.run(client.close())
    sent = [fields(request) for request in requests if b"/things" in request]
    called = security != ("unknown",) or anonymous
    keyed = ["Basic c2tfdGVzdF9tb2NrOg==", "Bearer a-token"] if len(security) == 3 else [None, None]
    assert [one.get("authorization") for one in sent] == (keyed if called else [])
    assert not any({"cookie", "x-api-key", "proxy-authorization"} & one.keys() for one in sent)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("content", [None, b'{"a": "\xc3\xa4\x00"}', b" " * 2_000_000])
def test_what_is_sent(wire: Flavour, method: str, content: bytes | None) -> None:
    """Each method goes out with its body and its own header fields, and no other field that means
    anything, whatever the library would add."""
    if method == "HEAD" and content:
        content = None
    with replying(lambda _: b"HTTP/1.1 204 No Content\r\n\r\n") as (url, requests, _):
        kasko = wire.Kasko(KEY, base_url=url)
        wire.run(kasko.send(call(method, content=content, Accept="a/b", X_Empty="")))
        wire.run(kasko.close())
    (request,) = requests
    assert request.startswith(f"{method} /things HTTP/1.1\r\n".encode())
    assert request.partition(b"\r\n\r\n")[2] == (content or b"")
    sent = fields(request)
    assert sent["authorization"] == "Basic c2tfdGVzdF9tb2NrOg=="
    assert (sent["accept"], sent["x-empty"]) == ("a/b", "")
    assert sent.get("content-length", "0") == str(len(content or b""))
    assert sent.keys() - {"content-length", "connection"} == {
        *("accept", "accept-encoding", "authorization", "host", "user-agent", "x-empty")
    }


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=20))
def test_paths_arrive_as_they_were_built(policy_id: str) -> None:
    """No transport rewrites a path: an id arrives as the one segment that it was sent as."""
    if policy_id in (".", "..") or any("\ud800" <= letter <= "\udfff" for letter in policy_id):
        return
    for kind in (SYNC, FAST):
        SERVER.requests.clear()
        with kind.Kasko(KEY, base_url=SERVER.url) as kasko:
            kasko.get_policy(policy_id)
        line = SERVER.requests[0].split(b"\r\n", 1)[0]
        assert line == f"GET /policies/{quote(policy_id, safe='')} HTTP/1.1".encode()


class SERVER:
    """One server for all examples of a property."""

    url: str
    requests: list[bytes]


@pytest.fixture(scope="module", autouse=True)
def _server() -> Iterator[None]:
    with replying(lambda _: answer(POLICY)) as (SERVER.url, SERVER.requests, _):
        yield


def test_header_fields_of_an_answer(wire: Flavour) -> None:
    """Fields are found in any case and said twice; those of an interim answer are not."""
    head = b"X-REQUEST-ID: r-1\r\nX-Twice: a\r\nx-twice: b\r\nX-Latin: \xe4\r\n"
    interim = b"HTTP/1.1 103 Early Hints\r\nX-Early: yes\r\n\r\n"
    with replying(lambda _: interim + answer(POLICY, head)) as (url, _, __):
        kasko = wire.Kasko(KEY, base_url=url)
        seen: list[Any] = []
        send = kasko._transport.send

        def keep(outcome: Any) -> Any:
            seen.append(outcome)
            return outcome

        async def wait(outcome: Any) -> Any:
            return keep(await outcome)

        later = isinstance(wire, ASYNC)
        kasko._transport.send = lambda *a: wait(send(*a)) if later else keep(send(*a))
        wire.run(kasko.get_policy("p1"))
        del kasko._transport.send
        wire.run(kasko.close())
    headers = seen[0].headers
    assert headers["x-request-id"] == "r-1"
    assert headers["x-twice"] == "a, b"
    assert headers["x-latin"] == "\xe4"
    assert "x-early" not in headers


def test_neither_redirects_nor_cookies(wire: Flavour) -> None:
    """A redirect is the pipeline's to follow, and no cookie comes back."""
    fields_ = b"Location: /policies/p2\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n"
    replies = iter([b"HTTP/1.1 302 Found\r\n%s\r\n" % fields_, answer(POLICY)])
    with replying(lambda _: next(replies)) as (url, requests, _):
        kasko = wire.Kasko(KEY, base_url=url)
        assert wire.run(kasko.get_policy("p1")).id == "p1"
        wire.run(kasko.close())
    assert [request.split(b" ", 2)[1] for request in requests] == [b"/policies/p1", b"/policies/p2"]
    if not isinstance(wire, HTTPX | HTTPX_ASYNC):
        # A client of the caller's own keeps what it likes.
        assert not any("cookie" in fields(request) for request in requests)


def test_calls_at_once(wire: Flavour) -> None:
    """Thirty calls at once each get their own answer."""

    def reply(request: bytes) -> bytes:
        time.sleep(0.02)
        return answer(POLICY.replace(b"p1", request.split(b" ", 2)[1].rpartition(b"/")[2]))

    names = [f"n{number}" for number in range(30)]
    with replying(reply) as (url, _, __):
        kasko = wire.Kasko(KEY, base_url=url)
        got: list[str] = []
        if isinstance(wire, ASYNC):

            async def all_() -> None:
                found = await asyncio.gather(*(kasko.get_policy(name) for name in names))
                got.extend(policy.id for policy in found)

            wire.run(all_())
        else:
            threads = [
                threading.Thread(target=lambda name=name: got.append(kasko.get_policy(name).id))
                for name in names
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        wire.run(kasko.close())
    assert sorted(got) == sorted(names)


@pytest.mark.parametrize("kind", [ASYNC, FAST_ASYNC, HTTPX_ASYNC])
def test_a_call_that_is_cancelled(kind: type[ASYNC]) -> None:
    """A cancelled call ends at once, and the client works on."""
    with kind() as wire, replying(lambda _: answer(POLICY)) as (url, _, __):
        kasko = wire.Kasko(KEY, base_url=url)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            mute = wire.Kasko(KEY, base_url=f"http://127.0.0.1:{silent.getsockname()[1]}")

            async def cancelled() -> None:
                task = asyncio.ensure_future(mute.get_policy("p1"))
                await asyncio.sleep(0.05)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert (await kasko.get_policy("p1")).id == "p1"
                await asyncio.gather(kasko.close(), mute.close())

            wire.run(cancelled())


INTERRUPTED = """
import os, signal, sys, threading
from brolly import Kasko
options = {} if sys.argv[2] == "SYNC" else {"transport": "fast"}
kasko = Kasko("sk_test_mock", base_url=sys.argv[1], **options)
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    kasko.get_policy("p1")
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("kind", [SYNC, FAST])
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that a process can send itself")
def test_ctrl_c(kind: type[Flavour]) -> None:
    """Ctrl-C ends a blocking call long before its timeout does."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", INTERRUPTED, url, kind.__name__],
            capture_output=True,
            text=True,
            timeout=25,
            check=False,
        )
        assert done.stdout == "interrupted\n", done.stderr
        assert time.monotonic() - started < 10


def test_the_choice(flavour: Flavour) -> None:
    """A transport that does not exist, or two at once, is refused with what to do."""
    kind = httpx.AsyncClient if isinstance(flavour, ASYNC) else httpx.Client
    for client in (flavour.Kasko, flavour.InsureHero):
        with pytest.raises(ConfigurationError, match='"fast"'):
            client(KEY, transport="slow")
        with pytest.raises(ConfigurationError, match="not both"):
            client(KEY, transport="fast", http_client=kind())
        flavour.run(client(KEY, transport="fast").close())


def test_a_loop_without_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """On an event loop of Windows that cannot watch sockets the error says what to do."""
    with FAST_ASYNC() as wire:
        kasko = wire.Kasko(KEY)

        async def call_it() -> None:
            kind = type(asyncio.get_running_loop())
            monkeypatch.setattr(asyncio, "ProactorEventLoop", kind, raising=False)
            await kasko.get_policy("p1")

        with pytest.raises(ConfigurationError, match="SelectorEventLoop"):
            wire.run(call_it())


def test_the_extra_is_named(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pycurl the error names the extra to install."""
    monkeypatch.setitem(sys.modules, "pycurl", None)
    monkeypatch.delitem(sys.modules, "brolly._http.curl", raising=False)
    with pytest.raises(ConfigurationError, match=r"brolly\[fast\]"):
        flavour.Kasko(KEY, transport="fast")


PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


@pytest.mark.parametrize(
    "host", ["localhost", "LocalHost", "127.0.0.1", "127.1.2.3", "[::ffff:7f00:1]", "localhost."]
)
def test_no_proxy_sees_what_stays_here(
    wire: Flavour, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    """No call and no token of a base URL on this machine goes to a proxy of the environment."""
    if isinstance(wire, HTTPX | HTTPX_ASYNC):
        return  # The next test is about clients of the caller's own.
    seen: list[bytes] = []
    with talking(lambda connection: seen.append(connection.recv(100))) as port:
        for name in PROXIES:
            monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
        for scheme in ("http", "https"):
            url = f"{scheme}://{host}:{unused()}"
            kasko = wire.Kasko(KEY, base_url=url, max_retries=0)
            shield = wire.InsureHero(KEY, base_url=url, max_retries=0)
            with pytest.raises(ConnectError) as caught:
                wire.run(kasko.list_policies())
            assert caught.value.cause != "proxy"
            with pytest.raises(ConnectError) as caught:
                wire.run(shield.list_claims(from_=0, to=9))
            assert caught.value.cause != "proxy"
            wire.run(kasko.close())
            wire.run(shield.close())
        # The proxy is one: what lies elsewhere goes there.
        away = wire.Kasko(KEY, base_url="https://api.example", max_retries=0)
        with pytest.raises(ConnectError) as caught:
            wire.run(away.list_policies())
        assert caught.value.cause == "proxy"
        wire.run(away.close())
    assert [request[:24] for request in seen] == [b"CONNECT api.example:443 "]


@pytest.mark.parametrize("library", [httpx, httpx2])
def test_no_proxy_of_the_environment_through_a_client_of_the_callers(
    flavour: Flavour, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client of the caller's that takes a proxy of the environment to this machine is refused;
    one that does not, or takes a proxy that the caller chose, is taken."""
    blocking = not isinstance(flavour, ASYNC)
    client = library.Client if blocking else library.AsyncClient
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    def made(base_url: str = "http://127.0.0.1:1", **options: Any) -> None:
        theirs = client(verify=trusting, **options)
        for kind in (flavour.Kasko, flavour.InsureHero):
            flavour.run(kind(KEY, base_url=base_url, http_client=theirs).close())
        flavour.run(theirs.close() if blocking else theirs.aclose())

    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "all_proxy"):
        for proxy in ("http://u:p@proxy.example:3128", "proxy.example:3128"):
            with monkeypatch.context() as environment:
                environment.setenv(name, proxy)
                with pytest.raises(ConfigurationError, match="trust_env=False"):
                    made()
                made("https://api.example")
                made(trust_env=False)
                made(proxy="http://127.0.0.1:8888")
                made(mounts={"http://": library.MockTransport(lambda _: library.Response(200))})
                environment.setenv("no_proxy", "127.0.0.1")
                made()


@pytest.mark.parametrize("transport", ["", "fast"])
def test_no_proxy_sees_the_command(transport: str) -> None:
    """Neither the command nor the fixtures of the plugin take a proxy to this machine."""
    seen: list[bytes] = []
    code = (
        "import sys; from brolly import Kasko\n"
        "from brolly_mock import MockSettings, serve\n"
        "from brolly_cli import main\n"
        "with serve(MockSettings(policies=3, claims=0, risk_items=0)) as server:\n"
        "    import os\n"
        "    os.environ.update(KASKO_BASE_URL=server.url, KASKO_API_KEY=server.kasko_key)\n"
        f"    options = {{'transport': {transport!r}}} if {transport!r} else {{}}\n"
        "    assert len(list(Kasko(**options).iter_policies())) == 3\n"
        "    sys.argv = ['brolly', 'kasko', 'policies']\n"
        "    main()\n"
    )
    with talking(lambda connection: seen.append(connection.recv(100))) as port:
        environment = os.environ | dict.fromkeys(PROXIES, f"http://127.0.0.1:{port}")
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.stdout.count("\n") >= 3, done.stderr
    assert seen == []


def test_httpx_need_not_be_there() -> None:
    """Both clients and the mock work where httpx is not installed."""
    code = (
        "import sys; sys.modules['httpx'] = sys.modules['httpcore'] = None\n"
        "import typing, asyncio\n"
        "from brolly import Kasko, AsyncKasko\n"
        "from brolly_mock import MockSettings, create_app, transport\n"
        "carried = transport(create_app(MockSettings(policies=3)))\n"
        "with Kasko('sk_test_mock', transport=carried) as kasko:\n"
        "    assert len(list(kasko.iter_policies())) == 3\n"
        "async def read():\n"
        "    async with AsyncKasko('sk_test_mock', transport=carried) as kasko:\n"
        "        return [one async for one in kasko.iter_policies()]\n"
        "assert len(asyncio.run(read())) == 3\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_a_client_or_a_transport(flavour: Flavour) -> None:
    """A client and a transport at once are refused, as one of them would be left out."""
    later = isinstance(flavour, ASYNC)
    for library in (httpx, httpx2):
        theirs = library.AsyncClient if later else library.Client
        with pytest.raises(ConfigurationError, match="not both"):
            flavour.Kasko(
                KEY, http_client=theirs(), transport=library.MockTransport(lambda _: None)
            )


@pytest.mark.parametrize("library", [httpx, httpx2], ids=lambda library: str(library.__name__))
def test_a_transport_of_either_library(flavour: Flavour, library: Any) -> None:
    """A transport of httpx2 or httpx gets requests of its own library, and nothing of the
    environment."""
    seen: list[Any] = []

    def handle(request: Any) -> Any:
        seen.append(request)
        return library.Response(200, content=POLICY)

    kasko = flavour.Kasko(KEY, transport=library.MockTransport(handle))
    assert flavour.run(kasko.get_policy("p1")).id == "p1"
    flavour.run(kasko.close())
    assert isinstance(seen[0], library.Request)
