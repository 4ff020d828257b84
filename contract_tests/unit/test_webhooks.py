from __future__ import annotations

import email
import hashlib
import hmac
import io
import json
import os
import pickle
import re
import signal
import socket
import subprocess
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import httpx
import pytest
import uvicorn
from hypothesis import given, strategies as st
from starlette.datastructures import Headers

from brolly import (
    ConfigurationError,
    NotFoundError,
    WebhookBusyError,
    WebhookError,
    WebhookSignatureError,
)
from brolly.webhooks import KaskoWebhooks, Replays, read_shield_event
from brolly_mock import Mock, MockSettings, create_app, serve, transport
from brolly_mock.webhooks import signature
from brolly_runtime import UNSET
from client.specs import INSUREHERO, KASKO
from flavours import Flavour

SECRET = "whsec_example"  # noqa: S105 - the fact sheet's
BODY = b'{"id":"tpol_0123456789abcdef0123456789ab","livemode":false}'
SIGNED = "sha1=248d0e21af32f6676c24a840377287826b3bde8c"
PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text("utf-8")
RECEIVERS = dict(re.findall(r"<!-- receiver: (\w+) -->\n```python\n(.*?)```", PAGE, re.DOTALL))


def headers(**changes: str | None) -> dict[str, str]:
    """The headers of a delivery of `BODY`; None leaves one out."""
    every = {"event": "policy.created", "delivery": "d1", "signature": SIGNED} | changes
    return {f"X-KASKO-{name.title()}": value for name, value in every.items() if value is not None}


def test_the_documented_signature() -> None:
    """The sheet's test vector is taken, with event, delivery id and policy."""
    delivery = KaskoWebhooks(SECRET).verify(BODY, headers())
    assert (delivery.event, delivery.delivery_id) == ("policy.created", "d1")
    assert delivery.policy.id == "tpol_0123456789abcdef0123456789ab"
    assert (delivery.policy.livemode, delivery.policy.email) == (False, UNSET)


@pytest.mark.parametrize(
    "form",
    [
        dict,
        lambda pairs: {name.lower(): value for name, value in pairs},
        list,
        iter,
        lambda pairs: [(name.encode(), value.encode()) for name, value in pairs],
        lambda pairs: [(name, f" {value} \t") for name, value in pairs],
        httpx.Headers,
        lambda pairs: Headers(dict(pairs)),
        lambda pairs: {name: [value] for name, value in pairs} | {"X-Other": None},
        lambda pairs: email.message_from_string("\n".join(f"{n}: {v}" for n, v in pairs)),
        lambda pairs: {name.encode(): value.encode() for name, value in pairs},
        lambda pairs: {
            "wsgi.version": (1, 0),
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in pairs},
        },
    ],
)
def test_any_headers(form: Callable[[Any], Any]) -> None:
    """Headers come as a mapping in any case, as pairs of text or bytes, or as a WSGI environ."""
    pairs = [*headers().items(), ("Content-Type", "application/json")]
    assert KaskoWebhooks(SECRET).verify(BODY, form(pairs)).delivery_id == "d1"


@given(
    body=st.binary(max_size=200),
    secret=st.from_regex(r"[!#-&(-_a-~][!-~]{0,40}", fullmatch=True),
    data=st.data(),
)
def test_what_was_not_signed_is_refused(body: bytes, secret: str, data: st.DataObject) -> None:
    """A body, a secret or a signature that differs in anything is refused before it is read."""
    digest = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
    sign = {"signature": f"sha1={digest}"}
    webhooks = KaskoWebhooks(secret)
    with pytest.raises(WebhookError) as caught:
        # Signed as it is, so the refusal is about what it says.
        webhooks.verify(body, headers(**sign))
    assert not isinstance(caught.value, WebhookSignatureError)
    change = data.draw(st.integers(0, len(body)))
    for other in (body[:change] + b"x" + body[change:], body + b"\n"):
        with pytest.raises(WebhookSignatureError):
            webhooks.verify(other, headers(**sign))
    with pytest.raises(WebhookSignatureError):
        KaskoWebhooks(secret + "x").verify(body, headers(**sign))
    place = data.draw(st.integers(0, 39))
    flipped = "0" if digest[place] != "0" else "1"
    forged = f"sha1={digest[:place]}{flipped}{digest[place + 1 :]}"
    with pytest.raises(WebhookSignatureError):
        webhooks.verify(body, headers(signature=forged))


@pytest.mark.parametrize("name", ["event", "delivery", "signature"])
@pytest.mark.parametrize("fault", ["missing", "none", "doubled", "listed", "joined", "empty"])
def test_headers_must_be_there_once(name: str, fault: str) -> None:
    """A header that is missing, doubled, joined with another or empty is refused by its name."""
    pairs = list(
        headers(**{name: "" if fault == "empty" else headers()[f"X-KASKO-{name.title()}"]}).items()
    )
    wire = f"X-KASKO-{name.title()}"
    if fault == "missing":
        pairs = [pair for pair in pairs if pair[0] != wire]
    elif fault == "doubled":
        pairs.append((wire.lower(), dict(pairs)[wire]))
    other: Any = pairs
    if fault == "none":
        other = [(key, None if key == wire else value) for key, value in pairs]
    elif fault == "listed":
        other = {key: [value] * (1 + (key == wire)) for key, value in pairs}
    elif fault == "joined":
        # As gunicorn and the mappings of other servers join them.
        other = [(key, f"{value},{value}" if key == wire else value) for key, value in pairs]
    with pytest.raises(WebhookSignatureError, match=wire.lower()):
        KaskoWebhooks(SECRET).verify(BODY, other)


ODD_HEADERS: list[Any] = [None, 5, "X-KASKO-Event: a", b"x", ["x"], [("a",)], iter([5]), object()]


@pytest.mark.parametrize("odd", [*ODD_HEADERS, {"X-KASKO-Event": 5}, {"X-KASKO-Event": [{}]}])
def test_what_no_headers_are(odd: Any) -> None:
    """Anything else than headers is refused by the argument's name, not taken for headers."""
    with pytest.raises(ConfigurationError, match="headers must be") as caught:
        KaskoWebhooks(SECRET).verify(b"CANARY", odd)
    assert "CANARY" not in shown(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        SIGNED[5:],
        SIGNED.upper(),
        f"sha256={SIGNED[5:]}",
        f"sha1= {SIGNED[5:]}",
        f"{SIGNED}\n",
        "sha1=",
    ],
)
def test_other_forms_of_signature(value: str) -> None:
    """Only `sha1=` and 40 lower-case hexadecimal digits are a signature."""
    with pytest.raises(WebhookSignatureError, match="malformed"):
        KaskoWebhooks(SECRET).verify(BODY, headers(signature=value))


def test_two_secrets_while_one_is_replaced() -> None:
    """With the old and the new secret deliveries of both are taken, and of no third."""
    webhooks = KaskoWebhooks("new", SECRET)
    assert webhooks.verify(BODY, headers()).delivery_id == "d1"
    assert webhooks.verify(BODY, headers(signature=signature(b"new", BODY))).delivery_id == "d1"
    with pytest.raises(WebhookSignatureError, match="secret"):
        webhooks.verify(BODY, headers(signature=signature(b"third", BODY)))


ODD_SECRETS: list[Any] = [
    *(None, b"CANARY", 5, ["CANARY"], ""),
    *(f"CANARY{odd}" for odd in "\n\r \t\0\x7f\u00a0\u00e4\u200b\ufeff\ud800"),
    *("\nCANARY", " CANARY", "CAN ARY", '"CANARY"', "'CANARY'"),
]


@pytest.mark.parametrize("secret", ODD_SECRETS, ids=ascii)
def test_a_secret_that_cannot_be_one(secret: Any) -> None:
    """Alone or beside a good one, it is refused by its argument's name, and never shown."""
    for secrets in ((secret,), (SECRET, secret), (secret, SECRET)):
        with pytest.raises(ConfigurationError, match="secret") as caught:
            KaskoWebhooks(*secrets)
        assert "CANARY" not in shown(caught.value)


def test_no_secret() -> None:
    """Without a secret nothing could be proven, so there is no such receiver."""
    with pytest.raises(ConfigurationError, match="secret"):
        KaskoWebhooks()


def test_bodies_are_bytes() -> None:
    """Any kind of bytes is taken; text or parsed JSON is refused with the reason."""
    for content in (bytearray(BODY), memoryview(BODY), memoryview(BODY * 2)[: len(BODY)]):
        assert KaskoWebhooks(SECRET).verify(content, headers()).delivery_id == "d1"
    other: Any
    for other in (BODY.decode(), json.loads(BODY), None):
        with pytest.raises(ConfigurationError, match="bytes"):
            KaskoWebhooks(SECRET).verify(other, headers())
        with pytest.raises(ConfigurationError, match="bytes"):
            read_shield_event(other)


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"[]", b"{}", b'{"id": 5}', b'{"id": "a", "email": 5}', b'{"id": "\xff"}'),
        *(b"[" * 100_000, b'{"a":' * 100_000, b'{"a":' + b"[" * 100_000, b'{"id":"' + b"\\" * 9),
    ],
    ids=lambda body: repr(body[:20]),
)
def test_other_shapes(body: bytes) -> None:
    """A signed body, or a hint, of another shape is an error that says where and shows nothing."""
    with pytest.raises(WebhookError, match=r"at \$.*answer 400") as caught:
        KaskoWebhooks(SECRET).verify(body, headers(signature=signature(SECRET.encode(), body)))
    assert caught.value.__context__ is None
    with pytest.raises(WebhookError, match="answer 400"):
        read_shield_event(body)


def shown(error: BaseException) -> str:
    """What a traceback with the locals of its frames shows, but for the test's own frame."""
    assert error.__traceback__
    frames = error.__traceback__.tb_next
    traced = traceback.TracebackException(type(error), error, frames, capture_locals=True)
    return "".join(traced.format())


def test_nothing_is_told() -> None:
    """Neither errors with the locals of their frames nor reprs show secret, body or person."""
    webhooks = KaskoWebhooks("CANARYsecret")
    body = b'{"id": "a", "email": "CANARY@example.com", "amount": 1, "livemode": "CANARY"}'
    texts = [repr(webhooks), repr(vars(webhooks))]
    for sign in (signature(b"CANARYsecret", body), SIGNED):
        with pytest.raises(WebhookError) as caught:
            webhooks.verify(body, headers(signature=sign))
        error = caught.value
        texts += [shown(error), repr(error), pickle.dumps(error).decode("latin-1")]
    good = b'{"id": "a", "first_name": "CANARY", "metadata": {"a": "CANARY"}}'
    texts.append(repr(webhooks.verify(good, headers(signature=signature(b"CANARYsecret", good)))))
    texts.append(repr(read_shield_event(b'{"type": "x", "id": "a", "message": "CANARY"}')))
    assert [text for text in texts if "CANARY" in text] == []
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(webhooks)


READS = {
    "claims": "get_claim",
    "risk_items": "get_risk_item",
    "claims_events": "list_claim_events",
    "orders": "list_orders",
}


@pytest.mark.parametrize("table", READS)
@pytest.mark.parametrize("action", ["inserted", "updated"])
def test_shield_events(table: str, action: str) -> None:
    """The documented sentence names table and action, whatever `type` says."""
    hint = {"type": "anything", "id": "i", "message": f"A {table} was {action}."}
    event = read_shield_event(json.dumps(hint).encode())
    assert (event.table, event.action, event.id) == (table, action, "i")
    assert event.operation == READS[table]


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_an_id_that_is_none(name: str) -> None:
    """An id that no path can hold is refused before anything is read with it."""
    with pytest.raises(WebhookError, match=r"\$\.id.*answer 400"):
        read_shield_event(json.dumps({"type": "x", "id": name, "message": "?"}).encode())


@given(type_=st.text(), id_=st.text().map("i{}".format), message=st.text())
def test_unknown_shield_events_are_passed_on(type_: str, id_: str, message: str) -> None:
    """A sentence of another form is kept, with the action that `type` begins with, if any."""
    hint = {"type": type_, "id": id_, "message": message}
    event = read_shield_event(json.dumps(hint).encode())
    assert (event.table, event.operation, event.id, event.message) == (None, None, id_, message)
    folded = type_.casefold()
    guess = {"insert": "inserted", "update": "updated"}.get(folded[:6])
    assert event.action == guess
    with pytest.raises(WebhookError, match="lists"):
        event.fetch(Any)  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["INSERT", "inserted", "Update", "UPDATED", "delete"])
def test_actions_by_type(word: str) -> None:
    """Where the sentence is another, `type` tells the action in any spelling."""
    event = read_shield_event(json.dumps({"type": word, "id": "i", "message": "?"}).encode())
    assert event.action == {"i": "inserted", "u": "updated"}.get(word[0].lower())


def test_the_read_that_follows(flavour: Flavour, make_mock: Callable[..., Mock]) -> None:
    """`fetch` reads what a hint names, sync and async; what is gone is a `NotFoundError`."""
    mock = make_mock(MockSettings(policies=0, risk_items=20, claims=20))
    shield = flavour.InsureHero(mock.settings.insurehero_key, transport=transport(mock))
    ids = {
        "claims": mock.store.records("claims", offset=0, limit=1)[0]["id"],
        "risk_items": mock.store.records("risk_items", offset=0, limit=1)[0]["id"],
    }
    ids |= {"claims_events": ids["claims"], "orders": ids["risk_items"]}
    for table, operation in READS.items():
        hint = {"type": "x", "id": ids[table], "message": f"A {table} was updated."}
        event = read_shield_event(json.dumps(hint).encode())
        assert flavour.run(event.fetch(shield)) == flavour.run(
            getattr(shield, operation)(ids[table])
        )
    gone = read_shield_event(b'{"type": "x", "id": "gone", "message": "A claims was updated."}')
    with pytest.raises(NotFoundError):
        flavour.run(gone.fetch(shield))


class TestReplays:
    def test_a_delivery_is_handled_until_it_succeeds(self) -> None:
        """A delivery whose handling failed is new again; one that succeeded is not."""
        replays = Replays()
        for fault in (RuntimeError, KeyboardInterrupt):
            with pytest.raises(fault), replays.once("a"):
                raise fault
        with replays.once("a") as new:
            assert new
        for _ in range(3):
            with replays.once("a") as new:
                assert not new

    def test_one_at_a_time(self) -> None:
        """While one thread handles a delivery all others are told so, and none handles it too."""
        replays = Replays()
        handled: list[int] = []
        inside = threading.Barrier(8)

        def receive(number: int) -> str:
            inside.wait()
            try:
                with replays.once("a") as new:
                    if new:
                        handled.append(number)
                    return "new" if new else "known"
            except WebhookBusyError as error:
                assert "503" in str(error)
                return "busy"

        with replays.once("b"), pytest.raises(WebhookBusyError), replays.once("b"):
            pass
        with ThreadPoolExecutor(8) as pool:
            outcomes = list(pool.map(receive, range(8)))
        assert len(handled) == 1 == outcomes.count("new")

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
    def test_a_child_does_not_wait_for_its_parent(self) -> None:
        """What a parent process is at work on is new in a child that was forked meanwhile."""
        replays = Replays()
        with replays.once("a"), replays._work.lock, warnings.catch_warnings():
            # The test runner has threads of its own.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
            if not child:
                signal.alarm(10)  # rather than to wait for ever
                with replays.once("a") as new:
                    os._exit(7 if new else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7

    def test_memory_has_an_end(self) -> None:
        """Of many ids the newest are remembered, as many as were asked for."""
        replays = Replays(most=3)
        for name in "abcd":
            with replays.once(name):
                pass
        for name, known in (("d", True), ("c", True), ("b", True), ("a", False)):
            with replays.once(name) as new:
                assert new is not known

    @pytest.mark.parametrize("odd", [0, -1, None, "5", 2.5, True, float("nan")])
    def test_most_is_a_count(self, odd: Any) -> None:
        """Anything but a count is refused by name."""
        with pytest.raises(ConfigurationError, match="most"):
            Replays(odd)

    @pytest.mark.parametrize("odd", [None, "", 5, b"a", ["a"], {}])
    def test_ids_are_texts(self, odd: Any) -> None:
        """Anything but an id is refused by name, and nothing is handled."""
        with pytest.raises(ConfigurationError, match="delivery_id"), Replays().once(odd):
            pytest.fail("it was handled")


# The receivers of the page, on real servers, with the mock's deliveries.


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def wsgi(app: Any) -> Iterator[str]:
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def gunicorn(folder: Path, code: str) -> Iterator[str]:
    (folder / "receiver.py").write_text(code, "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--threads",
            "4",
            "--worker-tmp-dir",
            str(folder),
        ]
        command += ["--bind", f"fd://{listener.fileno()}", "--chdir", str(folder), "receiver:app"]
        with subprocess.Popen(
            command, pass_fds=[listener.fileno()], stderr=subprocess.PIPE, text=True
        ) as child:
            try:
                yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            finally:
                child.terminate()
                _, said = child.communicate(timeout=20)
    assert said.count("Traceback") == said.count("RuntimeError: the database is down") == 1, said


@contextmanager
def asgi(app: Any) -> Iterator[str]:
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_config=None, log_level="error", lifespan="off", ws="none")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    (socket,) = server.servers[0].sockets
    yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@contextmanager
def receiver(kind: str, folder: Path) -> Iterator[str]:
    """The receiver of the page on a real server; what it stores is in a file."""
    code = RECEIVERS[kind] + STORE.format(folder=str(folder))
    if kind == "wsgi":
        with gunicorn(folder, f"{code}\nstore = keep\n") as url:
            yield url
        return
    code += "\nasync def store(policy): await asyncio.to_thread(keep, policy)\n"
    names: dict[str, Any] = {}
    exec(compile(code, f"webhooks.md: {kind}", "exec"), names)  # noqa: S102

    async def quiet(scope: Any, receive: Any, send: Any) -> None:
        with suppress(RuntimeError):  # Starlette has answered already
            await names["app"](scope, receive, send)

    with asgi(quiet) as url:
        yield url


STORE = """
import asyncio, pathlib, time
folder = pathlib.Path({folder!r})
def keep(policy):
    first = not (folder / "stored").exists()
    with (folder / "stored").open("a") as file:
        print(policy.email, file=file)
    if first:
        raise RuntimeError("the database is down")
    while policy.email == "slow" and not (folder / "go").exists():
        time.sleep(0.01)
"""


@pytest.mark.parametrize("kind", ["starlette", "wsgi"])
def test_receivers_of_the_page(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On uvicorn and gunicorn each delivery is taken once, chunked or not, and the rest refused."""
    monkeypatch.setenv("KASKO_WEBHOOK_SECRET", "whsec_mock")
    with (
        receiver(kind, tmp_path) as url,
        httpx.Client(base_url=url, timeout=20) as http,
        ThreadPoolExecutor() as pool,
    ):
        mock = create_app(MockSettings(policies=3, claims=0, risk_items=0, webhook_url=url))
        assert mock.webhooks
        created = mock.store.insert(email="holder")
        mock.store.update(created["id"], email="other")
        mock.webhooks.kasko("policy.updated", created, delivery_id="same")
        mock.webhooks.kasko("policy.updated", created, delivery_id="same")
        mock.webhooks.flush()
        assert [sent.status for sent in mock.webhooks.sent] == [500, 204, 204, 204]
        mock.close()

        def post(body: bytes, delivery: str = "d", *, chunks: int = 0, **changes: str) -> int:
            sign = {"signature": signature(b"whsec_mock", body), "delivery": delivery} | changes
            pieces = (body[at : at + chunks] for at in range(0, len(body), chunks or 1))
            content = pieces if chunks else body
            return http.post("/kasko", content=content, headers=headers(**sign)).status_code

        assert post(b'{"id": "a", "email": "chunked"}', "d1", chunks=7) == 204
        assert post(b'{"id": "a", "email": "chunked"}', "d1", chunks=1) == 204
        large = b'{"id": "a", "email": "large", "x": "%s"}' % (b"x" * 900_000)
        assert post(large, "d2") == post(large, "d3", chunks=65_536) == 204
        assert post(large * 2) == post(large * 2, chunks=65_536) == 413
        assert post(BODY, signature=SIGNED) == post(BODY, chunks=9, signature=SIGNED) == 400
        assert post(b"") == post(b"[]") == post(b"[", chunks=1) == 400
        slow = b'{"id": "a", "email": "slow"}'
        handled = pool.submit(post, slow, "d4", chunks=5)
        while "slow" not in (tmp_path / "stored").read_text():
            assert not handled.done()
        assert post(slow, "d4") == 503
        (tmp_path / "go").touch()
        assert (handled.result(), post(slow, "d4")) == (204, 204)
        assert http.get("/kasko").status_code == http.put("/kasko").status_code == 405
    stored = (tmp_path / "stored").read_text().split()
    assert stored == ["holder", "other", "holder", "chunked", "large", "large", "slow"]


class Endless(io.BytesIO):
    """What a server hands over that does not mark the end of a body: read to it, it waits."""

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size >= 0
        return super().read(size)


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (str(len(BODY)), 400),
        *((odd, 400) for odd in ("", None, "0", "-1", "-5", "abc", "1.5", "0x5", "1_0", " 5", "5")),
        *((huge, 413) for huge in ("1000001", "9" * 20, "9" * 5_000)),
    ],
    ids=lambda value: str(value)[:9],
)
def test_odd_lengths_of_a_wsgi_body(
    length: str | None, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the server says of the length, no more is read than came, and it is answered."""
    monkeypatch.setenv("KASKO_WEBHOOK_SECRET", "whsec_mock")
    names: dict[str, Any] = {}
    exec(compile(RECEIVERS["wsgi"], "webhooks.md", "exec"), names)  # noqa: S102
    environ: dict[str, Any] = {"REQUEST_METHOD": "POST", "wsgi.input": Endless(BODY)}
    answered: list[str] = []
    if length is not None:
        environ["CONTENT_LENGTH"] = length
    names["app"](environ, lambda status, _: answered.append(status))
    assert [answer[:3] for answer in answered] == [str(status)]


def test_insurehero_receiver_of_the_page() -> None:
    """The page's InsureHero receiver stores what a hint names, and refuses what is none."""
    stored: list[Any] = []
    names: dict[str, Any] = {"store": stored.append}
    exec(compile(RECEIVERS["insurehero"], "webhooks.md", "exec"), names)  # noqa: S102
    mock = create_app(MockSettings(policies=0, risk_items=5, claims=5))
    claim = mock.store.records("claims", offset=0, limit=1)[0]["id"]
    from brolly import InsureHero  # noqa: PLC0415 - as a user would, next to the receiver

    with InsureHero(mock.settings.insurehero_key, transport=transport(mock)) as shield:
        hint = {"type": "UPDATE", "id": claim, "message": "A claims was updated."}
        assert names["insurehero"](json.dumps(hint).encode(), shield) == 200
        hint["message"] = "A new_table was updated."
        assert names["insurehero"](json.dumps(hint).encode(), shield) == 200
        assert names["insurehero"](b"[]", shield) == 400
    assert [row.data.id for row in stored] == [claim]
    mock.close()


def test_every_receiver_of_the_page_is_tested() -> None:
    """No Python block of the page escapes the tests above."""
    assert PAGE.count("```python") == len(RECEIVERS) == 3


@contextmanager
def receiving() -> Iterator[tuple[str, list[tuple[str, Any, bytes]]]]:
    """A receiver that takes everything, and what it got: path, headers, body."""
    got: list[tuple[str, Any, bytes]] = []

    def app(environ: Any, start_response: Any) -> Any:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        got.append((environ["PATH_INFO"], environ, body))
        start_response("302 Found", [("Location", "/elsewhere")])
        return []

    with wsgi(app) as url:
        yield url, got


def test_the_mock_tells_of_changes() -> None:
    """What the mock sends fits the specifications, is signed, names its read, and goes out once."""
    with receiving() as (url, got):
        settings = MockSettings(policies=2, claims=20, risk_items=20, webhook_url=url)
        with serve(settings) as server:
            for change in ("policy.created", "policy.updated", *READS):
                assert httpx.post(f"{server.url}/webhooks/{change}").status_code == 202
            assert httpx.post(f"{server.url}/webhooks/other").status_code == 404
            claim = server.mock.store.records("claims", offset=0, limit=1)[0]
            server.mock.store.insert_record("claims", claim)
            server.mock.store.insert_record("claims", claim | {"id": "new"})
            assert server.mock.webhooks
            server.mock.webhooks.flush()
            # A redirect is not followed, and a failure not repeated: neither is documented.
            assert [sent.status for sent in server.mock.webhooks.sent] == [302] * 8
    kasko = [delivery for delivery in got if delivery[0] == "/kasko"]
    for (_, environ, body), event, name in zip(
        kasko, ("policy.created", "policy.updated"), ("policyCreated", "policyUpdated"), strict=True
    ):
        KASKO.validator(KASKO.webhooks[name]).validate(json.loads(body))
        delivery = KaskoWebhooks("whsec_mock").verify(body, environ)
        assert delivery.event == event
        assert delivery.policy.policy_created_date
    hints = [body for path, _, body in got if path == "/insurehero"]
    for hint in hints:
        INSUREHERO.validator(INSUREHERO.webhooks["tableChanged"]).validate(json.loads(hint))
    events = [read_shield_event(hint) for hint in hints]
    assert [(event.table, event.action) for event in events] == [
        *((table, "updated") for table in READS),
        ("claims", "updated"),
        ("claims", "inserted"),
    ]


def test_a_mock_without_records_has_nothing_to_tell() -> None:
    """A change of a record that is not there is refused, and nobody listening is noted."""
    settings = MockSettings(
        policies=0, live_policies=0, claims=0, risk_items=0, webhook_url="http://127.0.0.1:9"
    )
    with serve(settings) as server:
        for change in ("policy.updated", "claims", "orders"):
            assert httpx.post(f"{server.url}/webhooks/{change}").status_code == 409
        server.mock.store.insert()
        assert server.mock.webhooks
        server.mock.webhooks.flush()
        assert [sent.status for sent in server.mock.webhooks.sent] == [None]


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1", "http://example.com", "http://127.0.0.1.example.com", "nothing"]
)
def test_the_mock_tells_nobody_else(url: str) -> None:
    """Deliveries of invented people go to this machine alone."""
    with pytest.raises(ValueError, match="this machine"):
        create_app(MockSettings(policies=0, webhook_url=url))
