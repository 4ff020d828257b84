"""Everything in the specs is in the packages under its wire name, and nothing else is."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_origin

import msgspec

import brolly
from brolly_runtime import builders
from client.arguments import sample
from client.specs import Operation, Spec, each_operation, each_spec

ROOT = Path(__file__).parents[2]
FACADES = {"kasko": ("Kasko", "AsyncKasko"), "insurehero": ("InsureHero", "AsyncInsureHero")}


@each_operation
def test_every_operation_with_every_parameter(spec: Spec, operation: Operation) -> None:
    """Sync and async clients have each operation, and send each parameter by its wire name."""
    given = sample(spec, operation)
    request = builders(spec.package)[operation.id](**given)
    assert (request.operation, request.method, request.template) == (
        operation.id,
        operation.method,
        operation.path,
    )
    assert {name for name, _ in request.query} == operation.names("query")
    assert operation.names("header") <= set(request.headers)
    assert len(given) == len(operation.parameters) + (operation.content is not None)
    assert request.security == operation.security
    assert [request.server] == [one["url"] for one in operation.node.get("servers", [{"url": ""}])]
    assert "{" not in request.path
    blocking, awaited = (
        getattr(getattr(brolly, name), operation.id) for name in FACADES[spec.name]
    )
    assert not inspect.iscoroutinefunction(blocking)
    assert inspect.iscoroutinefunction(awaited)
    for method in (blocking, awaited):
        own = {"self", "timeout"}
        assert inspect.signature(method).parameters.keys() == given.keys() | own


@each_spec
def test_every_schema_with_every_member(spec: Spec) -> None:
    """Each schema is a model, an open map or an enum, with the members or values of the spec."""
    models = importlib.import_module(f"{spec.package}.models")
    assert set(models.__all__) == set(spec.schemas)
    for name, schema in spec.schemas.items():
        held: Any = getattr(models, name)
        if schema.get("x-map"):
            assert get_origin(held) is dict, name
        elif values := schema.get("enum"):
            assert {member.value for member in held} == set(values), name
        else:
            fields = {member.encode_name: member.name for member in msgspec.structs.fields(held)}
            assert fields.keys() == schema["properties"].keys(), name
            for member, node in schema["properties"].items():
                assert fields[member] == node.get("x-name", fields[member])


@each_spec
def test_every_statement_has_a_description(spec: Spec) -> None:
    """Operations, parameters, answers, schemas, members have one; `make lint` sees to sources."""
    described: dict[str, dict[str, Any]] = {}
    for operation in spec.operations.values():
        node = operation.node
        described[operation.id] = node
        described |= {f"{operation.id} {one['name']}": one for one in operation.parameters}
        described |= {f"{operation.id} {key}": one for key, one in operation.responses.items()}
    for name, schema in spec.schemas.items():
        described[name] = schema
        described |= {f"{name}.{key}": one for key, one in schema.get("properties", {}).items()}
    for place, node in described.items():
        assert node.get("description", "").strip(), place


def docs(package: str) -> Iterator[tuple[str, str, list[str]]]:
    """Place, text and arguments of each docstring of a package; members have them too."""
    for file in sorted((ROOT / "generated" / package).rglob("*.py")):
        for parent in ast.walk(ast.parse(file.read_text("utf-8"))):
            for node in getattr(parent, "body", []) if not isinstance(parent, ast.Lambda) else []:
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                    known = getattr(parent, "args", None)
                    arguments = [*known.args, *known.kwonlyargs] if known else []
                    yield (
                        f"{file.name}:{node.lineno}",
                        str(node.value.value),
                        [one.arg for one in arguments],
                    )


@each_spec
def test_docstrings_begin_with_a_summary(spec: Spec) -> None:
    """The first line is whole, and `Args` come in the order of the signature, all of them."""
    found = list(docs(spec.package))
    assert len(found) > 400
    for place, text, arguments in found:
        assert text.splitlines()[0].endswith((".", ":")), place
        _, args, rest = text.partition("Args:\n")
        if args and "self" in arguments:
            told = re.findall(r"^ {12}(\w+): ", rest.partition("\n\n")[0], re.MULTILINE)
            # Of a call, the class says once what its timeout is.
            wanted = [one for one in arguments if one not in ("self", "timeout")]
            assert [one for one in told if one != "timeout"] == wanted, place
