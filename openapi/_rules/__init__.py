"""What a spec must keep to, so that the generated code can say all that it says.

The rules come in three rounds, each of which may rely on those before: the shape of each object, where
references lead, and what it all means. A problem names what was found and what to write instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import _names as names
from _grammar import METHODS
from _lists import Lists
from _reader import Document, Place, SpecError

from .base import called
from .endpoints import Operations, find
from .facts import Node, inline_schemas, operations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _sources import Sources


def check(document: Document, methods: Iterable[str] = (), sources: Sources | None = None) -> None:
    """Hold a document against the rules.

    Args:
        document: What was read.
        methods: Names of hand-written methods, which no operation may have.
        sources: The documents that it may rest on; None if it need not say on which it rests.

    Raises:
        SpecError: With each problem of the first round that has any.
    """
    rules = Rules(document, set(methods), sources)
    for problems in (rules.shape, rules.references, rules.meaning):
        problems()
        if rules.problems:
            raise SpecError(document.name, rules.problems)
    if found := list(Lists(document.data).problems(document, rules.methods)):
        raise SpecError(document.name, found)


class Rules(Operations):
    """All rules, in their rounds."""

    def meaning(self) -> None:
        if not re.fullmatch(r"3\.1\.[0-9]+", self.spec["openapi"]):
            self.no(("openapi",), f"openapi is {self.spec['openapi']}; write openapi: 3.1.0")
        for index, server in enumerate(self.spec.get("servers", [])):
            self.server(server, ("servers", index))
        self.tags()
        self.schemes()
        self.security(self.spec, ())
        self.schemas()
        self.paths()
        for name, item in self.spec.get("webhooks", {}).items():
            for method in METHODS:
                if method in item:
                    self.webhook(item[method], ("webhooks", name, method))
        self.sources()
        self.directions()

    def schemas(self) -> None:
        seen: dict[str, str] = {}
        for name, node in self.spec["components"]["schemas"].items():
            place: Place = ("components", "schemas", name)
            wanted = names.schema(name)
            if name != wanted:
                self.no(
                    place,
                    f"the schema {name} cannot be the name of a class; write {wanted} (and in each $ref)",
                )
            elif names.module(name) in seen:
                self.no(
                    place,
                    f"the schemas {name} and {seen[names.module(name)]} are one module in Python; rename one",
                )
            seen[names.module(name)] = name
            self.schema(node, place, "component")
        for section, position in (("parameters", "parameter"), ("headers", "header")):
            for name, node in self.spec["components"].get(section, {}).items():
                place = ("components", section, name)
                if section == "parameters":
                    self.parameter(node, place)
                else:
                    self.schema(node["schema"], (*place, "schema"), position)
        for name, node in self.spec["components"].get("responses", {}).items():
            self.response(node, ("components", "responses", name))
        for name, node in self.spec["components"].get("requestBodies", {}).items():
            self.body(node, ("components", "requestBodies", name))
        self.hoisted(seen)

    def hoisted(self, seen: dict[str, str]) -> None:
        """Schemas that stand where they are used get a class too, whose name must be free."""
        for name, place in inline_schemas(self.spec):
            if (module := names.module(name)) in seen:
                self.no(
                    place,
                    f"the object or enum here would be named {name}, which is there already; "
                    "name it under components/schemas and write $ref:",
                )
            seen[module] = name

    def directions(self) -> None:
        """A member that only one direction has cannot be required where the other one is read or sent."""
        for where, flag, other in (
            ("responses", "writeOnly", "a response"),
            ("requestBody", "readOnly", "a request"),
        ):
            reached: set[str] = set()
            todo: list[Any] = [node.get(where) for _, _, _, node in operations(self.spec)]
            while todo:
                node = todo.pop()
                if isinstance(node, list):
                    todo += node
                elif isinstance(node, dict):
                    if isinstance(target := node.get("$ref"), str) and target not in reached:
                        reached.add(target)
                        todo.append(self.resolve(node))
                    todo += [
                        value
                        for key, value in node.items()
                        if key not in ("example", "examples", "default")
                    ]
            for target in sorted(reached):
                section, name = target.split("/")[-2:]
                node = self.spec["components"][section][name]
                for member in node.get("required", []) if section == "schemas" else []:
                    if node.get("properties", {}).get(member, {}).get(flag):
                        self.no(
                            ("components", section, name, "properties", member),
                            f"{member} is required and {flag}, but {name} is part of {other} too; describe request and response as two schemas",
                        )

    def sources(self) -> None:
        """Each statement names its source, a section of a document that `sources.yaml` lists."""
        if self.known is None:
            return
        for listed, at in find(self.spec, (), "x-source"):
            for index, one in enumerate(listed):
                if problem := self.known.problem(one):
                    self.no((*at, index), problem)
        for node, place in self.statements():
            if "$ref" not in node and "x-source" not in node:
                example = next(iter(self.known.documents.values()))
                section = next(iter(example.sections))
                self.no(
                    place,
                    f"{called(place)} has no x-source; write x-source: [{example.id}#{section}], or another of openapi/sources.yaml",
                )

    def statements(self) -> Iterator[tuple[Node, Place]]:
        """Whatever has to say where it is from: operations, parameters, answers, schemas, members."""
        parts: list[tuple[Any, Place]] = []
        for top in ("paths", "webhooks"):
            for path, item in self.spec.get(top, {}).items():
                parts += _entries(item, "parameters", (top, path))
                for method in METHODS:
                    if method in item:
                        place: Place = (top, path, method)
                        yield item[method], place
                        parts += _entries(item[method], "parameters", place)
                        parts += _entries(item[method], "responses", place)
        for kind in ("parameters", "headers", "responses", "schemas"):
            parts += _entries(self.spec["components"], kind, ("components",))
        yield from parts
        for node, at in parts:
            yield from _members(node, at)


def _entries(node: Node, key: str, place: Place) -> list[tuple[Any, Place]]:
    """What a list or a map under a key holds, with where it stands."""
    held = node.get(key, {})
    named: Any = enumerate(held) if isinstance(held, list) else held.items()
    return [(one, (*place, key, name)) for name, one in named]


def _members(node: Any, place: Place) -> Iterator[tuple[Node, Place]]:
    """The members that a schema describes, at any depth, but not what they refer to."""
    if isinstance(node, list):
        for index, one in enumerate(node):
            yield from _members(one, (*place, index))
    elif isinstance(node, dict) and place[-1] not in ("example", "examples", "default"):
        for key, one in node.items():
            if key == "properties" and isinstance(one, dict):
                for name, member in one.items():
                    yield member, (*place, key, name)
                    yield from _members(member, (*place, key, name))
            else:
                yield from _members(one, (*place, key))
