from __future__ import annotations

import hashlib
import hmac
import json
import pickle
import re
import threading
import traceback
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
from colours import Colour

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
        httpx.Headers,
        lambda pairs: Headers(dict(pairs)),
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


@given(body=st.binary(max_size=200), secret=st.text(min_size=1, max_size=40), data=st.data())
def test_what_was_not_signed_is_refused(body: bytes, secret: str, data: st.DataObject) -> None:
    """A body, a secret or a signature that differs in anything is refused before it is read."""
    try:
        digest = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
    except UnicodeEncodeError:
        return
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
@pytest.mark.parametrize("fault", ["missing", "doubled", "joined", "empty"])
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
    elif fault == "joined":
        pairs = [(key, f"{value}, {value}" if key == wire else value) for key, value in pairs]
    with pytest.raises(WebhookSignatureError, match=wire.lower()):
        KaskoWebhooks(SECRET).verify(BODY, pairs)


@pytest.mark.parametrize(
    "value",
    [SIGNED[5:], SIGNED.upper(), f"sha256={SIGNED[5:]}", f" {SIGNED}", f"{SIGNED}\n", "sha1="],
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


@pytest.mark.parametrize("secrets", [(), ("",), ("a", "")])
def test_no_secret(secrets: tuple[str, ...]) -> None:
    """Without a secret nothing could be proven, so there is no such receiver."""
    with pytest.raises(ConfigurationError, match="secret"):
        KaskoWebhooks(*secrets)


def test_bodies_are_bytes() -> None:
    """Any kind of bytes is taken; text or parsed JSON is refused with the reason."""
    for content in (bytearray(BODY), memoryview(BODY)):
        assert KaskoWebhooks(SECRET).verify(content, headers()).delivery_id == "d1"
    other: Any
    for other in (BODY.decode(), json.loads(BODY), None):
        with pytest.raises(ConfigurationError, match="bytes"):
            KaskoWebhooks(SECRET).verify(other, headers())
        with pytest.raises(ConfigurationError, match="bytes"):
            read_shield_event(other)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"id": 5}', b'{"id": "a", "email": 5}', b'{"id": "\xff"}', b"[" * 9**5],
)
def test_other_shapes(body: bytes) -> None:
    """A signed body, or a hint, of another shape is an error that says where and shows nothing."""
    with pytest.raises(WebhookError, match=r"at \$.*answer 400") as caught:
        KaskoWebhooks(SECRET).verify(body, headers(signature=signature(SECRET.encode(), body)))
    assert caught.value.__context__ is None
    with pytest.raises(WebhookError, match="answer 400"):
        read_shield_event(body)


def test_nothing_is_told() -> None:
    """Neither errors with the locals of their frames nor reprs show secret, body or person."""
    webhooks = KaskoWebhooks("CANARYsecret")
    body = b'{"id": "a", "email": "CANARY@example.com", "amount": 1, "livemode": "CANARY"}'
    texts = [repr(webhooks), repr(vars(webhooks))]
    for sign in (signature(b"CANARYsecret", body), SIGNED):
        with pytest.raises(WebhookError) as caught:
            webhooks.verify(body, headers(signature=sign))
        error: Any = caught.value
        frames = error.__traceback__.tb_next
        shown = traceback.TracebackException(type(error), error, frames, capture_locals=True)
        texts += ["".join(shown.format()), repr(error), pickle.dumps(error).decode("latin-1")]
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


@given(type_=st.text(), id_=st.text(), message=st.text())
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


def test_the_read_that_follows(colour: Colour, make_mock: Callable[..., Mock]) -> None:
    """`fetch` reads what a hint names, in both colours; what is gone is a `NotFoundError`."""
    mock = make_mock(MockSettings(policies=0, risk_items=20, claims=20))
    shield = colour.InsureHero(mock.settings.insurehero_key, transport=transport(mock))
    ids = {
        "claims": mock.store.records("claims", offset=0, limit=1)[0]["id"],
        "risk_items": mock.store.records("risk_items", offset=0, limit=1)[0]["id"],
    }
    ids |= {"claims_events": ids["claims"], "orders": ids["risk_items"]}
    for table, operation in READS.items():
        hint = {"type": "x", "id": ids[table], "message": f"A {table} was updated."}
        event = read_shield_event(json.dumps(hint).encode())
        assert colour.run(event.fetch(shield)) == colour.run(getattr(shield, operation)(ids[table]))
    gone = read_shield_event(b'{"type": "x", "id": "gone", "message": "A claims was updated."}')
    with pytest.raises(NotFoundError):
        colour.run(gone.fetch(shield))


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

    def test_memory_has_an_end(self) -> None:
        """Of many ids the newest are remembered, as many as were asked for."""
        replays = Replays(most=3)
        for name in "abcd":
            with replays.once(name):
                pass
        for name, known in (("d", True), ("c", True), ("b", True), ("a", False)):
            with replays.once(name) as new:
                assert new is not known
        with pytest.raises(ConfigurationError):
            Replays(0)


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


@pytest.mark.parametrize("kind", ["starlette", "wsgi"])
def test_receivers_of_the_page(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's receivers take each delivery of the mock once, and refuse the rest."""
    assert len([line for line in RECEIVERS[kind].splitlines() if line]) <= 20
    stored: list[Any] = []

    async def store_async(policy: Any) -> None:
        store(policy)

    def store(policy: Any) -> None:
        if not stored:
            stored.append(None)
            raise RuntimeError("the database is down")
        stored.append(policy)

    monkeypatch.setenv("KASKO_WEBHOOK_SECRET", "whsec_mock")
    names: dict[str, Any] = {"store": store if kind == "wsgi" else store_async}
    exec(compile(RECEIVERS[kind], f"webhooks.md: {kind}", "exec"), names)  # noqa: S102
    with (wsgi if kind == "wsgi" else asgi)(_failing_to_500(names["app"], kind)) as url:
        mock = create_app(MockSettings(policies=3, claims=0, risk_items=0, webhook_url=url))
        assert mock.webhooks
        created = mock.store.insert(email="holder@example.com")
        mock.store.update(created["id"], email="other@example.com")
        mock.store.cancel(created["id"])
        mock.webhooks.kasko("policy.updated", created, delivery_id="same")
        mock.webhooks.kasko("policy.updated", created, delivery_id="same")
        mock.webhooks.flush()
        assert [sent.status for sent in mock.webhooks.sent] == [500, 204, 204, 204, 204]
        assert [policy.email for policy in stored[1:]] == ["other@example.com"] * 2 + [
            "holder@example.com"
        ]
        forged = httpx.post(f"{url}/kasko", content=BODY, headers=headers())
        assert forged.status_code == 400
        mock.close()


def _failing_to_500(app: Any, kind: str) -> Any:
    """As each server does it, without its traceback on the terminal."""

    def answer(environ: Any, start_response: Any) -> Any:
        try:
            return app(environ, start_response)
        except RuntimeError:
            start_response("500 Internal Server Error", [("Content-Length", "0")])
            return []

    async def serve_asgi(scope: Any, receive: Any, send: Any) -> None:
        with suppress(RuntimeError):  # Starlette has answered already
            await app(scope, receive, send)

    return answer if kind == "wsgi" else serve_asgi


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
