"""The spec in words that the generator knows.

It gets less than OpenAPI has: references to parameters and answers are followed, what stands on a
path item goes into each operation, `allOf` is joined, and objects and enums get a name each. So
what the generator would pass over in silence never reaches it.

Templates see neither extensions of an operation nor how a parameter is sent. These facts stand in
`x-facts` by operationId, which is put behind the path (see `_generator`). Descriptions end with the
note on their source.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import _names as names
from _lists import Lists
from _rules.facts import (
    INSTANTS,
    bare,
    essence,
    is_json,
    is_map,
    is_union,
    json_items,
    operations,
    types,
)
from _sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _rules.facts import Node

_OWN = ("x-sensitive", "x-name", "x-read-also", "x-max-bytes", "x-media-types")
_LINE = 85
_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}


def dialect(spec: Node, sources: Sources | None = None) -> Node:
    """What the generator reads in place of a spec.

    Args:
        spec: What the rules let pass.
        sources: Titles and addresses of the documents that it rests on.
    """
    return _Dialect(spec, sources or Sources({})).document()


class _Dialect:
    def __init__(self, spec: Node, sources: Sources) -> None:
        self.spec = spec
        self.sources = sources
        self.components: Node = spec["components"]
        self.schemas: Node = {}
        self.lists = Lists(spec)
        self.facts: Node = {}
        self.pages: Node = {}
        self.modules = names.modules(spec)

    def document(self) -> Node:
        for name, node in self.components["schemas"].items():
            if self.named(node):
                self.component(name, node)
        paths: Node = {}
        for path, method, item, node in operations(self.spec):
            key, operation = self.operation(path, item, node)
            paths[key] = {method: operation}
        for name, records in self.pages.items():
            self.schemas[name]["x-items"] = records
        info = {key: self.spec["info"][key] for key in ("title", "version")}
        return {
            "openapi": "3.1.0",
            "info": info,
            "paths": paths,
            "components": {"schemas": self.schemas},
            "x-facts": self.facts,
        }

    def resolve(self, node: Node) -> Node:
        """What a reference stands for, with the description beside it."""
        if "$ref" not in node:
            return node
        section, name = node["$ref"].split("/")[-2:]
        found: Node = self.components[section][name]
        return found | ({"description": node["description"]} if "description" in node else {})

    # Operations.

    def operation(self, path: str, item: Node, node: Node) -> tuple[str, Node]:
        name = node["operationId"]
        known: dict[tuple[str, str], Node] = {}
        words: dict[tuple[str, str], tuple[str, ...]] = {}
        for owner, listed in ((bare(path), item), (name, node)):
            for reference in listed.get("parameters", []):
                one = self.resolve(reference)
                key = (one["in"], one["name"])
                own = (
                    (reference["$ref"].split("/")[-1],) if "$ref" in reference else (owner, key[1])
                )
                known[key], words[key] = one, own
        known = dict(sorted(known.items(), key=lambda one: one[0][0] == "header"))
        python = names.parameters(known, name, self.modules)
        operation: Node = {
            "operationId": name,
            "tags": node["tags"],
            "summary": f"{str(node.get('summary', name)).rstrip('.')}.",
            "description": self.described(node),
            "parameters": [
                {
                    "name": mine,
                    # Of a header it would take no list; the facts say where each one goes.
                    "in": "path" if where == "path" else "query",
                    "required": one.get("required", False),
                    "schema": self.value(one["schema"], words[where, wire]),
                }
                for ((where, wire), one), mine in zip(known.items(), python, strict=True)
            ],
            "responses": {},
        }
        content_type = description = ""
        if "requestBody" in node:
            body = self.resolve(node["requestBody"])
            content_type, media = next(iter(body["content"].items()))
            description = body.get("description", "")
            kind = essence(content_type)
            if is_json(kind):
                kind = "application/json"
            elif kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
                kind = "application/octet-stream"
            schema = self.value(media["schema"], (self.owner(node["requestBody"], name, "body"),))
            operation["requestBody"] = {
                "required": body.get("required", False),
                "content": {kind: {"schema": schema}},
            }
        accepted: list[str] = []
        for status, reference in node["responses"].items():
            answer = self.resolve(reference)
            told: Node = {
                "description": f"{unwrap(answer['description'])} {doubts(answer)}".strip()
            }
            operation["responses"][status] = told
            for kind, media in answer.get("content", {}).items():
                if status[0] == "2":
                    accepted.append(kind)
                if is_json(kind):
                    schema = self.value(media["schema"], (self.owner(reference, name, status),))
                    told["content"] = {"application/json": {"schema": schema}}
                    if status[0] == "2" and "x-paging" in node:
                        self.page(schema, media["schema"], node)
                else:
                    binary = {"schema": {"type": "string", "format": "binary"}}
                    told["content"] = {"application/octet-stream": binary}
        template, address = bare(path), bare(path)
        for (where, wire), mine in zip(known, python, strict=True):
            if where == "path":
                address = address.replace(f"{{{wire}}}", f"{{{mine}}}")
        self.facts[name] = {
            "template": template,
            "security": security(self.spec, node),
            "anonymous": {} in needs(self.spec, node),
            "server": server(item, node),
            "repeat_on": node.get("x-repeat-on", []),
            "accept": ", ".join(dict.fromkeys(accepted)) or "*/*",
            "content_type": content_type,
            "about": {
                "body": unwrap(description),
                **{
                    mine: unwrap(self.about(one))
                    for one, mine in zip(known.values(), python, strict=True)
                },
            },
            "parameters": {
                mine: {
                    "wire": wire,
                    "where": where,
                    "separator": self.separator(one),
                    "json": self.json(one),
                    "bound": bound(node, wire),
                }
                for ((where, wire), one), mine in zip(known.items(), python, strict=True)
            },
            "list": self.lists.facts(name),
        }
        return f"{address}#{name}", operation

    def page(self, schema: Node, answer: Node, node: Node) -> None:
        """Note where an answer that is an object holds the records of a list."""
        path = self.lists.attributes(answer, node["x-paging"].get("records", []))
        if path in ([], ["items"]):
            return
        for one in (schema, *schema.get("anyOf", [])):
            if "$ref" in one:
                name = one["$ref"].split("/")[-1]
                for branch in self.schemas[name].get("x-one-of", [name]):
                    self.pages[branch] = {"record": self.lists.record(node), "path": path}

    def owner(self, reference: Node, operation: str, part: str) -> str:
        """Who an object without a name is named after: a component, or the operation."""
        return (
            str(reference["$ref"].split("/")[-1]) if "$ref" in reference else f"{operation} {part}"
        )

    def separator(self, parameter: Node) -> str:
        """What stands between the items of a list; nothing where the name is repeated."""
        if parameter["in"] == "query" and parameter.get(
            "explode", "style" not in parameter or parameter["style"] == "form"
        ):
            return ""
        return _SEPARATORS.get(parameter.get("style", ""), ",")

    def json(self, parameter: Node) -> str:
        """The type of an argument that goes as JSON text."""
        kinds = {"text": "Sequence[str]", "object": "Sequence[Mapping[str, Any]]"}
        return kinds.get(json_items(self.spec, parameter), "")

    def about(self, parameter: Node) -> str:
        """The description of a parameter: its own, or that of its schema."""
        schema = parameter["schema"]
        text = parameter.get("description") or schema.get("description", "")
        if not text and "$ref" in schema:
            text = self.resolve(schema).get("description", "")
        facts = {"default": schema["default"]} if "default" in schema else {}
        text = self.listed(noted(text, parameter | facts), schema)
        return f"{text} {doubts(parameter)}".strip()

    # Texts.

    def described(self, node: Node) -> str:
        """The description of an operation or a schema, where it is from, and our doubts."""
        text = unwrap(noted(node.get("description", ""), node))
        if "responses" not in node:  # an operation has a summary of its own
            text = headed(text)
        if sources := node.get("x-source"):
            status = node.get("x-status") or self.spec.get("x-status") or "documented"
            text = f"{text}\n\nSource ({status}): {self.sources.markdown(sources)}."
        return f"{text}\n\n{doubts(node)}".strip()

    def listed(self, text: str, node: Node) -> str:
        """A description with the values that are known of an enum."""
        values = ", ".join(f"`{one}`" for one in self.values(node))
        return f"{text} Known values: {values}.".strip() if values else text

    def values(self, node: Node) -> list[str]:
        """What an enum lists, also one among other types or in a list."""
        node = self.resolve(node)
        inner = [*node.get("anyOf", []), *node.get("oneOf", []), *node.get("allOf", [])]
        inner += [node["items"]] if "items" in node else []
        found = [one for one in node.get("enum", []) if one is not None]
        return found or [value for one in inner for value in self.values(one)]

    # Schemas.

    def named(self, node: Node) -> bool:
        """Whether a component becomes a class; others are written out where they are used."""
        if "enum" in node or self.joined(node) or is_union(self.spec, node):
            return True
        return "object" in types(node) or "properties" in node

    def joined(self, node: Node) -> bool:
        return "allOf" in node and not (len(node["allOf"]) == 1 and "properties" not in node)

    def component(self, name: str, node: Node) -> None:
        self.schemas[name] = {}  # keeps its place while its members are named
        result: Node = {"description": self.described(node)}
        if "enum" in node:
            result |= {"type": "string", "enum": [one for one in node["enum"] if one is not None]}
        elif is_union(self.spec, node):
            result |= {"type": "object", **self.choice(node)}
        elif is_map(node):
            extra = node.get("additionalProperties")
            known = node.get("properties", {})
            result |= {"type": "object", "x-map": True}
            if isinstance(extra, dict) and extra and not known:
                result["additionalProperties"] = self.value(extra, (name, "value"))
            if known:
                about = {
                    key: {"description": unwrap(one.get("description", ""))}
                    for key, one in known.items()
                }
                result["properties"] = about
        else:
            properties, required = self.members(node)
            result |= {
                "type": "object",
                "properties": {key: self.member(key, one, name) for key, one in properties.items()},
                "required": [key for key in properties if key in required],
            }
        self.schemas[name] = result

    def choice(self, node: Node) -> Node:
        """The objects that a value may be, and the member that says which one it is."""
        branches = [
            one["$ref"].split("/")[-1]
            for key in ("anyOf", "oneOf")
            for one in node.get(key, [])
            if "$ref" in one
        ]
        told = node.get("discriminator", {})
        named = {value: one.split("/")[-1] for value, one in told.get("mapping", {}).items()}
        where = {one: one for one in branches if one not in named.values()} | named
        by = told.get("propertyName", "")
        return {"x-one-of": branches, "x-by": by, "x-where": where if by else {}}

    def members(self, node: Node) -> tuple[Node, list[str]]:
        """All members of an object, those of its parts first, and which are required."""
        properties: Node = {}
        required: list[str] = []
        for part in map(self.resolve, node.get("allOf", [])):
            more, needed = self.members(part)
            properties, required = properties | more, required + needed
        return properties | node.get("properties", {}), required + node.get("required", [])

    def member(self, key: str, node: Node, owner: str) -> Node:
        result = dict(self.value(node, (owner, key)))
        text = node.get("description", "")
        target = self.resolve(node)
        if not text and "$ref" in node and not self.named(target):
            text = target.get("description", "")
        text = headed(unwrap(self.listed(noted(text, node), node)))
        if text := f"{text}\n\n{doubts(node)}".strip():
            result["description"] = text
        result |= {name: node[name] for name in _OWN if name in node}
        result.setdefault("x-name", names.member(key))
        return result

    def value(self, node: Node, words: Iterable[str]) -> Node:
        """A schema where it is used: no more than its type."""
        words = tuple(words)
        if "$ref" in node:
            target = self.components["schemas"][node["$ref"].split("/")[-1]]
            return {"$ref": node["$ref"]} if self.named(target) else self.value(target, words)
        if "allOf" in node and not self.joined(node):
            return self.value(node["allOf"][0], words)
        for key in ("anyOf", "oneOf"):
            if key in node:
                if is_union(self.spec, node):
                    return self.hoisted(node, words)
                branches = [self.value(one, words) for one in node[key]]
                return branches[0] if len(branches) == 1 else {"anyOf": branches}
        if self.named(node):
            return self.hoisted(node, words)
        result: Node = {}
        if "type" in node:
            kinds = types(node)
            result["type"] = kinds[0] if len(kinds) == 1 else kinds
        if "items" in node:
            result["items"] = self.value(node["items"], (*words, "item"))
        if node.get("format") in INSTANTS:
            result["format"] = "date-time"
        elif node.get("format") in ("date", "binary"):
            result["format"] = node["format"]
        return result

    def hoisted(self, node: Node, words: tuple[str, ...]) -> Node:
        """Give an object or an enum a name and refer to it."""
        name = names.inline(*words)
        if name not in self.schemas:
            kinds = [one for one in types(node) if one in ("object", "string")]
            self.component(name, {**node, **({"type": kinds[0]} if kinds else {})})
        if is_union(self.spec, node):
            reference = {"$ref": f"#/components/schemas/{name}"}
            branches = [*node.get("anyOf", []), *node.get("oneOf", [])]
            nothing = {"type": "null"}
            return {"anyOf": [reference, nothing]} if nothing in branches else reference
        others = [one for one in types(node) if one not in ("object", "string")]
        reference = {"$ref": f"#/components/schemas/{name}"}
        if others:
            rest = [
                {key: node[key] for key in ("items",) if key in node} | {"type": one}
                for one in others
            ]
            return {"anyOf": [reference, *(self.value(one, (*words,)) for one in rest)]}
        return reference


def bound(operation: Node, parameter: str) -> str:
    """Whether a parameter is the begin or the end of a period by which a list is paged."""
    paging = operation.get("x-paging", {})
    names = {paging.get("since"): "begin", paging.get("until"): "end"}
    return names.get(parameter, "") if paging.get("by") == "time" else ""


def headed(text: str) -> str:
    """A text whose first sentence stands alone, where all of it is more than a line."""
    first, rest = text.partition("\n\n")[::2]
    found = re.match(r"([^\n]+?[.:]) (?=[A-Z`])(.+)", first, re.DOTALL)
    head = found.groups() if found and len(first) > _LINE else (first,)
    return "\n\n".join(part for part in (*head, rest) if part)


def noted(text: str, node: Node) -> str:
    """A description with what keywords say beside it."""
    notes = [text.rstrip()] if text.strip() else []
    if node.get("deprecated"):
        notes.append("Deprecated.")
    if node.get("readOnly"):
        notes.append("Only in responses.")
    if node.get("writeOnly"):
        notes.append("Only in requests.")
    if "default" in node:
        default = node["default"]
        plain = isinstance(default, str | int | float) and not isinstance(default, bool)
        notes.append(f"By default {default if plain else json.dumps(default)}.")
    return " ".join(notes)


def doubts(node: Node) -> str:
    """The note on a statement, which comes last."""
    notes = node.get("x-note", "")
    return unwrap(notes if isinstance(notes, str) else " ".join(notes))


def security(spec: Node, operation: Node) -> list[str]:
    """The security schemes that open an operation."""
    return [name for choice in needs(spec, operation) for name in choice]


def needs(spec: Node, operation: Node) -> list[Node]:
    """What opens an operation: any one of these."""
    found: list[Node] = (operation if "security" in operation else spec).get("security", [])
    return found


def server(item: Node, operation: Node) -> str:
    """The origin of an operation that is not that of the whole API."""
    servers: list[Node] = (operation if "servers" in operation else item).get("servers", [])
    return "".join(node["url"].rstrip("/") for node in servers)


def unwrap(text: str) -> str:
    """Each paragraph on one line; lists and tables as they are."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    laid_out = re.compile(r"^\s*([*|#-]|\d+\.)", re.MULTILINE)
    return "\n\n".join(
        part if laid_out.search(part) else " ".join(part.split()) for part in paragraphs
    )
