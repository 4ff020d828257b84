"""A sandbox is recorded without harm and without a leak, and what was recorded is replayed."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import httpx2
import msgspec
import pytest

from brolly import AuthenticationError, ConfigurationError, TransportError
from brolly_contract.recording import har
from brolly_contract.recording.model import Message, Recorded, Recording, read, write
from brolly_contract.recording.recorder import Recorder
from brolly_contract.recording.replay import differences, lost, replay
from brolly_contract.recording.spec import load
from brolly_contract.target import APIS, Api, Target, UnsafeTargetError
from brolly_mock import (
    Answer,
    Call,
    Handler,
    Mock,
    MockSettings,
    create_app,
    transport,
)
from kasko_api.models import Policy

KEYS = {"kasko": "sk_test_canaryK", "insurehero": "canaryI"}
SETTINGS = MockSettings(
    policies=30,
    claims=12,
    risk_items=12,
    kasko_key=KEYS["kasko"],
    insurehero_key=KEYS["insurehero"],
)
each_api = pytest.mark.parametrize("api", APIS)


def plant(call: Call, handler: Handler) -> Answer:
    """A response in which all that is personal, secret or unknown holds a canary."""
    answer = handler(call)
    if call.operation != "authorize" and answer.status == 200:
        answer.payload = _planted(answer.payload)
        answer.headers |= {"set-cookie": "canary", "etag": '"canary"', "x-canary": "canary"}
    return answer


_PERSONAL = ("name", "email", "phone", "url", "identifier_value", "description", "metadata")


def _planted(node: Any) -> Any:
    if isinstance(node, list):
        return [_planted(item) for item in node]
    if not isinstance(node, dict):
        return node
    planted = {
        name: f"https://canary.example/{name}?Signature=canary"
        if name == "url"
        else f"canary.{value}"
        if isinstance(value, str) and name.endswith(_PERSONAL)
        else {"canary": ["canary@canary.example", 4929123412341234]}
        if isinstance(value, dict) and name == "metadata"
        else _planted(value)
        for name, value in node.items()
    }
    return planted | {"canary_member": "canary"}


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    mock = create_app(SETTINGS)
    mock.faults.add(plant, times=None)
    yield mock
    mock.close()


def recorder(api: Api, mock: Mock, **options: Any) -> Recorder:
    """A recorder of the mock in process."""
    given: dict[str, Any] = {"key": KEYS[api]} | options
    rate = given.pop("rate", 1000.0)
    target = Target(api=api, base_url="https://sandbox.example.org", read_only=True, **given)
    return Recorder(target, rate=rate, transport=transport(mock))


@pytest.fixture
def recorded(mock: Mock, tmp_path: Path) -> Callable[[Api], Path]:
    def make(api: Api) -> Path:
        return write(recorder(api, mock).record(), tmp_path / api)

    return make


@each_api
def test_nothing_leaks(api: Api, recorded: Callable[[Api], Path]) -> None:
    """No key, token, person, signed address or unknown member is in a recording's file."""
    text = recorded(api).read_text("utf-8")
    assert "canary" not in text.casefold()
    assert "4929123412341234" not in text
    assert "sandbox.example.org" not in text
    assert '"authorize"' not in text
    assert "eyJ" not in text, "a token"


@each_api
def test_ids_agree_within_a_recording(api: Api, recorded: Callable[[Api], Path]) -> None:
    """What a list names is what the single reads ask for."""
    exchanges = read(recorded(api)).exchanges
    text = json.dumps([msgspec.to_builtins(one.response.body) for one in exchanges])
    operations = load(api).operations
    asked = [
        value
        for one in exchanges
        if one.status == 200
        for value in (operations[one.operation].match(one.path) or {}).values()
    ]
    assert asked
    for value in asked:
        assert f'"{value}"' in text


@each_api
def test_a_recording_replays_green(api: Api, recorded: Callable[[Api], Path]) -> None:
    """A recording of the mock fits the spec, and the client reads each documented value of it."""
    file = recorded(api)
    replayed = replay(file.parent)
    assert replayed.findings == []
    assert replayed.exchanges == len(read(file).exchanges) > 4
    assert replay(file).exchanges == replayed.exchanges


@each_api
def test_every_read_is_recorded(api: Api, mock: Mock) -> None:
    """Each operation that reads is called, or it is said why it is not."""
    tool = recorder(api, mock)
    called = {one.operation for one in tool.record().exchanges}
    spec = load(api)
    reads = {
        one.id
        for one in spec.operations.values()
        if one.method == "GET" and not one.gives_credentials
    }
    assert called | tool.left_out.keys() == reads
    assert not called & tool.left_out.keys()


def test_a_sandbox_is_read_slowly(mock: Mock) -> None:
    """Requests, those for a token included, keep their distance."""
    began, before = monotonic(), sum(mock.calls.values())
    recorder("insurehero", mock, rate=20).record(most=4)
    sent = sum(mock.calls.values()) - before
    assert sent > 4
    assert monotonic() - began >= (sent - 1) / 20


def test_limits_are_kept(mock: Mock) -> None:
    """No operation is called more often than asked for, nor all of them."""
    told: list[tuple[str, int]] = []
    found = recorder("kasko", mock).record(each=1, told=lambda *one: told.append(one))
    assert told == [(one.operation, one.status) for one in found.exchanges]
    assert len({name for name, _ in told}) == len(told)
    assert len(recorder("insurehero", mock).record(most=2).exchanges) == 2


def test_a_live_key_records_nothing(mock: Mock) -> None:
    """With a LIVE key nothing is sent."""
    before = sum(mock.calls.values())
    with pytest.raises(UnsafeTargetError, match="LIVE"):
        recorder("kasko", mock, key="sk_" + "live_0")
    assert sum(mock.calls.values()) == before


def test_a_wrong_key_ends_the_recording(mock: Mock) -> None:
    """A key that is refused is an error, not a recording of refusals."""
    with pytest.raises(AuthenticationError):
        recorder("kasko", mock, key="sk_test_other").record()


def test_a_sandbox_that_is_silent_ends_the_recording() -> None:
    """Without any response there is an error, not an empty recording."""

    def silent(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadTimeout("canary", request=request)

    target = Target(
        api="kasko", base_url="https://sandbox.example.org", key=KEYS["kasko"], read_only=True
    )
    tool = Recorder(target, rate=1000.0, transport=httpx2.MockTransport(silent))
    with tool, pytest.raises(TransportError, match="no response"):
        tool.record()


def test_an_error_is_recorded_too() -> None:
    """A response with an error status is one exchange among others, and replays."""
    mock = create_app(SETTINGS)
    mock.faults.add(
        lambda call, handler: call.refuse(404, "canary"), operation="get_policy", times=None
    )
    found = recorder("kasko", mock).record()
    mock.close()
    errors = [one for one in found.exchanges if one.status == 404]
    assert errors
    assert "canary" not in repr(errors)
    assert [*differences(found, errors[0])] == []


def test_a_refused_token_is_not_recorded() -> None:
    """What authorize says is in no recording; an operation without a token is left out."""
    mock = create_app(SETTINGS)
    mock.faults.add(lambda call, handler: call.refuse(403, "canary"), operation="authorize")
    tool = recorder("insurehero", mock)
    found = tool.record()
    mock.close()
    assert "authorize gave no access token for it" in tool.left_out.values()
    assert found.exchanges
    assert not tool.left_out.keys() & {one.operation for one in found.exchanges}
    assert "canary" not in repr(found)


def policies() -> Recording:
    """A page of one policy, as it should be."""
    time = "2015-10-30T10:05:00+0000"
    policy = Policy.from_dict({"id": "p1", "updated_at": time, "amount": 1, "status": "paid"})
    headers = {"content-type": "application/json", "x-request-id": "r1"}
    body = {"_embedded": {"item": [policy.to_dict() | {"updated_at": time}]}}
    response = Message(headers=headers, body=body)
    exchange = Recorded(
        operation="list_policies", method="GET", path="/policies", status=200, response=response
    )
    return Recording(api="kasko", exchanges=[exchange])


def corrupted(change: Callable[[Any], None]) -> Recording:
    """The page, changed by hand in its file."""
    plain = msgspec.to_builtins(policies())
    change(plain["exchanges"][0])
    return msgspec.convert(plain, Recording)


_SCHEMA = "response_schema_conformance"


def _first(exchange: Any) -> Any:
    return exchange["response"]["body"]["_embedded"]["item"][0]


@pytest.mark.parametrize(
    ("change", "what", "reason"),
    [
        (
            lambda x: _first(x).update(amount="1"),
            _SCHEMA,
            "amount breaks `ty",
        ),
        (
            lambda x: _first(x).pop("id"),
            _SCHEMA,
            "_embedded.item[0] lacks id",
        ),
        (lambda x: _first(x).update(currency="e"), _SCHEMA, "`pattern`"),
        (lambda x: _first(x).update(livemode=True), "test_data_only", "1 of 1 records are real"),
        (lambda x: x.update(status=201), "documented_success", "the status 201"),
        (lambda x: x.update(operation="other"), "operation", "does not know"),
        (lambda x: x.update(path="/policies/1"), "request", "is not GET /policies"),
        (lambda x: x.update(method="PUT"), "request", "is not GET /policies"),
        (lambda x: x.update(query=[["page", "1"]]), "request", "'page' is not documented"),
        (lambda x: x.update(query=[["limit", "none"]]), "request", "'limit' has a value"),
        (
            lambda x: x["response"]["headers"].pop("x-request-id"),
            "response_headers_conformance",
            "X-Request-Id is missing",
        ),
        (
            lambda x: x["response"]["headers"].update({"content-type": "text/html"}),
            "content_type_conformance",
            "not the documented one",
        ),
        (
            lambda x: x["response"].pop("body"),
            _SCHEMA,
            "not what its content",
        ),
        (
            lambda x: (x["response"].pop("body"), x["response"].update(length=3)),
            _SCHEMA,
            "not what its content",
        ),
    ],
)
def test_a_corrupted_recording_is_red(
    change: Callable[[Any], None], what: str, reason: str, tmp_path: Path
) -> None:
    """A finding names file, operation and check, and says where and what is wrong."""
    recording = corrupted(change)
    file = write(recording, tmp_path)
    begun = f"{file}: {recording.exchanges[0].operation}: {what}: "
    said = [one for one in map(str, replay(tmp_path).findings) if one.startswith(begun)]
    assert said
    assert reason in said[0]


def test_a_finding_quotes_nothing(tmp_path: Path) -> None:
    """A recording that somebody wrote by hand may hold real values: no finding shows one."""
    write(corrupted(lambda x: _first(x).update(amount="canary", status=["canary"])), tmp_path)
    findings = replay(tmp_path).findings
    assert len(findings) > 1
    assert "canary" not in "".join(map(str, findings))


def test_a_missing_parameter_is_red() -> None:
    """A required parameter that a recorded request does not have is named."""
    found = Recorded(
        operation="list_claims",
        method="GET",
        path="/api/shield/integrations/v1/claims",
        query=[("from", "0"), ("general", "true")],
        status=200,
        response=Message(headers={"content-type": "application/json"}, body={"data": []}),
    )
    recording = Recording(api="insurehero", exchanges=[found])
    assert [*differences(recording, found)] == [("request", "the query parameter 'to' is missing")]


def test_what_the_client_would_lose_is_red() -> None:
    """Each documented value has to be on the model; what nobody describes need not be."""
    spec = load("kasko")
    schema = {"$ref": "#/components/schemas/PolicyCollection"}
    said: Any = policies().exchanges[0].response.body
    whole = json.loads(json.dumps(said))
    assert [*lost(spec, schema, said, whole, "$")] == []
    other = json.loads(json.dumps(said))
    row = other["_embedded"]["item"][0]
    del row["amount"]
    row |= {"currency": "usd", "updated_at": "2015-10-30T11:05:00+01:00", "status": "PAID"}
    assert [*lost(spec, schema, said, other, "$")] == [
        ("$._embedded.item[0].currency", "the client reads another value"),
        ("$._embedded.item[0].amount", "the client loses it"),
    ]
    other["_embedded"]["item"] = []
    assert [*lost(spec, schema, said, other, "$")] == [
        ("$._embedded.item", "the client loses items")
    ]
    assert [*lost(spec, schema, {**said, "news": 1}, said, "$")] == []


def test_files_are_never_overwritten(tmp_path: Path) -> None:
    """Each recording gets a name of its own, and reads as it was written."""
    recording = policies()
    files = [write(recording, tmp_path / "new") for _ in range(3)]
    assert [file.name for file in files] == ["kasko-1.json", "kasko-2.json", "kasko-3.json"]
    assert [read(file) for file in files] == [recording] * 3


@pytest.mark.parametrize("text", ["", "{}", '{"format": "brolly recording 2"}', "\xff"])
def test_what_is_no_recording_is_named(text: str, tmp_path: Path) -> None:
    """A file of another form is an error that names it; so is a folder without recordings."""
    with pytest.raises(ConfigurationError, match="holds no recordings"):
        replay(tmp_path)
    file = tmp_path / "other.json"
    file.write_text(text, "latin-1")
    with pytest.raises(ConfigurationError, match=r"other\.json is not a recording"):
        replay(tmp_path)


def har_of(mock: Mock) -> Any:
    """What a browser would save of a session with both APIs and a third party."""
    entries: list[Any] = []

    def save(response: httpx.Response) -> None:
        response.read()
        request = response.request
        content: Any = {"mimeType": response.headers.get("content-type", ""), "size": 1}
        content["text"] = response.text
        if len(entries) % 2:
            coded = base64.b64encode(response.content).decode()
            content |= {"text": coded, "encoding": "base64"}
        entries.append(
            {
                "startedDateTime": "2026-01-01T00:00:00Z",
                "request": {
                    "method": request.method,
                    "url": str(request.url),
                    "headers": [{"name": k, "value": v} for k, v in request.headers.items()],
                    "cookies": [{"name": "session", "value": "canary"}],
                }
                | (
                    {"postData": {"mimeType": "application/json", "text": request.content.decode()}}
                    if request.content
                    else {}
                ),
                "response": {
                    "status": response.status_code,
                    "headers": [{"name": k, "value": v} for k, v in response.headers.items()],
                    "content": content,
                },
            }
        )

    shield = "https://shield.example.org/stage/api/shield/integrations"
    with httpx.Client(
        transport=_Below("/stage", transport(mock)), event_hooks={"response": [save]}
    ) as client:
        page = client.get(
            "https://kasko.example.org/policies?limit=2", auth=(KEYS["kasko"], "")
        ).json()
        one = page["_embedded"]["item"][0]["id"]
        client.get(f"https://kasko.example.org/policies/{one}", auth=(KEYS["kasko"], ""))
        key = {"x-api-key": KEYS["insurehero"]}
        token = client.get(f"{shield}/auth/authorize", headers=key).json()["data"]
        client.get(f"{shield}/v1/claims?from=0&to=3", headers={"authorization": f"Bearer {token}"})
        client.get("https://canary.example/track?who=canary")
        client.post("https://kasko.example.org/nowhere/canary", json={"name": "canary"})
    broken = {"request": {"method": "GET", "url": "https://[canary"}, "response": {"status": 200}}
    blocked = {
        "request": {"method": "GET", "url": "https://kasko.example.org/policies"},
        "response": {"status": 0},
    }
    return {"log": {"version": "1.2", "entries": [*entries, broken, blocked]}}


class _Below(httpx.BaseTransport):
    """A mock that stands below a path."""

    def __init__(self, base: str, inner: httpx.BaseTransport) -> None:
        self._base = base
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().removeprefix(self._base)
        inner = httpx.Request(
            request.method,
            request.url.copy_with(raw_path=path.encode()),
            headers=request.headers,
            content=request.content,
        )
        return self._inner.handle_request(inner)


def test_a_har_file_is_imported(mock: Mock, tmp_path: Path) -> None:
    """A HAR file gives a recording for each API, redacted alike, that replays green."""
    file = tmp_path / "session.har"
    file.write_text("\ufeff" + json.dumps(har_of(mock)), "utf-8")
    found, strangers = har.recordings(file)
    assert [one.api for one in found] == ["kasko", "insurehero"]
    assert [[one.operation for one in each.exchanges] for each in found] == [
        ["list_policies", "get_policy"],
        ["list_claims"],
    ]
    assert strangers == 4
    assert found[0].exchanges[0].query == [("limit", "2")]
    for recording in found:
        text = write(recording, tmp_path / "out").read_text("utf-8")
        assert "canary" not in text.casefold()
        assert ".example.org" not in text
    assert replay(tmp_path / "out").findings == []


@pytest.mark.parametrize("content", [b"", b"[]", b'{"log": "canary"}', b"\xff\xfe"])
def test_what_is_no_har_file_is_named(content: bytes, tmp_path: Path) -> None:
    """A file that is no HAR is an error that names it and quotes nothing of it."""
    file = tmp_path / "session.har"
    file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"session\.har is not a HAR") as raised:
        har.recordings(file)
    assert "canary" not in str(raised.value)
