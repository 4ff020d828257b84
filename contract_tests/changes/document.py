"""An OpenAPI 3.1 document as places that can be visited, its references followed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]

SCHEMAS = "#/components/schemas/"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class BrokenReferenceError(Exception):
    """A reference leads nowhere; the text names it."""


class Direction(Enum):
    """Which way data goes, seen from a client."""

    SENT = "sent"
    READ = "read"

    @property
    def opposite(self) -> Direction:
        return Direction.READ if self is Direction.SENT else Direction.SENT


@dataclass(frozen=True, slots=True)
class Spot:
    """A node, and the JSON pointer at which it stands."""

    root: Node
    place: str
    node: Any

    def __bool__(self) -> bool:
        return self.node is not None

    def child(self, key: str | int) -> Spot:
        """What a member or an item leads to; nothing where there is none."""
        node = self.node
        place = f"{self.place}/{str(key).replace('~', '~0').replace('/', '~1')}"
        if isinstance(node, dict):
            return Spot(self.root, place, node.get(key)).follow()
        inside = isinstance(node, list) and isinstance(key, int) and key < len(node)
        return Spot(self.root, place, node[key] if inside else None).follow()

    def follow(self) -> Spot:
        """What a reference stands for. One to a schema stays: schemas are compared by name."""
        spot = self
        for _ in range(20):
            reference = spot.reference
            if reference is None or reference.startswith(SCHEMAS):
                break
            spot = spot.resolve()
        return spot

    @property
    def reference(self) -> str | None:
        found = self.node.get("$ref") if isinstance(self.node, dict) else None
        return found if isinstance(found, str) else None

    def resolve(self) -> Spot:
        """The target of this very reference, a schema included.

        Raises:
            BrokenReferenceError: There is none.
        """
        reference = self.reference or ""
        node: Any = self.root
        for key in reference.removeprefix("#/").split("/"):
            name = key.replace("~1", "/").replace("~0", "~")
            node = node.get(name) if isinstance(node, dict) else None
        if node is None:
            raise BrokenReferenceError(f"the reference {reference} leads nowhere")
        return Spot(self.root, reference.removeprefix("#"), node)

    def children(self) -> dict[str, Spot]:
        """The members of an object, by name."""
        names: Iterable[str] = self.node if isinstance(self.node, dict) else ()
        return {name: self.child(name) for name in names}


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation or a webhook."""

    id: str
    method: str
    path: str
    """As it is sent: the fragment of a key only tells operations of one address apart."""
    key: str
    spot: Spot
    item: Spot

    @property
    def address(self) -> str:
        """Method and path, whatever its placeholders are called."""
        return f"{self.method} {re.sub(r'{[^}]*}', '{}', self.path)}"

    @property
    def placeholders(self) -> list[str]:
        return re.findall(r"{([^}]*)}", self.path)

    def inherited(self, name: str) -> Spot:
        """`servers` or `security`: its own, else the path's, else the document's."""
        document = Spot(self.spot.root, "", self.spot.root)
        own = (spot.child(name) for spot in (self.spot, self.item, document))
        return next((spot for spot in own if spot), document.child(name))


def operations(document: Node, section: str = "paths") -> dict[str, Operation]:
    """The operations of `paths` or `webhooks` by operationId, else by address."""
    return {
        one.id: one for one in _operations(Spot(document, f"/{section}", document.get(section)))
    }


def _operations(paths: Spot) -> Iterator[Operation]:
    for key, item in paths.children().items():
        for method in METHODS:
            if spot := item.child(method):
                path = key.partition("#")[0]
                name = spot.node.get("operationId") or f"{method.upper()} {key}"
                yield Operation(name, method.upper(), path, key, spot, item)


def directions(document: Node) -> dict[str, set[Direction]]:
    """Which ways each component schema goes. One that no operation uses goes none."""
    found: dict[str, set[Direction]] = {}
    seen: set[tuple[str, Direction]] = set()

    def visit(node: Any, way: Direction) -> None:
        for reference in _references(node):
            if (reference, way) in seen:
                continue
            seen.add((reference, way))
            if reference.startswith(SCHEMAS):
                found.setdefault(reference.removeprefix(SCHEMAS), set()).add(way)
            visit(Spot(document, "", {"$ref": reference}).resolve().node, way)

    for section, sent in (("paths", Direction.SENT), ("webhooks", Direction.READ)):
        for one in operations(document, section).values():
            parts = [one.item.node.get("parameters"), one.spot.node.get("parameters")]
            visit([*parts, one.spot.node.get("requestBody")], sent)
            visit(one.spot.node.get("responses"), sent.opposite)
    return found


def _references(node: Any) -> Iterator[str]:
    """The references anywhere in a node, but for those in examples and links."""
    if isinstance(node, list):
        for item in node:
            yield from _references(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield value
            elif key not in {"example", "examples", "default", "links"}:
                yield from _references(value)
