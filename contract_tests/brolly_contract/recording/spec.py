"""The specs as the recorder and the replay need them: operations, and the schema of each value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jsonschema_rs
import msgspec

from brolly_contract.facts import facts
from brolly_contract.operations import (
    Node,
    Operation,
    find,
    media_type,
    resolved,
)
from brolly_contract.target import Api

ANYTHING: Node = {}


@dataclass(frozen=True)
class Spec:
    """The spec of one API."""

    api: Api
    document: Node = field(repr=False)
    operations: Mapping[str, Operation] = field(repr=False)
    _compiled: dict[bytes, jsonschema_rs.Draft202012Validator] = field(
        default_factory=dict[bytes, jsonschema_rs.Draft202012Validator], repr=False
    )

    def resolve(self, node: Node) -> Node:
        """What a reference leads to, with the keywords next to it."""
        while "$ref" in node:
            target = resolved(self.document, node["$ref"])
            node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
        return node

    def validator(self, schema: Node) -> jsonschema_rs.Draft202012Validator:
        """A validator for values of a schema. Its messages do not quote them."""
        key = msgspec.json.encode(schema)
        if key not in self._compiled:
            whole = {**schema, "components": self.document.get("components", {})}
            self._compiled[key] = jsonschema_rs.Draft202012Validator(
                whole, validate_formats=True, mask="the value"
            )
        return self._compiled[key]

    def accepts(self, schema: Node, value: object) -> bool:
        """Whether a schema allows a value."""
        return self.validator(schema).is_valid(value)

    def fits(self, schema: Node, value: object) -> bool:
        """Whether a value has a type that a schema allows."""
        return "type" not in schema or self.accepts({"type": schema["type"]}, value)

    def choose(self, schema: Node, value: object) -> Node:
        """The alternative of a schema that applies to a value, without unions and `allOf`.

        Of several that fit by type, it is the first that allows the value, else the first.
        """
        node = self.resolve(schema)
        for part in node.get("allOf", ()):
            more = self.choose(part, value)
            members = {**more.get("properties", {}), **node.get("properties", {})}
            node = {**more, **node, "properties": members}
        arms: list[Node] = [*node.get("anyOf", ()), *node.get("oneOf", ())]
        fitting = [arm for arm in arms if self.fits(self.choose(arm, value), value)]
        if len(fitting) > 1:
            fitting = [arm for arm in fitting if self.accepts(arm, value)] or fitting
        if not fitting:
            return node
        rest = {key: item for key, item in node.items() if key not in {"anyOf", "oneOf"}}
        return {**self.choose(fitting[0], value), **rest}

    def find(self, method: str, path: str, accept: str = "") -> Operation | None:
        """The operation of a request."""
        return find(self.operations.values(), method, path, accept=accept)


@cache
def load(api: Api) -> Spec:
    """The spec that comes with brolly."""
    said = facts(api)
    return Spec(api, said.document, said.operations)


def schema_of(content: Mapping[str, Any], content_type: str) -> Node | None:
    """The schema that is documented for a content type."""
    found = content.get(media_type(content_type))
    return None if found is None else found.get("schema", ANYTHING)
