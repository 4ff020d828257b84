"""What the keywords of a spec mean, for the rules and for what is generated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import _names as names
from _grammar import METHODS
from _reader import Place

if TYPE_CHECKING:
    from collections.abc import Iterator


Node: TypeAlias = dict[str, Any]

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")
FORMATS = {
    "string": (
        *("date", "date-time", "utc-offset-date-time", "binary", "uuid", "email", "uri"),
        *("uri-reference", "hostname", "ipv4", "ipv6", "password", "decimal", "byte", "time"),
        *("duration", "iban", "regex", "idn-email", "iri"),
    ),
    "integer": ("int32", "int64"),
    "number": ("float", "double"),
}
INSTANTS = ("date-time", "utc-offset-date-time")
# What a keyword says something about.
APPLIES = {
    **dict.fromkeys(("minLength", "maxLength", "pattern"), ("string",)),
    **dict.fromkeys(("contentMediaType", "contentSchema"), ("string",)),
    **dict.fromkeys(("minimum", "maximum", "multipleOf"), ("integer", "number")),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), ("integer", "number")),
    **dict.fromkeys(("items", "minItems", "maxItems", "uniqueItems"), ("array",)),
    **dict.fromkeys(("properties", "required", "additionalProperties"), ("object",)),
    **dict.fromkeys(("minProperties", "maxProperties", "x-map"), ("object",)),
    "format": ("string", "integer", "number"),
    **dict.fromkeys(("x-max-bytes", "x-media-types"), ("string", "array")),
}
# What may stand beside a $ref, as it does not say what the value looks like.
BESIDE_REF = {
    *("$ref", "description", "example", "examples", "deprecated", "readOnly", "writeOnly"),
    *("default", "x-sensitive", "x-name", "x-read-also", "x-source", "x-status", "x-note"),
}


def is_json(media_type: str) -> bool:
    return re.search(r"[/+]json$", essence(media_type)) is not None


def essence(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def bare(path: str) -> str:
    """The path as sent: a fragment tells operations apart that differ by `Accept` alone."""
    return path.partition("#")[0]


def operations(spec: Node) -> Iterator[tuple[str, str, Node, Node]]:
    """Path, method, path item and operation."""
    for path, item in spec["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item, item[method]


def types(schema: Node) -> list[str]:
    """The types that a schema names itself."""
    found = schema.get("type", [])
    return [found] if isinstance(found, str) else list(found)


def json_items(spec: Node, parameter: Node) -> str:
    """What the items of a list are that goes as JSON text: text, object, or nothing for other parameters."""
    schema = parameter["schema"]
    content = schema.get("contentSchema", {})
    items = content.get("items", {})
    if "$ref" in items:
        items = spec["components"]["schemas"][items["$ref"].split("/")[-1]]
    json_ = schema.get("contentMediaType") == "application/json" and types(content) == ["array"]
    kinds = {"string": "text", "object": "object"}
    return kinds.get(" ".join(types(items)), "") if json_ and types(schema) == ["string"] else ""


def is_map(schema: Node) -> bool:
    """Whether a schema becomes a dict."""
    return bool(
        schema.get("x-map") or ("properties" not in schema and schema.get("additionalProperties"))
    )


def is_union(spec: Node, schema: Node) -> bool:
    """Whether a schema is a choice of several objects, which becomes a type of its own."""
    schemas = spec["components"]["schemas"]
    found = 0
    for one in [*schema.get("anyOf", []), *schema.get("oneOf", [])]:
        real = schemas[one["$ref"].split("/")[-1]] if "$ref" in one else one
        found += "object" in types(real) or "allOf" in real or is_union(spec, real)
    return found > 1


def inline_schemas(spec: Node) -> Iterator[tuple[str, Place]]:
    """Objects, maps and enums without a name of their own, with the one that they get."""
    for name, node in spec["components"]["schemas"].items():
        yield from _within(spec, node, (name,), ("components", "schemas", name), top=True)
    for section in ("parameters", "requestBodies", "responses"):
        for name, node in spec["components"].get(section, {}).items():
            yield from _message(spec, node, name, ("components", section, name))
    for path, method, item, node in operations(spec):
        place: Place = ("paths", path, method)
        name = node["operationId"]
        for index, one in enumerate(item.get("parameters", [])):
            if method == next(other for other in METHODS if other in item):
                yield from _message(spec, one, bare(path), (*place[:-1], "parameters", index))
        for index, one in enumerate(node.get("parameters", [])):
            yield from _message(spec, one, name, (*place, "parameters", index))
        if "requestBody" in node:
            yield from _message(spec, node["requestBody"], f"{name} body", (*place, "requestBody"))
        for status, one in node["responses"].items():
            yield from _message(spec, one, f"{name} {status}", (*place, "responses", status))


def _message(spec: Node, node: Node, owner: str, place: Place) -> Iterator[tuple[str, Place]]:
    if "schema" in node:
        words = (owner, node["name"]) if owner != place[-1] else (owner,)
        yield from _within(spec, node["schema"], words, (*place, "schema"))
    for kind, media in node.get("content", {}).items():
        if "schema" in media:
            yield from _within(spec, media["schema"], (owner,), (*place, "content", kind, "schema"))


def _within(
    spec: Node, node: Node, words: tuple[str, ...], place: Place, *, top: bool = False
) -> Iterator[tuple[str, Place]]:
    if is_hoisted(spec, node) and not top:
        yield names.inline(*words), place
    for key, member in node.get("properties", {}).items() if not is_map(node) else ():
        yield from _within(spec, member, (*words, key), (*place, "properties", key))
    for index, part in enumerate(node.get("allOf", [])):
        for key, member in part.get("properties", {}).items():
            yield from _within(
                spec, member, (*words, key), (*place, "allOf", index, "properties", key)
            )
    for key in ("anyOf", "oneOf"):
        for index, branch in enumerate(node.get(key, [])):
            yield from _within(spec, branch, words, (*place, key, index))
    for key, word in (("items", "item"), ("additionalProperties", "value")):
        if isinstance(node.get(key), dict):
            yield from _within(spec, node[key], (*words, word), (*place, key))


def is_hoisted(spec: Node, node: Node) -> bool:
    """Whether a schema becomes a class although it has no name."""
    if "$ref" in node:
        return False
    joined = "allOf" in node and not (len(node["allOf"]) == 1 and "properties" not in node)
    return "enum" in node or joined or "object" in types(node) or is_union(spec, node)
