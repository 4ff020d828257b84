"""The statements of the specifications, with file, line and source, for reports to quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

import msgspec
import yaml

from brolly_contract.operations import Node, Pointer, documented_as, operations, steps_of
from brolly_contract.target import Api


def _folder() -> Path:
    """Where the specifications are: next to the installed mock, which is not imported, or in the
    checkout."""
    found = find_spec("brolly_mock")
    for place in (found.submodule_search_locations if found else None) or ():
        if (Path(place) / "openapi" / "kasko.yaml").is_file():
            return Path(place) / "openapi"
    return Path(__file__).resolve().parents[2] / "openapi"


FOLDER = _folder()
Standing: TypeAlias = Literal["documented", "inferred"]


class Source(msgspec.Struct, frozen=True):
    """A section of a document that a statement comes from."""

    reference: str
    """As the specification names it: an id of `openapi/sources.yaml`, and a section."""
    title: str
    address: str
    """Of the section; empty if `openapi/sources.yaml` does not list the document."""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of a specification."""

    text: str
    """In our own words."""
    standing: Standing
    """Whether a document says it, or we inferred it."""
    sources: list[Source]
    file: str
    """The specification, as a path within the repository."""
    line: int
    """Where in the file, from 1."""


class Facts:
    """One specification, read for its texts, sources and line numbers."""

    def __init__(self, text: str, file: str, documents: Mapping[str, Node] | None = None) -> None:
        self.file = file
        self.text = text
        self._documents = documents or {}
        self.document: Node = yaml.load(text, Loader=yaml.CSafeLoader)
        # libyaml's own parser: the pure one takes seconds for a specification.
        self._lines = dict(_lines(yaml.compose(text, Loader=yaml.CSafeLoader)))
        self.operations = {one.id: one for one in operations(self.document, self._lines)}
        self.examples = dict(self._examples())
        """Examples by the name of the parameter or member."""

    def properties(self) -> Iterator[tuple[str, Node]]:
        """The name and schema of each property in the document."""
        yield from _properties_within(self.document)

    def at(self, pointer: Pointer) -> Fact | None:
        """The statement at a pointer. What it lacks comes from the nearest node above.

        None if no node from the pointer up to the root has a text.
        """
        nodes = list(self._from_root(pointer))
        said = [(place, words) for place, node in nodes if (words := _words(node, place))]
        if not said:
            return None
        place, text = said[-1]
        above = [node for found, node in nodes if len(found) <= len(place)]
        return Fact(
            text=text,
            standing=_nearest(above, "x-status", "documented"),
            sources=[
                self._source(reference)
                for reference in cast("list[str]", _nearest(above, "x-source", []))
            ],
            file=self.file,
            line=self._lines.get(place, 1),
        )

    def _source(self, reference: str) -> Source:
        key, _, section = reference.partition("#")
        if key not in self._documents:
            return Source(reference, reference, "")
        document = self._documents[key]
        return Source(reference, document["title"], f"{document['address']}#{section}")

    def find(self, reference: str) -> Fact:
        """The statement that a reference of ours names.

        Args:
            reference: A JSON pointer without its first slash. It may start with an operationId
                instead of the operation's pointer. After a `#` come words of one paragraph.

        Raises:
            LookupError: The specification has no such place, or no such words there.
        """
        path, _, words = reference.partition("#")
        first, *rest = path.split("/")
        operation = self.operations.get(first)
        place = (*(operation.pointer if operation else (first,)), *rest)
        fact = self.at(place)
        if fact is None:
            raise LookupError(f"{self.file} says nothing at {path}")
        *_, (_, node) = self._from_root(place)
        if not words:
            return fact
        for paragraph in str(node).split("\n\n"):
            # A heading belongs to its first paragraph.
            lines = [line for line in paragraph.splitlines() if not line.lstrip().startswith("#")]
            text = " ".join(" ".join(lines).split())
            if words in text:
                return msgspec.structs.replace(fact, text=text)
        raise LookupError(f"{self.file} has no paragraph with the words {words!r} at {path}")

    def response(self, operation: str, status: int | None) -> Pointer:
        """Where the response of a status is described; the operation if none is."""
        place = self.operations[operation].pointer
        keys = list(self.operations[operation].responses)
        key = documented_as(status, keys) if status is not None else None
        return self._follow((*place, "responses", key)) if key else place

    def member(self, operation: str, status: int | None, steps: Sequence[str | int]) -> Pointer:
        """Where a member of a response's JSON is described, or the nearest thing above it.

        Args:
            operation: operationId.
            status: HTTP status of the response.
            steps: Names of members and indexes of items, from the top of the body.
        """
        return max(self._members(operation, status, steps), key=lambda one: one[0])[1]

    def describes(self, operation: str, status: int | None, steps: Sequence[str | int]) -> bool:
        """Whether a response's schema describes a member itself, not only something above it."""
        return max(self._members(operation, status, steps))[0] == len(steps)

    def _members(
        self, operation: str, status: int | None, steps: Sequence[str | int]
    ) -> Iterator[tuple[int, Pointer]]:
        """Places along a path through a response, with the number of steps that led there."""
        response = self.response(operation, status)
        yield -1, response
        for media in self._node(response).get("content", {}):
            schema: Pointer = (*response, "content", media, "schema")
            yield from self._walk(schema, tuple(steps), frozenset())

    def header(self, operation: str, status: int | None, name: str) -> Pointer:
        """Where a header of a response is described, else the response."""
        response = self.response(operation, status)
        for header in self._node(response).get("headers", {}):
            if header.lower() == name.lower():
                return self._follow((*response, "headers", header))
        return response

    def parameter(self, operation: str, place: str, name: str) -> Pointer:
        """Where a parameter is described, else the operation's body, else the operation."""
        described = self.operations[operation]
        for holder in (described.pointer, described.pointer[:-1]):
            for index in range(len(self._node(holder).get("parameters", []))):
                pointer = self._follow((*holder, "parameters", str(index)))
                found = self._node(pointer)
                if (found.get("in"), found.get("name")) == (place, name):
                    return pointer
        body = (*described.pointer, "requestBody")
        if place == "body" and "requestBody" in self._node(described.pointer):
            return self._follow(body)
        return described.pointer

    def credential(self, operation: str) -> Pointer:
        """Where the first security scheme of an operation is described."""
        place = self.operations[operation].pointer
        node = self._node(place)
        ways: list[Node] = (node if "security" in node else self.document).get("security") or []
        name = next((name for way in ways for name in way), None)
        return ("components", "securitySchemes", name) if name else place

    def _examples(self) -> Iterator[tuple[str, list[str]]]:
        bodies = self.document.get("components", {}).get("schemas", {}).values()
        members = (one for body in bodies for one in body.get("properties", {}).items())
        parameters = self.document.get("components", {}).get("parameters", {}).values()
        named = ((one["name"], one.get("schema", {})) for one in parameters if "name" in one)
        for name, schema in (*members, *named):
            if isinstance(schema.get("example"), str):
                yield name, [schema["example"]]

    def _node(self, pointer: Pointer) -> Node:
        *_, (_, node) = self._from_root(pointer)
        return node if isinstance(node, dict) else {}

    def _from_root(self, pointer: Pointer) -> Iterator[tuple[Pointer, Any]]:
        node: Any = self.document
        yield (), node
        for length, step in enumerate(pointer, 1):
            node = node[int(step)] if isinstance(node, list) else node[step]
            yield pointer[:length], node

    def _follow(self, pointer: Pointer) -> Pointer:
        """The place that a chain of references ends at."""
        reference = self._node(pointer).get("$ref")
        return self._follow(steps_of(reference)) if reference else pointer

    def _walk(
        self, pointer: Pointer, steps: tuple[str | int, ...], seen: frozenset[Pointer]
    ) -> Iterator[tuple[int, Pointer]]:
        """Places along a path through a schema, with the number of steps that led there."""
        if pointer in seen:
            return
        node = self._node(pointer)
        # A text next to a reference says more about this member than its target.
        if steps or "$ref" not in node or "description" in node:
            yield 0, pointer
        if "$ref" in node:
            yield from self._walk(steps_of(node["$ref"]), steps, seen | {pointer})
        for place in _branches(pointer, node):
            found = self._walk(place, steps, seen | {pointer})
            yield from ((depth, place) for depth, place in found if depth)
        inner = _inner(pointer, node, steps[0]) if steps else None
        if inner:
            yield from (
                (depth + 1, place) for depth, place in self._walk(inner, steps[1:], frozenset())
            )


@cache
def facts(api: Api) -> Facts:
    """The specification of an API, read once in a process."""
    path = FOLDER / f"{api}.yaml"
    documents: dict[str, Node] = yaml.load(
        (FOLDER / "sources.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    return Facts(path.read_text("utf-8"), f"openapi/{path.name}", documents)


def _words(node: Any, place: Pointer = ()) -> str:
    """The text of a node; the summary if it also has a description."""
    if isinstance(node, str):
        return " ".join(node.split()) if place[-1:] == ("description",) else ""
    if not isinstance(node, dict):
        return ""
    for name in ("summary", "description"):
        text = node.get(name)
        # A schema can have a member with such a name. Then it is an object.
        if isinstance(text, str):
            return " ".join(text.split())
    return ""


def _branches(pointer: Pointer, node: Node) -> Iterator[Pointer]:
    for combination in ("anyOf", "oneOf", "allOf"):
        for index in range(len(node.get(combination, []))):
            yield (*pointer, combination, str(index))


def _inner(pointer: Pointer, node: Node, step: str | int) -> Pointer | None:
    """Where a schema describes a member or its items; None if it does not."""
    if isinstance(step, int):
        return (*pointer, "items") if isinstance(node.get("items"), dict) else None
    return (*pointer, "properties", step) if step in node.get("properties", {}) else None


def _nearest(nodes: Sequence[Any], name: str, default: Any) -> Any:
    held = [node[name] for node in nodes if isinstance(node, dict) and name in node]
    return held[-1] if held else default


def _lines(node: Any, place: Pointer = ()) -> Iterator[tuple[Pointer, int]]:
    """The line of each mapping's key and each sequence's item."""
    match node:
        case yaml.MappingNode():
            for key, value in node.value:
                inner = (*place, str(key.value))
                yield inner, key.start_mark.line + 1
                yield from _lines(value, inner)
        case yaml.SequenceNode():
            for index, value in enumerate(node.value):
                inner = (*place, str(index))
                yield inner, value.start_mark.line + 1
                yield from _lines(value, inner)
        case _:
            return


def _properties_within(node: Any) -> Iterator[tuple[str, Node]]:
    if isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict):
            yield from (one for one in properties.items() if isinstance(one[1], dict))
        for value in node.values():
            yield from _properties_within(value)
    elif isinstance(node, list):
        for value in node:
            yield from _properties_within(value)
