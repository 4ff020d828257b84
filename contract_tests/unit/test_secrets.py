from __future__ import annotations

import copy
import logging
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from rich.pretty import pretty_repr

import tracebacks
from brolly import ApiError, BrollyError, ConfigurationError
from brolly.errors import Answer
from brolly_mock import MockServer, MockSettings, faults, serve
from flavours import FAST_ASYNC, SYNC, Flavour

KEY = "sk_test_CANARYkey"
PERSON = "CANARYperson"
CANARIES = ("CANARY", "Q0FOQVJZ", "c2tfdGVzdF9DQU5BUllrZXk")
"""The canary itself, and how Base64 writes it."""


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    settings = MockSettings(
        policies=30, claims=5, risk_items=5, kasko_key=KEY, insurehero_key="CANARYshield"
    )
    with serve(settings) as mock:
        for policy in mock.mock.store.policies():
            mock.mock.store.update(
                policy["id"], first_name=PERSON, last_name=PERSON, email=f"{PERSON}@example.com"
            )
        yield mock


def renderings(error: BaseException) -> Iterator[str]:
    """Everything that a program or a person could make of an exception and its chain."""
    yield "\n".join(tracebacks.lines(error))
    linked: BaseException | None = error
    while linked is not None:
        yield repr(linked) + str(linked) + repr(vars(linked)) + pretty_repr(vars(linked))
        yield repr(linked.args)
        linked = linked.__context__
    yield pickle.dumps(error).decode("latin-1")


def leaks(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if any(canary in line for canary in CANARIES)]
    # This file's own source, which a rendered traceback quotes.
    return [line for line in lines if "CANARYshield" not in line or "settings" not in line]


TROUBLE: dict[str, Any] = {
    "bad request that echoes": faults.status(400, f"{PERSON} is wrong"),
    "server error that echoes": faults.status(500, f"{PERSON} is wrong"),
    "page of a proxy": faults.body(f"<p>{PERSON}</p>".encode(), media_type="text/html"),
    "record of a wrong type": faults.wrong_type("amount", f"{PERSON}"),
    "status of a wrong type": faults.wrong_type("status", {PERSON: PERSON}),
    "time that is none": faults.wrong_type("updated_at", f"{PERSON}"),
    "truncated": faults.truncate(0.5),
    "reset": faults.reset("body"),
    "reset in the headers": faults.reset("headers"),
    "late": faults.latency(0.8),
    "not HTTP": faults.raw(f"{PERSON} {PERSON}\r\n\r\n".encode()),
    "header that echoes": faults.body(b"", code=500, headers={"x-echo": PERSON}),
    "cookie": faults.body(b"", code=500, headers={"set-cookie": f"session={PERSON}"}),
}


@pytest.mark.parametrize(
    ("provider", "trouble"),
    [("Kasko", trouble) for trouble in TROUBLE]
    + [("InsureHero", trouble) for trouble in ("bad request that echoes", "truncated", "reset")],
)
# Each library, blocking and not, once.
@pytest.mark.parametrize("wire", [SYNC, FAST_ASYNC], indirect=True)
def test_failed_calls_tell_nothing(
    wire: Flavour,
    server: MockServer,
    caplog: pytest.LogCaptureFixture,
    provider: str,
    trouble: str,
) -> None:
    """No failure shows a key, a token, a name or a body in text, log, traceback or pickle."""
    key = server.kasko_key if provider == "Kasko" else server.insurehero_key
    client = getattr(wire, provider)(key, base_url=server.url, timeout=0.5, max_retries=0)
    del key
    server.mock.faults.clear()
    operation = "list_policies" if provider == "Kasko" else "list_claims"
    server.mock.faults.add(TROUBLE[trouble], operation=operation, times=None)
    with caplog.at_level(logging.DEBUG), pytest.raises(BrollyError) as caught:
        wire.all(client.iter_policies() if provider == "Kasko" else client.iter_claims())
    texts = [repr(client), repr(vars(client)), pretty_repr(client), pretty_repr(vars(client))]
    texts += [record.getMessage() for record in caplog.records]
    texts += renderings(_stripped_of_this_file(caught.value))
    assert [line for text in texts for line in leaks(text)] == []
    wire.run(client.close())


def test_wire_logs(wire: Flavour, server: MockServer, caplog: pytest.LogCaptureFixture) -> None:
    """What httpx and httpcore log of our calls is withheld, of anybody else's it is not."""
    server.mock.faults.clear()
    kasko = wire.Kasko(server.kasko_key, base_url=server.url)
    with caplog.at_level(logging.DEBUG):
        wire.run(kasko.list_policies())
        ours = {record.name.split(".")[0] for record in caplog.records}
        caplog.clear()
        httpx.get(server.url)
        theirs = {record.name.split(".")[0] for record in caplog.records}
    assert "brolly" in ours
    assert ours.isdisjoint({"httpx", "httpcore"})
    assert {"httpx", "httpcore"} <= theirs
    wire.run(kasko.close())


def _stripped_of_this_file(error: BrollyError) -> BrollyError:
    """Without the frames of the tests, whose fixtures hold the key in the open."""
    frame = error.__traceback__
    while frame is not None and "overrides" not in frame.tb_frame.f_code.co_filename:
        frame = frame.tb_next
    return error.with_traceback(frame)


@pytest.mark.parametrize(
    "options", [{"base_url": "http://api.example.com"}, {"timeout": -1}, {"auth": "x"}]
)
def test_refused_settings_tell_nothing(flavour: Flavour, options: dict[str, Any]) -> None:
    """An error while a client is made does not show the key, nor do the frames behind it."""
    with pytest.raises(ConfigurationError) as caught:
        flavour.Kasko(KEY, **options)
    error = _stripped_of_this_file(caught.value)
    assert [line for text in renderings(error) for line in leaks(text)] == []


@pytest.mark.parametrize("key", ["CANARY key", "CANARY\nkey", "CANARY:key"])
def test_refused_keys_are_not_shown(flavour: Flavour, key: str) -> None:
    """An error about the key itself does not show it."""
    for client in (flavour.Kasko, flavour.InsureHero):
        with pytest.raises(ConfigurationError) as caught:
            client(key)
        error = _stripped_of_this_file(caught.value)
        assert [line for text in renderings(error) for line in leaks(text)] == []


def test_answers_do_not_show_people(wire: Flavour, server: MockServer) -> None:
    """A policy in a log or a traceback shows no name, while its attributes hold it."""
    server.mock.faults.clear()
    kasko = wire.Kasko(server.kasko_key, base_url=server.url)
    page = wire.run(kasko.list_policies(limit=3))
    policy = page.embedded.item[0]
    assert policy.first_name == PERSON
    assert policy.to_dict()["email"] == f"{PERSON}@example.com"
    shown = [repr(page), pretty_repr(page), str(policy), f"{policy}"]
    shown += [repr(item) for item in wire.all(kasko.iter_policy_pages())]
    assert [line for text in shown for line in leaks(text)] == []
    wire.run(kasko.close())


def test_clients_cannot_be_pickled(flavour: Flavour) -> None:
    """A client holds a key and connections, so it refuses to be pickled and says why."""
    kasko = flavour.Kasko(KEY)
    for attempt in (pickle.dumps, copy.deepcopy):
        for holder in (kasko, kasko._pipeline, kasko._pipeline.credentials["basicAuth"][1]):
            with pytest.raises(TypeError, match="pickle"):
                attempt(holder)


def test_errors_survive_a_process_border(flavour: Flavour) -> None:
    """An error crosses a process border whole, but for what the provider wrote."""
    content = f'{{"status": "Not Found", "message": "{PERSON}"}}'.encode()
    answer = httpx.Response(404, content=content, headers={"x-request-id": "r-1"})
    kasko = flavour.Kasko(KEY, transport=httpx.MockTransport(lambda _: answer))
    with pytest.raises(ApiError) as caught:
        flavour.run(kasko.get_policy("a"))
    error = caught.value
    assert error.message == PERSON
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert (again.status_code, again.request_id, again.operation) == (404, "r-1", "get_policy")
    assert (again.message, again.body) == (None, b"")
    assert repr(Answer(b"x")) == "Answer(***)"


def test_every_error_text_says_what_to_do(flavour: Flavour) -> None:
    """Each error status has a text with the operation, the status and a next step."""
    seen: set[str] = set()
    make: Callable[[int], Any] = lambda status: httpx.MockTransport(  # noqa: E731
        lambda _: httpx.Response(status)
    )
    for status in (400, 401, 402, 403, 404, 405, 409, 418, 422, 429, 500, 520):
        kasko = flavour.Kasko(KEY, transport=make(status), max_retries=0)
        with pytest.raises(ApiError) as caught:
            flavour.run(kasko.get_policy("a"))
        text = str(caught.value)
        assert text.startswith(f"get_policy: {status} ")
        assert len(text.split(": ", 2)[2]) > 30
        seen.add(text.split(": ", 2)[2])
    assert len(seen) == 11
