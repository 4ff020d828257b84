"""The specs as the recorder and the replay need them: operations, and the schema of each value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, TypeAlias, cast, get_args

import jsonschema_rs
import msgspec
import yaml

from brolly_contract.facts import FOLDER, inlined

Api: TypeAlias = Literal["kasko", "insurehero"]
Node: TypeAlias = dict[str, Any]

APIS: tuple[Api, ...] = get_args(Api)
METHODS = ("get", "put", "post", "delete", "head", "patch", "options", "trace")
ANYTHING: Node = {}


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation with its references resolved, but for those to schemas."""

    id: str
    method: str
    path: str
    """As it is sent, with placeholders."""
    parameters: tuple[Node, ...]
    body: Node
    """The media types of the request's body."""
    responses: Mapping[str, Node]
    security: tuple[str, ...]
    """Names of the security schemes, any one of which opens it."""
    own_servers: bool

    def match(self, path: str) -> dict[str, str] | None:
        """The values in a path, still percent-encoded; None if it is another operation's."""
        names = re.findall(r"{([^}]*)}", self.path)
        pattern = re.sub(r"\\{[^}]*\\}", "([^/]+)", re.escape(self.path))
        found = re.fullmatch(pattern, path)
        return dict(zip(names, found.groups(), strict=True)) if found else None

    def parameter(self, place: str, name: str) -> Node | None:
        """What is documented for a parameter; names of headers in lower case."""
        for one in self.parameters:
            known = one["name"].lower() if place == "header" else one["name"]
            if one["in"] == place and known == name:
                return one
        return None

    def response(self, status: int) -> Node | None:
        """What is documented for a status."""
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in self.responses:
                return self.responses[key]
        return None

    @property
    def accepts(self) -> str:
        """The media type to ask for."""
        # That of a success: twins at one address may have their errors in common.
        for status in sorted(self.responses):
            for kind in self.responses[status].get("content", {}):
                if status[0] == "2" and is_json(kind):
                    return str(kind)
        return "*/*"

    @property
    def gives_credentials(self) -> bool:
        """Whether its answer is an access token."""
        return self.id.startswith("authorize")


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
        """What a reference leads to; keywords beside it stay."""
        while "$ref" in node:
            target: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
        return node

    def validator(self, schema: Node) -> jsonschema_rs.Draft202012Validator:
        """A validator for values of a schema, whose texts do not quote them."""
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

    def choose(self, schema: Node, value: object) -> Node:
        """The alternative of a schema that a value goes by, without unions and `allOf`.

        Of several that fit by type it is the one that allows the value, else the first.
        """
        node = self.resolve(schema)
        for part in node.get("allOf", ()):
            more = self.choose(part, value)
            members = {**more.get("properties", {}), **node.get("properties", {})}
            node = {**more, **node, "properties": members}
        arms: list[Node] = [*node.get("anyOf", ()), *node.get("oneOf", ())]
        fitting = [arm for arm in arms if fits(self.choose(arm, value), value)]
        if len(fitting) > 1:
            fitting = [arm for arm in fitting if self.accepts(arm, value)] or fitting
        if not fitting:
            return node
        rest = {key: item for key, item in node.items() if key not in {"anyOf", "oneOf"}}
        return {**self.choose(fitting[0], value), **rest}

    def find(self, method: str, path: str, accept: str = "") -> Operation | None:
        """The operation of a request; of several at one address the one that `Accept` names."""
        found = [
            one
            for one in self.operations.values()
            if one.method == method and one.match(path) is not None
        ]
        # A path without placeholders is meant before one with.
        found.sort(key=lambda one: (one.path.count("{"), one.accepts not in accept))
        return found[0] if found else None


@cache
def load(api: Api) -> Spec:
    """The spec that comes with brolly."""
    text = (FOLDER / f"{api}.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return of(api, yaml.load(text, Loader=loader))  # noqa: S506 - safe, in C if it can be


def of(api: Api, document: Node) -> Spec:
    """The spec in a document."""
    bare = Spec(api, document, {})
    return Spec(api, document, {one.id: one for one in _operations(bare)})


def _operations(spec: Spec) -> Iterator[Operation]:
    default: list[Node] = spec.document.get("security", [])
    for key, item in cast("dict[str, Node]", spec.document["paths"]).items():
        for method in METHODS:
            if node := cast("Node", inlined(spec.document, item.get(method, {}))):
                shared = [*item.get("parameters", ()), *node.get("parameters", ())]
                yield Operation(
                    id=node["operationId"],
                    method=method.upper(),
                    path=key.partition("#")[0],
                    parameters=tuple(map(spec.resolve, shared)),
                    body=node.get("requestBody", {}).get("content", {}),
                    responses=node["responses"],
                    security=tuple(name for way in node.get("security", default) for name in way),
                    own_servers="servers" in node or "servers" in item,
                )


def is_json(kind: str) -> bool:
    """Whether a media type is JSON."""
    return re.fullmatch(r"[\w.-]+/([\w.-]+\+)?json", media_type(kind)) is not None


def media_type(content_type: str) -> str:
    """A content type without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def schema_of(content: Mapping[str, Any], content_type: str) -> Node | None:
    """The schema that is documented for a content type."""
    found = content.get(media_type(content_type))
    return None if found is None else found.get("schema", ANYTHING)


_KINDS: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


def fits(schema: Node, value: object) -> bool:
    """Whether a value has a type that a schema allows."""
    kinds = schema.get("type")
    if kinds is None:
        return True
    allowed = [kinds] if isinstance(kinds, str) else kinds
    return any(
        isinstance(value, _KINDS[kind]) and (isinstance(value, bool) is (kind == "boolean"))
        for kind in allowed
    )
