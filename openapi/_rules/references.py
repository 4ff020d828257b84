"""The second round: where references lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from _reader import meant

from .facts import Node, types
from .shape import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator


class References(Shape):
    """Where references lead."""

    def references(self) -> None:
        components = self.spec["components"]
        for place, section, target in self.refs:
            found = re.fullmatch(r"#/components/([^/]+)/([^/]+)", target)
            if not found:
                self.no(place, f"$ref {target}; write '#/components/{section}/Name', of this file")
            elif found[1] != section:
                self.no(
                    place, f"$ref {target} leads to {found[1]}; write '#/components/{section}/Name'"
                )
            elif found[2] not in components.get(section, {}):
                close = meant(found[2], components.get(section, {}))
                self.no(place, f"$ref {target} leads nowhere{close or '; write the component'}")
        if self.problems:
            return
        for section in (
            "parameters",
            "responses",
            "requestBodies",
            "headers",
            "examples",
            "links",
            "schemas",
        ):
            for name, node in components.get(section, {}).items():
                if "$ref" in node:
                    place = ("components", section, name)
                    self.no(
                        place,
                        f"{name} is a second name of {node['$ref']}; use that one and remove {name}",
                    )
        if not self.problems:
            self.circles()

    def circles(self) -> None:
        """A type without a name cannot hold itself, and no value can hold itself for ever."""
        schemas = self.spec["components"]["schemas"]
        for name in schemas:
            place = ("components", "schemas", name)
            if _reaches(name, schemas, _written_out):
                self.no(place, f"{name} refers to itself without an object between; name an object")
            elif _reaches(name, schemas, _must_hold):
                self.no(
                    place, f"{name} requires itself, without end; make one of the members optional"
                )


def _reaches(start: str, schemas: Node, edges: Any) -> bool:
    """Whether a schema refers to itself over some of its references."""
    seen: set[str] = set()
    todo = list(edges(schemas[start]))
    while todo:
        name = todo.pop()
        if name == start:
            return True
        if name not in seen:
            seen.add(name)
            todo += edges(schemas[name])
    return False


def _written_out(node: Node) -> Iterator[str]:
    """Schemas that are part of this one's own text."""
    if "$ref" in node:
        yield node["$ref"].split("/")[-1]
    for key in ("anyOf", "oneOf", "allOf"):
        for one in node.get(key, []):
            yield from _written_out(one)
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            yield from _written_out(node[key])


def _must_hold(node: Node) -> Iterator[str]:
    """Schemas that each value of this one holds a value of."""
    parts = [
        node["properties"][name]
        for name in node.get("required", [])
        if name in node.get("properties", {})
    ]
    for one in [*parts, *node.get("allOf", [])]:
        if "$ref" in one:
            yield one["$ref"].split("/")[-1]
        elif "allOf" in one or types(one) == ["object"]:
            yield from _must_hold(one)
