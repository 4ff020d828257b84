"""Recording and replay on a small API that has what the two real ones may get."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from schemathesis import Response

from brolly import ApiError, Kasko
from brolly.errors import Answer
from brolly_contract import facts, judge, ledger
from brolly_contract.exchange import response_to
from brolly_contract.operations import Node
from brolly_contract.recording import har, replay, spec as specs
from brolly_contract.recording.fakes import Faker
from brolly_contract.recording.model import Message, Recorded, Recording
from brolly_contract.recording.recorder import Recorder
from brolly_contract.recording.redaction import Redactor
from brolly_contract.recording.spec import Spec, load
from brolly_contract.target import Target
from brolly_runtime import Request, json_body
from kasko_api.models.link import Link

BASE = "https://sandbox.example.com/base"
JSON = {"content-type": "application/json"}


def content(schema: Node, *kinds: str) -> Node:
    return {kind: {"schema": schema} for kind in kinds or ("application/json",)}


def api() -> Node:
    """A document with unions, parts, parameters in headers, bodies, two versions of one path."""
    thing: Node = {
        "allOf": [
            {
                "type": "object",
                "properties": {"id": {"type": "integer"}, "next": {"type": "string"}},
            },
            {
                "properties": {
                    "note": {
                        "anyOf": [
                            {"$ref": "#/components/schemas/A"},
                            {"$ref": "#/components/schemas/B"},
                        ]
                    }
                }
            },
        ]
    }
    things = {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}
    links = {
        "one": {"operationId": "get_thing", "parameters": {"path.thingId": "$response.body#/0/id"}},
        "next": {
            "operationId": "list_things",
            "parameters": {"cursor": "$response.body#/0/next#regex:c=([0-9]+)"},
        },
        "none": {"operationId": "get_thing", "parameters": {"thingId": "$response.body#/7/id"}},
        "odd": {"operationId": "get_thing", "parameters": {"thingId": "$response.body#/0/id/x"}},
        "flag": {"operationId": "get_thing", "parameters": {"thingId": "$response.body#/0/on"}},
        "header": {"operationId": "get_thing", "parameters": {"thingId": "$response.header.x"}},
        "write": {"operationId": "make_thing", "parameters": {}},
        "lost": {"operationId": "nowhere", "parameters": {}},
    }
    version: Node = {
        "name": "X-Version",
        "in": "header",
        "required": True,
        "schema": {"type": "string", "enum": ["v2"]},
    }
    thing_id: Node = {
        "name": "thingId",
        "in": "path",
        "required": True,
        "schema": {"type": "integer"},
    }
    deep: Node = {
        "name": "deep",
        "in": "query",
        "required": True,
        "schema": {"type": "boolean", "example": True},
    }
    unknown: Node = {"name": "who", "in": "query", "required": True, "schema": {"type": "string"}}
    error = {"description": "x", "content": content({"type": "object"})}

    def operation(name: str, answer: Node, *parameters: Node, **more: Any) -> Node:
        return {
            "operationId": name,
            "parameters": list(parameters),
            "responses": {"200": {"description": "x", **answer}, "4XX": error},
            **more,
        }

    listed = {"content": content(things), "links": links}
    single = {"content": content({"$ref": "#/components/schemas/Thing"})}
    cursor = {"name": "cursor", "in": "query", "schema": {"type": "integer"}}
    return {
        "openapi": "3.1.0",
        "security": [{"basicAuth": []}],
        "paths": {
            "/things": {
                "get": operation("list_things", listed, cursor),
                "post": operation(
                    "make_thing",
                    single,
                    requestBody={"content": content({"$ref": "#/components/schemas/Thing"})},
                ),
            },
            "/things/{thingId}": {
                "parameters": [thing_id],
                "get": operation("get_thing", single, deep),
            },
            "/things/mine": {"get": operation("get_mine", single, version)},
            "/things#v2": {
                "get": operation(
                    "list_things_v2", {"content": content(things, "application/vnd.v2+json")}
                )
            },
            "/files": {"get": operation("get_file", {"content": content({}, "image/png")})},
            "/else": {
                "get": operation("elsewhere", single, servers=[{"url": "https://x.example.com"}])
            },
            "/who": {"get": operation("who", single, unknown)},
            "/empty": {"get": operation("empty", {})},
        },
        "components": {
            "schemas": {
                "Thing": thing,
                "A": {
                    "type": "object",
                    "properties": {"a": {"type": "string", "enum": ["x"]}},
                    "required": ["a"],
                },
                "B": {
                    "type": "object",
                    "properties": {"b": {"type": "integer"}},
                    "required": ["b"],
                },
            }
        },
    }


Described = Callable[[Node], Spec]


@pytest.fixture
def described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Described]:
    """Puts a document in the place of KASKO's."""
    kept = (facts.facts, specs.load, judge.as_json, judge.schema, ledger._property_names)

    def clear() -> None:
        for one in kept:
            one.cache_clear()

    def put(document: Node) -> Spec:
        (tmp_path / "kasko.yaml").write_text(json.dumps(document), "utf-8")
        clear()
        return load("kasko")

    (tmp_path / "sources.yaml").write_text("{}", "utf-8")
    monkeypatch.setattr(facts, "FOLDER", tmp_path)
    yield put
    clear()


@pytest.fixture
def spec(described: Described) -> Spec:
    """The small API."""
    return described(api())


def sandbox(request: httpx2.Request) -> httpx2.Response:
    """A sandbox of the small API."""
    things = [{"id": 17, "next": "/things?c=5", "on": True, "note": {"b": 3}}]
    path = request.url.path.removeprefix("/base")
    answers: dict[str, Callable[[], httpx2.Response]] = {
        "/things": lambda: httpx2.Response(200, json=things),
        "/things/17": lambda: httpx2.Response(200, json=things[0]),
        "/things/mine": lambda: httpx2.Response(401, json={"who": "canary"}),
        "/files": lambda: httpx2.Response(
            200, content=b"canary", headers={"content-type": "image/png"}
        ),
        "/empty": lambda: httpx2.Response(200),
    }
    return answers[path]()


@pytest.mark.usefixtures("spec")
def test_what_links_and_examples_reach_is_recorded() -> None:
    """Links lead on with what a response says; the spec's examples give the rest."""
    target = Target(api="kasko", base_url=BASE, key="sk_test_1", read_only=True)
    tool = Recorder(target, rate=1000.0, transport=httpx2.MockTransport(sandbox))
    found = tool.record()
    calls = [(one.operation, one.path, one.query, one.status) for one in found.exchanges]
    assert sorted(calls) == [
        ("empty", "/empty", [], 200),
        ("get_file", "/files", [], 200),
        ("get_mine", "/things/mine", [], 401),
        ("get_thing", "/things/17", [("deep", "true")], 200),
        ("list_things", "/things", [], 200),
        ("list_things", "/things", [("cursor", "5")], 200),
        ("list_things_v2", "/things", [], 200),
    ]
    assert tool.left_out == {
        "elsewhere": "it has servers of its own",
        "who": "no response linked to it",
    }
    sent = {one.operation: one.request.headers for one in found.exchanges}
    assert sent["list_things_v2"]["accept"] == "application/vnd.v2+json"
    assert sent["get_mine"]["x-version"] == "v2"
    assert "canary" not in repr(found)


@pytest.mark.parametrize(
    ("path", "accept", "name"),
    [
        ("/things", "application/json", "list_things"),
        ("/things", "application/vnd.v2+json", "list_things_v2"),
        ("/things/mine", "", "get_mine"),
        ("/things/9", "", "get_thing"),
        ("/nothing", "", None),
    ],
)
def test_a_request_finds_its_operation(
    path: str, accept: str, name: str | None, spec: Spec
) -> None:
    """Of several at one address `Accept` decides, and a path without placeholders goes first."""
    found = spec.find("GET", path, accept)
    assert (found and found.id) == name


def exchange(**changes: Any) -> Response:
    values: dict[str, Any] = {
        "method": "POST",
        "path": "/things",
        "sent": JSON,
        "content": json.dumps({"id": 3, "note": {"a": "x"}, "other": "Canary"}).encode(),
        "status": 200,
        "received": JSON | {"retry-after": "30", "link": f"<{BASE}/things/17?deep=true>; rel=self"},
        "response": json.dumps({"id": 3, "note": {"b": 7}, "next": "/things/17"}).encode(),
    }
    values |= changes
    return response_to(
        values["method"],
        BASE + values["path"],
        values["sent"],
        values["content"],
        status=values["status"],
        received={name: [text] for name, text in values["received"].items()},
        body=values["response"],
    )


def test_both_bodies_are_redacted(spec: Spec) -> None:
    """Members of unions and of `allOf` are documented members, in what is sent and what is read."""
    redactor = Redactor(spec, BASE, Faker(b"1"))
    found = redactor.redact(spec.operations["make_thing"], exchange())
    request: Any = found.request.body
    response: Any = found.response.body
    assert {name: request[name] for name in ("id", "note")} == {"id": 3, "note": {"a": "x"}}
    assert (len(request), "Canary" in repr(request)) == (3, False)
    assert response == {"id": 3, "note": {"b": 7}, "next": "/things/17"}
    assert found.response.headers["retry-after"] == "30"
    assert found.response.headers["link"] == '<https://example.com/things/17?deep=true>; rel="self"'


def test_a_personal_parameter_is_replaced(spec: Spec, described: Described) -> None:
    """A number in a path is kept where a number is documented, unless it is personal."""
    operation = spec.operations["get_thing"]
    sensitive = api()
    sensitive["paths"]["/things/{thingId}"]["parameters"][0]["schema"]["x-sensitive"] = "personal"
    personal = described(sensitive)
    given = exchange(method="GET", path="/things/170170", content=None)
    assert Redactor(spec, BASE).redact(operation, given).path == "/things/170170"
    path = Redactor(personal, BASE).redact(personal.operations["get_thing"], given).path
    assert path != "/things/170170"
    assert path.removeprefix("/things/").isdecimal()


def test_documented_headers_of_an_answer_are_kept(described: Described) -> None:
    """A header that the spec describes is kept as its schema allows; others are not."""
    document = api()
    document["paths"]["/empty"]["get"]["responses"]["200"]["headers"] = {
        "X-Kind": {"schema": {"type": "string", "enum": ["a"]}},
        "X-Text": {"schema": {"type": "string"}},
    }
    spec = described(document)
    received = {"x-kind": "a", "x-text": "Canary", "x-other": "a", "content-type": "text/plain"}
    given = exchange(method="GET", path="/empty", received=received, response=b"")
    headers = Redactor(spec, BASE).redact(spec.operations["empty"], given).response.headers
    assert headers.keys() == {"x-kind", "x-text", "content-type"}
    assert headers["x-kind"] == "a"
    assert headers["x-text"] != "Canary"


class Kind(Enum):
    one = "one"


def test_any_request_can_be_built_for_its_answer() -> None:
    """A builder gets values of its types, and a body read from the recorded one."""
    seen: dict[str, Any] = {}

    def builder(
        text: str, number: int, at: datetime, kind: Kind, *, body: Link, more: str | None = None
    ) -> Any:
        del more
        seen.update(text=text, number=number, at=at, kind=kind, body=body)
        return msgspec.defstruct("Call", ["path", "query"])("", ())

    recorded = Recorded(
        operation="x",
        method="POST",
        path="/a",
        query=[("b", "c")],
        request=Message(body={"href": "x"}),
        status=200,
        response=Message(),
    )
    call = replay._call(builder, recorded)
    assert (call.path, call.query) == ("/a", (("b", "c"),))
    assert seen["body"] == Link(href="x")
    assert seen["kind"] is Kind.one
    with pytest.raises(msgspec.ValidationError):
        replay._call(builder, msgspec.structs.replace(recorded, request=Message(body={"href": 1})))


def replayed(described: Described, exchange_: Recorded, document: Node) -> list[str]:
    """The findings for an exchange of another spec than ours."""
    described(document)
    found = replay.differences(Recording(api="kasko", exchanges=[exchange_]), exchange_)
    return [f"{what}: {reason}" for what, reason in found]


def test_an_operation_without_code_is_red(described: Described) -> None:
    """A recording of an operation that was never generated says what to do."""
    given = Recorded(operation="empty", method="GET", path="/empty", status=200, response=Message())
    assert replayed(described, given, api()) == [
        "client: has no such operation; run `make generate`"
    ]


def test_an_upload_is_held_against_the_spec_alone(described: Described) -> None:
    """The content of a file is not kept, so its call is not made again; its response is checked."""
    document = api()
    files = content({"type": "object"}, "multipart/form-data")
    document["paths"]["/things"]["post"]["requestBody"]["content"] |= files
    given = Recorded(
        operation="make_thing",
        method="POST",
        path="/things",
        request=Message(headers={"content-type": "multipart/form-data"}, length=7),
        status=200,
        response=Message(headers=JSON, body={"id": 1}),
    )
    assert replayed(described, given, document) == []
    wrong = msgspec.structs.replace(given, response=Message(headers=JSON, body={"id": "1"}))
    assert replayed(described, wrong, document) != []


def test_a_request_is_checked_too(described: Described) -> None:
    """The body and the headers of a recorded request are held against the spec as well."""
    thing = {"id": 1}
    given = Recorded(
        operation="make_thing",
        method="POST",
        path="/things",
        request=Message(headers=JSON, body={"id": "1"}),
        status=200,
        response=Message(headers=JSON, body=thing),
    )
    (said, *_) = replayed(described, given, api())
    assert said.startswith("request body.id: ")
    mine = Recorded(
        operation="get_mine",
        method="GET",
        path="/things/mine",
        request=Message(headers={"accept": "a/b", "x-other": "1"}),
        status=200,
        response=Message(headers=JSON, body=thing),
    )
    assert {
        "request: the header parameter 'x-other' is not documented",
        "request: the header parameter 'X-Version' is missing",
    } <= set(replayed(described, mine, api()))


def test_what_the_client_cannot_read_is_red(described: Described) -> None:
    """Where the spec allows more than the client reads, the client's reason and place are told."""
    document = deepcopy(api())
    document["paths"]["/policies"] = {
        "get": {"operationId": "list_policies", "responses": {"200": {"content": content({})}}}
    }
    given = Recorded(
        operation="list_policies",
        method="GET",
        path="/policies",
        status=200,
        response=Message(headers=JSON, body={"_embedded": {"item": 3}}),
    )
    (said,) = replayed(described, given, document)
    assert said.startswith("$._embedded.item: not read: ")


def make_thing(*, body: Link) -> Request[list[int]]:
    """A generated operation that takes less than the spec allows, and reads no model."""
    return Request(
        operation="make_thing",
        method="POST",
        template="/things",
        path="/things",
        headers={},
        returns={"200": list[int]},
        errors={},
        content=json_body(body),
    )


def test_a_body_that_no_model_holds_is_red(
    described: Described, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the spec lets a caller send, the client has to be able to send."""
    monkeypatch.setattr(replay, "builders", lambda _: {"make_thing": make_thing})
    document = api()
    document["components"]["schemas"]["Thing"] = {}
    given = Recorded(
        operation="make_thing",
        method="POST",
        path="/things",
        request=Message(headers=JSON, body={"id": 1}),
        status=200,
        response=Message(headers=JSON, body=[1]),
    )
    (said,) = replayed(described, given, document)
    assert said == "request body: does not fit the model: the member 'href' is missing"
    good = msgspec.structs.replace(given, request=Message(headers=JSON, body={"href": "x"}))
    assert replayed(described, good, document) == []


def test_an_error_of_another_response_is_red(
    described: Described, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that does not hold what was recorded is a finding."""

    class Confused(Kasko):
        def send(self, request: object, *, timeout: float | None = None) -> Any:
            del request, timeout
            raise ApiError(418, operation="empty", answer=Answer(b"other"))

    monkeypatch.setattr(replay, "builders", lambda _: {"empty": make_nothing})
    monkeypatch.setitem(replay.CLIENTS, "kasko", Confused)
    given = Recorded(operation="empty", method="GET", path="/empty", status=200, response=Message())
    assert replayed(described, given, api()) == [
        "client: raises an error that does not contain this response"
    ]


def make_nothing() -> Request[None]:
    """A generated operation without arguments."""
    return Request(
        operation="empty",
        method="GET",
        template="/empty",
        path="/empty",
        headers={},
        returns={},
        errors={},
    )


def test_a_response_without_a_body_is_read(
    described: Described, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no body is documented none is missed."""
    monkeypatch.setattr(replay, "builders", lambda _: {"empty": make_nothing})
    given = Recorded(operation="empty", method="GET", path="/empty", status=200, response=Message())
    assert replayed(described, given, api()) == []


def test_what_breaks_a_union_as_a_whole_is_red(described: Described) -> None:
    """A value that two alternatives of a `oneOf` allow breaks it, though it breaks neither."""
    document = api()
    both: Node = {"oneOf": [{"type": "object"}, {"type": "object"}]}
    document["components"]["schemas"]["Thing"] = both
    given = Recorded(
        operation="get_mine",
        method="GET",
        path="/things/mine",
        request=Message(headers={"x-version": "v2"}),
        status=200,
        response=Message(headers=JSON, body={}),
    )
    (said,) = replayed(described, given, document)
    assert said.startswith("response_schema_conformance: the body breaks `oneOf`")


def test_a_status_of_which_nothing_is_said_is_red(described: Described) -> None:
    """Where there is no `default`, an error status that the spec does not know is a finding."""
    given = Recorded(operation="empty", method="GET", path="/empty", status=500, response=Message())
    assert replayed(described, given, api()) == [
        "status_code_conformance: the status is not documented"
    ]


def test_an_open_alternative_fits_everything(spec: Spec) -> None:
    """A schema without a type stands for any value, and one that fits exactly goes first."""
    union = {"anyOf": [{}, {"type": "string"}, {"type": "string", "enum": ["x"]}]}
    assert spec.choose(union, 3) == {}
    assert spec.choose({"anyOf": [{"type": "string", "enum": ["y"]}, {"type": "string"}]}, "x") == {
        "type": "string"
    }


def test_what_a_form_sent_has_a_type() -> None:
    """A HAR file has the type of a request's body beside its text, header or not."""
    entry = {
        "request": {
            "method": "post",
            "url": "https://x.example/a?b=",
            "postData": {"mimeType": "application/json", "text": "{}"},
        },
        "response": {"status": 200},
    }
    request = har._response(msgspec.convert(entry, har._Entry)).request
    assert (request.method, request.body) == ("POST", b"{}")
    assert request.headers == {"content-type": "application/json"}


def test_a_har_body_that_is_broken_is_dropped() -> None:
    """Base64 that is none leaves an empty body, not an error."""
    assert har._bytes(har._Content(text="a", encoding="base64")) == b""
    assert "canary" not in repr(har._Field("canary", "canary"))
