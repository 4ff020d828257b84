"""What `make bundle` hands out says what the specifications say."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
from openapi_spec_validator import validate

from brolly_mock.spec import inlined
from client.specs import FORM, METHODS, Node, Spec, each_spec

_PLACE = Path(__file__).parents[2] / "openapi" / "bundle.py"


def merged(document: Node) -> Node:
    """The variant without fragments, as the script makes it."""
    module = importlib.util.spec_from_file_location("bundle", _PLACE)
    assert module is not None
    assert module.loader is not None
    bundle: Any = importlib.util.module_from_spec(module)
    module.loader.exec_module(bundle)
    made: Node = json.loads(json.dumps(bundle.merged(document)))
    return made


@each_spec
def test_a_merged_operation_takes_and_gives_what_each_of_its_parts_does(spec: Spec) -> None:
    """The variant is valid, and holds each request, answer, media type and example of the spec."""
    document = merged(spec.document)
    validate(document)
    paths = {path: inlined(document, item) for path, item in document["paths"].items()}
    assert not [path for path in paths if "#" in path]
    known = {item[method]["operationId"] for item in paths.values() for method in item}
    found = [one for item in paths.values() for method in METHODS if (one := item.get(method))]
    for node in found:
        for answer in node["responses"].values():
            assert {link["operationId"] for link in answer.get("links", {}).values()} <= known
    for operation in spec.operations.values():
        node = paths[operation.path][operation.method.lower()]
        places = {
            (one["in"], one["name"]): one.get("required", False) for one in node["parameters"]
        }
        for one in operation.parameters:
            assert places.pop((one["in"], one["name"])) <= one.get("required", False)
        assert not any(places.values())
        for status, answer in operation.responses.items():
            assert set(answer) <= set(node["responses"][status])
            assert allowed(document, answer, node["responses"][status])
        if operation.content is not None:
            assert allowed(document, operation.node["requestBody"], node["requestBody"])


def allowed(document: Node, message: Node, within: Node) -> bool:
    """Whether each example of a body or an answer fits what it was merged into."""
    return set(message.get("content", {})) <= set(within.get("content", {})) and all(
        kind == FORM
        or jsonschema_rs.Draft202012Validator(
            {**within["content"][kind]["schema"], "components": document["components"]},
            validate_formats=True,
        ).is_valid(example["value"])
        for kind, media in message.get("content", {}).items()
        for example in media["examples"].values()
    )
