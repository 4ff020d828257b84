"""The examples that stand in the specifications."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

import msgspec
import pytest

from brolly_runtime import builders
from client.arguments import sample, sent_body
from client.specs import FORM, FORMS, SPECS, Node, Operation, Spec, each_operation
from client.test_responses import example_status


def examples(content: Node) -> Iterator[tuple[Node, Node]]:
    """Each schema of a body with each of its examples."""
    for media in content.values():
        for example in media.get("examples", {}).values():
            yield media["schema"], example["value"]


@each_operation
def test_examples_of_answers(spec: Spec, operation: Operation) -> None:
    """Each example of an answer is allowed by its schema and read by the client, in full."""
    request = builders(spec.package)[operation.id](**sample(spec, operation))
    for status, answer in operation.responses.items():
        content = answer.get("content", {})
        shown = list(examples(content))
        assert shown or not content, f"{status} has no example"
        code = 418 if status == "default" else example_status(status)
        for schema, value in shown:
            spec.validator(schema).validate(value)
            written = json.dumps(value).encode()
            read = request.read(code, written) if code < 300 else request.read_error(code, written)
            assert read is not None
            assert members(msgspec.to_builtins(read)) == members(value)


@each_operation
def test_examples_of_bodies(spec: Spec, operation: Operation) -> None:
    """Each example of a body is allowed by its schema and can be sent, in full."""
    if operation.content is None:
        return
    kind, schema = operation.content
    shown = list(examples(operation.node["requestBody"]["content"]))
    assert shown, "the body has no example"
    if kind == FORM:
        return  # A file has no JSON; test_requests sends the texts.
    for _, value in shown:
        spec.validator(schema).validate(value)
        given = sample(spec, operation) | {"body": sent_body(spec, operation, value)}
        request = builders(spec.package)[operation.id](**given)
        sent = request.content.decode()
        assert (dict(parse_qsl(sent)) if kind in FORMS else json.loads(sent)) == value


def members(value: object) -> object:
    """The names that an object has, or each object of a list."""
    if isinstance(value, list):
        return [members(item) for item in value]
    return set(value) if isinstance(value, dict) else None


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_examples_of_webhooks(spec: Spec) -> None:
    """Each example of a webhook is allowed by its schema and read by its model, in full."""
    models = importlib.import_module(f"{spec.package}.models")
    for hook in spec.hooks.values():
        shown = list(examples(hook["requestBody"]["content"]))
        assert shown
        for schema, value in shown:
            spec.validator(schema).validate(value)
            model = getattr(models, re.sub(r".*/", "", schema["$ref"]))
            assert set(msgspec.convert(value, model).to_dict()) == set(value)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_examples_of_members(spec: Spec) -> None:
    """Each example of a member or a parameter is allowed by its own schema."""
    described = [
        member
        for schema in spec.schemas.values()
        for member in schema.get("properties", {}).values()
    ]
    described += [
        parameter["schema"]
        for operation in spec.operations.values()
        for parameter in operation.parameters
    ]
    shown = [member for member in described if "example" in member]
    assert len(shown) > len(described) / 2
    for member in shown:
        spec.validator(member).validate(member["example"])
