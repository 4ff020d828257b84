"""The examples that stand in the specifications."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator

import msgspec
import pytest

from client.arguments import builders, sample
from client.specs import SPECS, Node, Operation, Spec, each_operation


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
        shown = list(examples(answer["content"]))
        assert shown, f"{status} has no example"
        code = int(status) if status.isdecimal() else 418
        for schema, value in shown:
            spec.validator(schema).validate(value)
            content = json.dumps(value).encode()
            if code < 300:
                read = request.read(code, content)
            else:
                read = request.read_error(code, content)
                assert read is not None
            assert set(read.to_dict()) == set(value)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_examples_of_webhooks(spec: Spec) -> None:
    """Each example of a webhook is allowed by its schema and read by its model, in full."""
    models = importlib.import_module(f"{spec.package}.models")
    for hook in spec.document["webhooks"].values():
        shown = list(examples(hook["post"]["requestBody"]["content"]))
        assert shown
        for schema, value in shown:
            spec.validator(schema).validate(value)
            model = getattr(models, re.sub(r".*/", "", schema["$ref"]))
            assert set(msgspec.convert(value, model).to_dict()) == set(value)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_examples_of_members(spec: Spec) -> None:
    """Each example of a member or a parameter is allowed by its own schema."""
    members = [
        member
        for schema in spec.schemas.values()
        for member in schema.get("properties", {}).values()
    ]
    members += [
        parameter["schema"]
        for operation in spec.operations.values()
        for parameter in operation.parameters
    ]
    shown = [member for member in members if "example" in member]
    assert len(shown) > len(members) / 2
    for member in shown:
        spec.validator(member).validate(member["example"])
