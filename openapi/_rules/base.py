"""What every rule needs: the document, its problems, and what its schemas come to."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import _names as names
from _reader import Document, Place, Problem

from .facts import INSTANTS, Node, is_map, is_union, types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _sources import Sources


class Base:
    """A document, and the problems found in it."""

    def __init__(
        self, document: Document, methods: set[str], sources: Sources | None = None
    ) -> None:
        self.document = document
        self.known = sources
        self.spec: Node = document.data
        self.methods = methods
        self.problems: list[Problem] = []
        self.refs: list[tuple[Place, str, str]] = []

    @cached_property
    def modules(self) -> set[str]:
        return names.modules(self.spec)

    def no(self, place: Place, text: str) -> None:
        self.problems.append(Problem(self.document.line(place), text, place))

    def resolve(self, node: Node) -> Node:
        """What a reference stands for."""
        if "$ref" not in node:
            return node
        section, name = node["$ref"].split("/")[-2:]
        found: Node = self.spec["components"][section][name]
        return found

    def leaves(self, node: Node, depth: int = 0) -> Iterator[Node]:
        """The schemas that a schema is a choice of, each without a choice of its own."""
        node = self.resolve(node)
        if depth > 20:
            return
        choices = [*node.get("anyOf", []), *node.get("oneOf", [])]
        if not choices and len(node.get("allOf", [])) == 1 and "properties" not in node:
            choices = node["allOf"]
        if is_union(self.spec, node):
            yield node
            choices = [one for one in choices if self.resolve(one).get("type") == "null"]
        elif not choices:
            yield node
        for one in choices:
            yield from self.leaves(one, depth + 1)

    def branches(self, node: Node) -> list[str]:
        """What a value may be: string, enum, date, instant, binary, integer ... object, map, any."""
        found: list[str] = []
        for one in self.leaves(node):
            if is_union(self.spec, one):
                found.append("union")
                continue
            if "allOf" in one:
                found.append("object")
                continue
            if "enum" in one:
                found.append("enum")
            named = types(one)
            if not named and "enum" not in one:
                found.append("object" if "properties" in one else "any")
            for kind in named:
                form = one.get("format", "")
                if kind == "string":
                    special = {"date": "date", "binary": "binary"} | dict.fromkeys(
                        INSTANTS, "instant"
                    )
                    if "enum" not in one:
                        found.append(special.get(form, "string"))
                elif kind == "object":
                    found.append("map" if is_map(one) else "object")
                else:
                    found.append(kind)
        return found

    def array(self, schema: Node) -> Node:
        """The items of the one array among the branches of a schema."""
        for one in self.leaves(schema):
            if "items" in one:
                found: Node = one["items"]
                return found
        return {"type": "string"}

    def members(self, node: Node, own: bool = False, depth: int = 0) -> tuple[Node, set[str]]:
        """The members of an object and which of them it requires, those of its parts included."""
        properties, required = dict(node.get("properties", {})), set(node.get("required", []))
        if depth < 20 and not own:
            for part in node.get("allOf", []):
                more, needed = self.members(self.resolve(part), depth=depth + 1)
                properties, required = more | properties, required | needed
        return properties, required

    def values(self, node: Node) -> set[str]:
        """The values of an enum; none of anything else."""
        return {value for one in self.leaves(node) for value in one.get("enum", [])}

    def fits(self, value: Any, node: Node) -> bool:
        """Whether a default has the type and the bounds that it should have."""
        for one in self.leaves(node):
            kinds = {
                "str": "string",
                "bool": "boolean",
                "int": "integer",
                "float": "number",
                "list": "array",
                "dict": "object",
                "NoneType": "null",
            }
            kind = kinds[type(value).__name__]
            named = types(one)
            if "enum" in one and value in one["enum"]:
                return True
            if "enum" not in one and (
                not named or kind in named or (kind == "integer" and "number" in named)
            ):
                return _within(value, one)
        return False


def _within(value: Any, node: Node) -> bool:
    if isinstance(value, str):
        return bool(node.get("minLength", 0) <= len(value) <= node.get("maxLength", len(value)))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    return bool(node.get("minimum", value) <= value <= node.get("maximum", value))


def called(place: Place) -> str:
    """The end of a place, as a reader would name it."""
    hidden = ("properties", "schemas", "components")
    words = [str(word) for word in place[:-1] if word not in hidden] + [*map(str, place[-1:])]
    return ".".join(words[-2:]) or "the document"


def shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list) and len(str(value)) > 30:
        return "a list" if isinstance(value, list) else "an object"
    text = str(value)
    if isinstance(value, str) and re.fullmatch(r"[-+.0-9]+|true|false", text):
        text = f"'{text}'"
    return f"{text[:40]}..." if len(text) > 40 else text
