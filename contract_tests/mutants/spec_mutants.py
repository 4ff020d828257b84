"""Every way to change one promise of a specification: types, required, enums, formats, bounds,
patterns, responses and media types.

A change narrows a promise or loosens it. What an answer may hold can only be seen to be narrower:
nothing that a provider sends breaks a looser promise, so those are for `make diff` to tell. Of what
a request may hold both are seen, as the provider takes one and refuses the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Node: TypeAlias = dict[str, Any]
Way: TypeAlias = Literal["narrower", "looser"]
Change: TypeAlias = tuple[str, str, Way, Any]
"""Of a keyword: what is said of it, which way it goes, and what stands there instead."""

_OTHER_TYPE = {
    "string": "integer",
    "integer": "boolean",
    "number": "string",
    "boolean": "string",
    "array": "object",
    "object": "array",
}
_LEAST = ("minLength", "minimum", "minItems")
_MOST = ("maxLength", "maximum", "maxItems")
_METHODS = ("get", "put", "post", "delete", "patch")
_GONE = object()


@dataclass(frozen=True, slots=True)
class SpecMutant:
    """One change at one place."""

    name: str
    """Place and change, such as `components/schemas/Policy/properties/id type string->integer`."""
    way: Way
    holder: Any = field(repr=False)
    key: Any
    value: Any = field(repr=False)
    """What stands there instead; `_GONE` for nothing."""

    @contextmanager
    def applied(self) -> Iterator[None]:
        """The document with the change, which is taken back afterwards."""
        before = dict(self.holder)
        if self.value is _GONE:
            del self.holder[self.key]
        else:
            self.holder[self.key] = self.value
        try:
            yield
        finally:
            # The order of members is kept too.
            self.holder.clear()
            self.holder.update(before)


def mutants(document: Node) -> Iterator[tuple[str, SpecMutant]]:
    """All changes that a provider can show, in the order of the file.

    Each with what it is part of: an operationId, or the reference of a component. Webhooks are left
    out: a mock sends them to a receiver.
    """
    sent: set[str] = set()
    reached = references(document, document["paths"])
    for item in document["paths"].values():
        for node in (item[method] for method in _METHODS if method in item):
            request, answer = _of_operation(node)
            yield from ((node["operationId"], one) for one in request)
            yield from ((node["operationId"], one) for one in _narrower(answer))
            sent |= references(document, [node.get("parameters"), node.get("requestBody")])
    for kind, name, node in _components(document):
        found = _OF_COMPONENTS[kind](f"{kind}/{name}", node)
        reference = f"#/components/{kind}/{name}"
        if reference not in reached:
            continue
        yield from ((reference, one) for one in (found if reference in sent else _narrower(found)))


def references(document: Node, start: Any) -> set[str]:
    """All references that are reached from a part of a document."""
    found: set[str] = set()
    parts = [start]
    while parts:
        part = parts.pop()
        if isinstance(part, list):
            parts += part
        elif isinstance(part, dict):
            # An example may hold anything.
            parts += [value for key, value in part.items() if key not in {"example", "examples"}]
            reference = part.get("$ref")
            if isinstance(reference, str) and reference not in found:
                found.add(reference)
                node = document
                for step in reference.removeprefix("#/").split("/"):
                    node = node[step]
                parts.append(node)
    return found


def _components(document: Node) -> Iterator[tuple[str, str, Node]]:
    for kind in _OF_COMPONENTS:
        for name, node in document["components"].get(kind, {}).items():
            yield kind, name, node


def _narrower(found: Iterable[SpecMutant]) -> Iterator[SpecMutant]:
    return (one for one in found if one.way == "narrower")


def _of_operation(node: Node) -> tuple[list[SpecMutant], list[SpecMutant]]:
    """The changes of what is sent, and of what comes back."""
    place = node["operationId"]
    request: list[SpecMutant] = []
    answer: list[SpecMutant] = []
    for parameter in node.get("parameters", []):
        request += _of_parameter(f"{place} {parameter.get('name')}", parameter)
    request += _of_body(place, node.get("requestBody", {}))
    responses = node["responses"]
    for status, response in responses.items():
        # Without it an error is one of `default`, of which the same is said.
        if status < "4":
            gone = SpecMutant(f"{place} {status} gone", "narrower", responses, status, _GONE)
            answer.append(gone)
        answer += _of_response(f"{place} {status}", response)
    return request, answer


def _of_parameter(place: str, node: Node) -> Iterator[SpecMutant]:
    if "$ref" in node:
        return
    if node["in"] != "path":
        required = node.get("required", False)
        way: Way = "looser" if required else "narrower"
        yield SpecMutant(f"{place} required={not required}", way, node, "required", not required)
    # No text of a URL or a header is null, and none of a path is empty.
    yield from (
        one
        for one in _of_schema(place, node["schema"])
        if not one.name.endswith(("type or null", "minLength -1"))
    )


def _of_response(place: str, node: Node) -> Iterator[SpecMutant]:
    if "$ref" in node:
        return
    content = node.get("content", {})
    for kind, media in content.items():
        other = {"application/x-other": media}
        yield SpecMutant(f"{place} {kind} gone", "narrower", node, "content", other)
        yield from _of_schema(f"{place} {kind}", media["schema"])
    for name, header in node.get("headers", {}).items():
        if "$ref" not in header:
            yield from _of_schema(f"{place} {name}", header["schema"])


def _of_schema(place: str, node: Node) -> Iterator[SpecMutant]:
    if "$ref" in node:
        return
    for change in (_types, _members, _texts, _bounds):
        for key, said, way, value in change(node):
            yield SpecMutant(f"{place} {key} {said}", way, node, key, value)
    for step, inner in _inner(node):
        yield from _of_schema(f"{place}{step}", inner)


def _types(node: Node) -> Iterator[Change]:
    kind: str | list[str] = node.get("type", [])
    for plain in [one for one in _listed(kind) if one != "null"][:1]:
        other = _OTHER_TYPE[plain]
        if isinstance(kind, list):
            yield "type", f"{plain}->{other}", "narrower", [other, "null"]
            yield "type", "never null", "narrower", plain
        else:
            yield "type", f"{plain}->{other}", "narrower", other
            yield "type", "or null", "looser", [plain, "null"]


def _members(node: Node) -> Iterator[Change]:
    required: list[str] = node.get("required", [])
    for name in node.get("properties", {}):
        if name in required:
            fewer = [one for one in required if one != name]
            yield "required", f"without {name}", "looser", fewer
        else:
            yield "required", f"with {name}", "narrower", [*required, name]


def _texts(node: Node) -> Iterator[Change]:
    for value in node.get("enum", []):
        fewer = [one for one in node["enum"] if one != value]
        yield "enum", f"without {value}", "narrower", fewer
    if "enum" in node:
        yield "enum", "gone", "looser", _GONE
    form = node.get("format", "binary")
    if form != "binary":
        other = "date-time" if form == "date" else "date"
        yield "format", f"{form}->{other}", "narrower", other
        yield "format", "gone", "looser", _GONE
    if "pattern" in node:
        yield "pattern", "that fits nothing", "narrower", "^a-pattern-that-fits-nothing$"
        yield "pattern", "gone", "looser", _GONE


def _bounds(node: Node) -> Iterator[Change]:
    for bounds, sign in ((_LEAST, 1), (_MOST, -1)):
        for key in bounds:
            if key in node:
                yield key, f"{sign:+}", "narrower", node[key] + sign
                if node[key] - sign >= 0:
                    yield key, f"{-sign:+}", "looser", node[key] - sign


def _listed(kind: str | list[str]) -> list[str]:
    return [kind] if isinstance(kind, str) else kind


def _inner(node: Node) -> Iterator[tuple[str, Node]]:
    for name, member in node.get("properties", {}).items():
        yield f".{name}", member
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            yield f"[{key}]", node[key]
    for key in ("anyOf", "oneOf", "allOf"):
        for number, arm in enumerate(node.get(key, [])):
            yield f"[{key} {number}]", arm


def _of_header(place: str, node: Node) -> Iterator[SpecMutant]:
    return _of_schema(place, node["schema"])


def _of_body(place: str, node: Node) -> Iterator[SpecMutant]:
    for media in node.get("content", {}).values():
        yield from _of_schema(f"{place} body", media["schema"])


_OF_COMPONENTS = {
    "parameters": _of_parameter,
    "requestBodies": _of_body,
    "responses": _of_response,
    "headers": _of_header,
    "schemas": _of_schema,
}
