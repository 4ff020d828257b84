"""No secret and no person gets through redaction; what it leaves still is what the spec says."""

from __future__ import annotations

import re
import string
from itertools import count
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec
import pytest
from hypothesis import example, given, settings, strategies as st
from schemathesis import Response

from brolly_contract.exchange import response_to
from brolly_contract.operations import Node, Operation, is_json
from brolly_contract.recording.fakes import Faker
from brolly_contract.recording.model import Recorded
from brolly_contract.recording.redaction import Redactor
from brolly_contract.recording.spec import Spec, load
from client.bodies import ANYTHING, Grammar, Json
from client.specs import SPECS
from depth import tries

BASE = "https://sandbox.example.org/base"
SECRET = b"the same in each run"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ANSWERS = [
    pytest.param(
        spec, source, name, int(status.replace("X", "0")), kind, content["schema"], id=name
    )
    for source in SPECS
    for spec in [load("kasko" if source.name == "kasko" else "insurehero")]
    for name, operation in source.operations.items()
    for status, answer in operation.responses.items()
    if status[0] == "2"
    for kind, content in answer.get("content", {}).items()
    if is_json(kind)
]
each_answer = pytest.mark.parametrize(
    ("spec", "source", "name", "status", "kind", "schema"), ANSWERS
)


def exchange(
    operation: Operation, body: Json, kind: str = "application/json", **changes: Any
) -> Response:
    """A response of an operation."""
    values: dict[str, Any] = {
        "path": re.sub(r"{[^}]*}", "CanaryId-7", operation.path),
        "query": (("searchBy", "CanaryId"), ("canary_name", "canary value")),
        "sent": {"authorization": "Bearer canary.token", "cookie": "canary", "accept": "a/b"},
        "content": None,
        "status": 200,
        "received": {
            "content-type": kind,
            "set-cookie": "session=canary",
            "x-request-id": "canary-17",
            "etag": 'W/"canary"',
            "server": "canary",
            "link": f"<{BASE}/policies?since=3&key=canary>; rel=next, "
            "<https://canary.example/x?y=canary>; rel=canary",
        },
        "response": msgspec.json.encode(body),
    }
    values |= changes
    return response_to(
        operation.method,
        f"{BASE}{values['path']}?{urlencode(values['query'])}",
        values["sent"],
        values["content"],
        status=values["status"],
        received={name: [text] for name, text in values["received"].items()},
        body=values["response"],
    )


def redact(spec: Spec, name: str, body: Json, **changes: Any) -> Recorded:
    operation = spec.operations[name]
    return Redactor(spec, BASE, Faker(SECRET)).redact(
        operation, exchange(operation, body, **changes)
    )


def kept(recorded: Recorded) -> str:
    """A recorded exchange as it is written."""
    return msgspec.json.encode(recorded).decode()


@each_answer
def test_what_is_left_is_what_the_spec_says(
    spec: Spec, source: Any, name: str, status: int, kind: str, schema: Node
) -> None:
    """The redacted form of a response that the spec allows is one that the spec allows."""
    validator = source.validator(schema)

    @settings(max_examples=tries(5, 100))
    @given(Grammar(source).of(schema))
    def check(body: Json) -> None:
        redacted = redact(spec, name, body, status=status, kind=kind).response.body
        assert list(validator.iter_errors(redacted)) == []

    check()


CANARIES = [
    "Canary",
    "canary@canary.example",
    "https://canary.example/canary/canary.pdf?Signature=canary&canary=1#canary",
    f"{BASE}/policies/canary?canary=canary",
    f"{BASE}/elsewhere/canary",
    "/policies/CANARY",
    "eyJhbGci.canary.c2ln",
    "2015-10-09T12:00:00Z canary",
    "Frau Canary, geb. 1970 • ÄÖÜ",
]


def planted(node: Json, number: Any) -> Json:
    """A copy with a canary in place of each text, and in members that nobody has described."""
    if isinstance(node, str):
        return CANARIES[next(number) % len(CANARIES)]
    if isinstance(node, list):
        return [planted(item, number) for item in node]
    if isinstance(node, dict):
        filled = {name: planted(item, number) for name, item in node.items()}
        news = {"canary": ["canary"], "number": 4929123412341234, "born": "1970-05-17"}
        return filled | {"canary_member": "canary", "canary@example.com": news}
    return node


@each_answer
def test_no_text_gets_through(
    spec: Spec, source: Any, name: str, status: int, kind: str, schema: Node
) -> None:
    """Whatever stands in a response, in its place or not, no text of it is kept."""

    @settings(max_examples=tries(5, 100))
    @given(Grammar(source, tolerant=True).of(schema) | ANYTHING, st.integers(0, 8))
    def check(body: Json, start: int) -> None:
        text = kept(redact(spec, name, planted(body, count(start)), status=status, kind=kind))
        assert not [one for one in ("canary", "49291234", "1970-05-17") if one in text.casefold()]

    check()


@pytest.mark.parametrize(
    "changes",
    [
        {"received": {"content-type": "text/html; name=canary"}, "response": b"<p>canary</p>"},
        {"response": b'{"canary": '},
        {"response": b'"\xff canary"'},
        {"response": b"[" * 100_000 + b'"canary"'},
        {"status": 500, "response": b'{"message": "canary", "errors": [{"code": "canary"}]}'},
        {"status": 204, "response": b""},
        {"sent": {"content-type": "multipart/form-data; boundary=canary"}, "content": b"canary"},
        {"sent": {"content-type": "application/json"}, "content": b'{"canary": "canary"}'},
        {"received": {"content-type": "canary", "retry-after": "canary"}, "response": b"canary"},
    ],
)
def test_no_other_body_gets_through(changes: dict[str, Any]) -> None:
    """Of a body that is not JSON nothing but its length is kept, and errors are redacted too."""
    recorded = redact(load("kasko"), "list_policies", {}, **changes)
    assert "canary" not in kept(recorded).casefold()
    received = changes.get("response")
    if received and recorded.response.body is msgspec.UNSET:
        assert recorded.response.length == len(received)


def test_what_is_public_stays() -> None:
    """Numbers, times, enums and truth values of the documents stay, and links still lead there."""
    row = {
        "id": "policy-17",
        "status": "PAID",
        "amount": 5794,
        "livemode": False,
        "updated_at": "2015-10-30T10:05:00+0000",
        "first_name": "Anna",
        "_links": {"_self": {"href": f"{BASE}/policies/policy-17"}},
        "assets": [{"url": "https://files.example.org/a/policy-17?Signature=s3cret"}],
    }
    links = {"next": {"href": f"{BASE}/policies/?since=1446280200&"}}
    body = {"_embedded": {"item": [row]}, "_links": links}
    page: Any = redact(load("kasko"), "list_policies", body).response.body
    item = page["_embedded"]["item"][0]
    assert {name: item[name] for name in ("status", "amount", "livemode", "updated_at")} == {
        name: row[name] for name in ("status", "amount", "livemode", "updated_at")
    }
    assert item["_links"]["_self"]["href"] == f"https://example.com/policies/{item['id']}"
    assert page["_links"]["next"]["href"] == "https://example.com/policies/?since=1446280200&"
    assert item["id"] in item["assets"][0]["url"]
    assert item["id"] != "policy-17"
    assert not {"Anna", "s3cret"} & set(re.findall(r"\w+", msgspec.json.encode(page).decode()))


def test_what_is_personal_goes_whatever_it_is() -> None:
    """Below a sensitive member numbers, times, enums and truth values are replaced as well."""
    schema: Node = {
        "x-sensitive": "personal",
        "type": "object",
        "properties": {
            "number": {"type": "integer"},
            "share": {"type": "number"},
            "born": {"type": "string", "format": "date"},
            "kind": {"type": "string", "enum": list(string.ascii_lowercase)},
            "level": {"type": "integer", "enum": [1, 2]},
            "flag": {"type": "boolean"},
            "note": {"type": ["string", "null"]},
            "month": {"type": "integer", "minimum": 1, "maximum": 12, "example": 4},
        },
    }
    value = {
        "number": 4929123412341234,
        "share": 0.125,
        "born": "1970-05-17",
        "kind": "q",
        "level": 1,
        "flag": True,
        "note": "1970-05-17",
        "month": 11,
    }
    spec = load("kasko")
    faked = [Redactor(spec, BASE).value(schema, value) for _ in range(40)]
    for name, real in value.items():
        assert any(one[name] != real for one in faked), name
    assert all(spec.accepts(schema, one) for one in faked)
    assert all(one["born"] != "1970-05-17" != one["note"] for one in faked[:3])


@example(["0000000A"], False)
@given(st.lists(TEXTS, unique=True, max_size=12), st.booleans())
def test_equal_values_get_equal_fakes(texts: list[str], padded: bool) -> None:
    """Within a recording a value has one fake, long ones differ, and each has its kind of text."""
    faker = Faker(SECRET)
    fakes = {text: faker.text(text, padded=padded) for text in texts}
    assert fakes == {text: faker.text(text, padded=padded) for text in texts}
    long = [text for text in texts if sum(char in string.ascii_letters for char in text) > 7]
    assert len({fakes[text] for text in long}) == len(long)
    assert not [text for text in long if fakes[text] == text]
    if not padded:
        for text, fake in fakes.items():
            if re.fullmatch(r"[\dA-F]{8,}", text):
                assert re.fullmatch(r"[\dA-F]{8,}", fake)
            elif "@" not in text and "://" not in text:
                assert [*map(_class, text)] == [*map(_class, fake)]


def test_short_values_keep_apart() -> None:
    """As long as there are enough fakes of a shape, no two values have the same, nor their own."""
    for _ in range(20):
        faker = Faker()
        fakes = {text: faker.text(text) for text in "abcdefghij"}
        assert len({*fakes.values()}) == len(fakes)
        assert all(text != fake for text, fake in fakes.items())


def _class(char: str) -> str:
    """What stays of a character; hexadecimal digits may change places with letters."""
    if char in string.ascii_uppercase:
        return "A"
    return "a" if char.isalpha() or char.isdigit() else char if char.isascii() else "?"


@given(
    st.emails(), st.from_regex(r"https://[a-z]{3,9}\.[a-z]{2,3}/[a-z]{4,9}/\d{1,4}", fullmatch=True)
)
def test_addresses_stay_addresses(mail: str, url: str) -> None:
    """An e-mail address and a URL stay one, at example.com; a URL keeps its depth."""
    faker = Faker(SECRET)
    assert re.fullmatch(r"[^@\s]+@example\.com", faker.text(mail))
    fake = urlsplit(faker.text(url))
    assert fake.netloc == "example.com"
    assert fake.path.count("/") == urlsplit(url).path.count("/")


def test_recordings_cannot_be_joined() -> None:
    """Two recordings give the same value different fakes: neither tells what the other knows."""
    assert len({Faker().text("holder-0001-anna") for _ in range(20)}) == 20
    assert "holder" not in repr(Faker())


def test_a_raw_exchange_does_not_show() -> None:
    """The unredacted form has no path, header or body in its repr."""
    operation = load("kasko").operations["list_policies"]
    assert "anary" not in repr(exchange(operation, {"a": "canary"}))
