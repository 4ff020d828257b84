"""Spec to client: whatever a spec allows a provider to say is read, and nothing of it is lost."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import cycle
from typing import Any

import httpx
import msgspec
import pytest
import schemathesis
from hypothesis import given, settings, strategies as st

from brolly import ApiError, InsureHero, Kasko
from brolly_runtime import builders
from client.arguments import sample
from client.bodies import FORMATS, Grammar, Json, meaning
from client.specs import INSUREHERO, KASKO, SPECS, Node, Operation, Spec
from depth import tries

EVERY_WEBHOOK = [
    pytest.param(spec, schema, id=name) for spec in SPECS for name, schema in spec.webhooks.items()
]


def alike(key: Callable[[Operation], object]) -> pytest.MarkDecorator:
    """A test for each kind of answer, with all operations that have it: each draw is dear."""
    groups: dict[str, list[Operation]] = {}
    for spec in SPECS:
        for operation in spec.operations.values():
            groups.setdefault(f"{spec.name} {key(operation)}", []).append(operation)
    return pytest.mark.parametrize(
        ("spec", "operations"),
        [
            pytest.param(SPECS[group.startswith(INSUREHERO.name)], found, id=found[0].id)
            for group, found in groups.items()
        ],
    )


promised_or_borne = pytest.mark.parametrize("tolerant", [False, True], ids=["promised", "borne"])


class Road:
    """The whole way of an answer, from the wire to what the caller of a client gets."""

    def __init__(self, spec: Spec, client: Any) -> None:
        self._spec = spec
        self._client = client(
            "sk_test_1", transport=httpx.MockTransport(self._answer), max_retries=0
        )
        self._asked = ""

    def read(self, operation: Operation, status: int, content: bytes) -> Any:
        """Call an operation and have it answered."""
        request = builders(self._spec.package)[operation.id](**sample(self._spec, operation))
        self._asked, self._status, self._content = request.path, status, content
        return self._client.send(request)

    def close(self) -> None:
        self._client.close()

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != self._asked:
            return httpx.Response(200, json={"data": "a-token"})
        return httpx.Response(self._status, content=self._content)


@pytest.fixture(scope="module")
def roads() -> Iterator[dict[str, Road]]:
    roads = {KASKO.name: Road(KASKO, Kasko), INSUREHERO.name: Road(INSUREHERO, InsureHero)}
    yield roads
    for road in roads.values():
        road.close()


def example_status(key: str) -> int:
    """A status that a key of `responses` stands for."""
    return int(key.replace("XX", "07"))


def holds(value: Any) -> str:
    """What a model holds, to the letter: members by wire name, times and numbers as they are."""
    return repr(msgspec.to_builtins(value, builtin_types=(datetime,)))


def written(value: Any) -> bytes:
    return bytes(msgspec.json.encode(value))


def wire(body: Json) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


@promised_or_borne
@alike(lambda operation: operation.successes)
def test_every_answer_is_read(
    spec: Spec, operations: list[Operation], roads: dict[str, Road], tolerant: bool
) -> None:
    """A model holds exactly what the answer means, and is equal when written and read again."""
    read, each = roads[spec.name].read, cycle(operations)
    answered = {example_status(key): schema for key, schema in operations[0].successes.items()}
    full = [status for status, schema in answered.items() if schema is not None]
    for status in answered.keys() - set(full):
        assert [read(operation, status, b"") for operation in operations] == [None] * len(
            operations
        )
    if not full:
        return
    schema: Node = answered[full[0]] or {}
    assert all(answered[status] == schema for status in full)
    promised = spec.validator(schema)

    @settings(max_examples=tries(12 if tolerant else 8, 200))
    @given(st.sampled_from(full), Grammar(spec, tolerant=tolerant).of(schema))
    def check(status: int, body: Json) -> None:
        assert tolerant or promised.is_valid(body)
        operation = next(each)
        value = read(operation, status, wire(body))
        assert holds(value) == repr(meaning(spec, schema, body))
        assert read(operation, status, written(value)) == value

    check()


LISTS = [
    pytest.param(spec, operation, id=f"{spec.name}-{operation.id}")
    for spec in SPECS
    for operation in spec.operations.values()
    if operation.node.get("x-paging", {}).get("records")
]


@pytest.mark.parametrize(("spec", "operation"), LISTS)
def test_every_list_has_its_records_as_items(
    spec: Spec, operation: Operation, roads: dict[str, Road]
) -> None:
    """Whatever a list is called on the wire, its records are `items`, which cannot be set."""
    schema = operation.body("200") or {}
    listed = 0

    @settings(max_examples=tries(12, 100))
    @given(Grammar(spec).of(schema))
    def check(body: Json) -> None:
        nonlocal listed
        answer = roads[spec.name].read(operation, 200, wire(body))
        for name in operation.node["x-paging"]["records"]:
            body = body[name]
        assert len(answer.items) == len(body)
        listed += len(body)
        for found, sent in zip(answer.items, body, strict=True):
            if isinstance(found, msgspec.Struct):
                assert found == type(found).from_dict(sent)  # type: ignore[attr-defined]
            else:
                assert found == sent
        with pytest.raises(AttributeError):
            answer.items = []

    check()
    assert listed


def errors_of(operation: Operation) -> dict[int, Node]:
    """The schemas of its error bodies; statuses that nobody documents have the default one."""
    fallback = operation.body("default")
    assert fallback
    return dict.fromkeys((418, 429, 520, 599), fallback) | {
        int(status): schema
        for status in operation.responses
        if status.isdecimal() and int(status) >= 400 and (schema := operation.body(status))
    }


@alike(errors_of)
def test_every_error_is_read(
    spec: Spec, operations: list[Operation], roads: dict[str, Road]
) -> None:
    """An error body of any documented status is on the error raised, and says what it means."""
    grammar, each = Grammar(spec, tolerant=True), cycle(operations)
    schemas = errors_of(operations[0])

    @settings(max_examples=tries(max(12, 2 * len(operations)), 1000))
    @given(
        st.sampled_from(sorted(schemas)).flatmap(
            lambda status: st.tuples(st.just(status), grammar.of(schemas[status]))
        )
    )
    def check(answer: tuple[int, Json]) -> None:
        (status, body), operation = answer, next(each)
        with pytest.raises(ApiError) as raised:
            roads[spec.name].read(operation, status, wire(body))
        error, meant = raised.value, meaning(spec, schemas[status], body)
        assert (error.status_code, error.operation) == (status, operation.id)
        assert error.body == wire(body)
        # KASKO says status, message and errors, InsureHero error and details.
        assert error.status == meant.get("status", meant.get("error"))
        assert error.message == meant.get("message", meant.get("details"))
        assert holds(list(error.errors)) == repr(meant.get("errors") or [])

    check()


@promised_or_borne
@pytest.mark.parametrize(("spec", "schema"), EVERY_WEBHOOK)
def test_every_webhook_payload_is_read(spec: Spec, schema: Node, tolerant: bool) -> None:
    """The model of a webhook holds exactly what a payload means, and survives a round trip."""
    model = named(spec, schema)

    @settings(max_examples=tries(60, 500))
    @given(Grammar(spec, tolerant=tolerant).of(schema))
    def check(body: Json) -> None:
        assert tolerant or spec.validator(schema).is_valid(body)
        value = msgspec.json.decode(wire(body), type=model)
        assert holds(value) == repr(meaning(spec, schema, body))
        assert msgspec.json.decode(written(value), type=model) == value

    check()


def named(spec: Spec, schema: Node) -> Any:
    """The generated class of a component schema."""
    models = importlib.import_module(f"{spec.package}.models")
    return getattr(models, schema["$ref"].rpartition("/")[2])


def flipped(spec: Spec, schema: Node) -> Any:
    """An answer as the body of a request: that is what Schemathesis can make."""
    content = {"application/json": {"schema": schema}}
    operation = {
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "Read."}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": spec.name, "version": "1"},
        "components": spec.document["components"],
        "paths": {"/flipped": {"post": operation}},
    }
    return schemathesis.openapi.from_dict(document)["/flipped"]["POST"]


@pytest.fixture(scope="module")
def _formats() -> None:
    schemathesis.openapi.format("utc-offset-date-time", FORMATS["utc-offset-date-time"])


@pytest.mark.usefixtures("_formats")
@alike(lambda operation: operation.successes)
def test_every_answer_of_schemathesis_is_read(
    spec: Spec, operations: list[Operation], roads: dict[str, Road]
) -> None:
    """A second opinion on what a spec allows: answers made by Schemathesis are read as well."""
    operation = operations[0]
    key, schema = next(iter(operation.successes.items()))
    if schema is None:
        return
    status = example_status(key)
    flip = flipped(spec, schema)

    @settings(max_examples=tries(3, 50))
    @given(flip.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE))
    def check(case: Any) -> None:
        value = roads[spec.name].read(operation, status, wire(case.body))
        assert holds(value) == repr(meaning(spec, schema, case.body))

    check()
