"""What a spec promises, by the YAML alone; the other reading is that of the package (`_held`).

Both are facts in the same words. Beside names and texts they say how things arrive: each operation
is called with samples, each answer and schema is read from samples, and the results are compared.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from _rules.facts import (
    FORM,
    INSTANTS,
    MULTIPART,
    bare,
    essence,
    inline_schemas,
    is_json,
    is_map,
    is_union,
    operations,
    types,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _reader import Place
    from _rules.facts import Node

Facts: TypeAlias = dict[str, dict[str, str]]
Sample: TypeAlias = tuple[Any, Any]
"""A value on the wire, and the same with the types that it is read as."""

VARIANTS = 3
_ANYTHING = {"free": [1, "text", None, {"deep": True}]}
_INSTANT = "2031-02-03T04:05:06"
_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}
_DEEPEST = 3


class Promise:
    """The facts of a spec, and the cases that the package is to be tried with."""

    def __init__(self, spec: Node) -> None:
        self.spec = spec
        self.components: Node = spec["components"]
        self.inline = {place: name for name, place in inline_schemas(spec)}
        self.facts: Facts = {}
        self.open: list[str] = []
        self.read = False  # whether samples are read, and not written
        self.cases: dict[str, Any] = {"operations": {}, "schemas": {}}
        for path, method, item, node in operations(spec):
            self.operation(path, method, item, node)
        for name, node in self.components["schemas"].items():
            self.schema(name, node, ("components", "schemas", name))
        for place, name in self.inline.items():
            self.schema(name, self.at(place), place)

    def at(self, place: Place) -> Node:
        node: Any = self.spec
        for key in place:
            node = node[key]
        return dict(node)

    def resolve(self, node: Node, place: Place) -> tuple[Node, Place]:
        """What a reference leads to, and where that stands."""
        if "$ref" not in node:
            return node, place
        section, name = node["$ref"].split("/")[-2:]
        return self.components[section][name], ("components", section, name)

    # Operations.

    def operation(self, path: str, method: str, item: Node, node: Node) -> None:
        place: Place = ("paths", path, method)
        name = node["operationId"]
        needs: list[Node] = (
            node["security"] if "security" in node else self.spec.get("security", [])
        )
        servers = node.get("servers", item.get("servers", []))
        facts = {
            "request": f"{method.upper()} {bare(path)}",
            "methods": "sync, async",
            "security": ", ".join(scheme for choice in needs for scheme in choice),
            "anonymous": str({} in needs),
            "server": servers[0]["url"].rstrip("/") if servers else "",
            "repeat on": str(node.get("x-repeat-on", [])),
        }
        texts = {"summary": node.get("summary", ""), "description": node.get("description", "")}
        known: dict[str, tuple[Node, Place]] = {}
        for owner, at in ((item, place[:2]), (node, place)):
            for index, one in enumerate(owner.get("parameters", [])):
                found, where = self.resolve(one, (*at, "parameters", index))
                known[f"{found['in']} {found['name']}"] = ({**found, **_texts(one)}, where)
        for thing, (one, where) in known.items():
            facts[thing] = "required" if one.get("required") else "optional"
            schema, _ = self.resolve(one["schema"], (*where, "schema"))
            texts[thing] = (
                one.get("description")
                or one["schema"].get("description")
                or schema.get("description", "")
            )
            if one.get("deprecated"):
                texts[f"{thing}, deprecated"] = "Deprecated."
        body: Node | None = None
        if "requestBody" in node:
            body, at = self.resolve(node["requestBody"], (*place, "requestBody"))
            known["body"] = (body, at)
            facts["body"] = "required" if body.get("required") else "optional"
            texts["body"] = body.get("description", "")
        if node.get("deprecated"):
            texts["deprecated"] = "Deprecated."
        calls = []
        self.read = False
        for variant in range(VARIANTS):
            given = {
                thing: self.argument(thing, one, where, variant)
                for thing, (one, where) in known.items()
            }
            if variant == VARIANTS - 1:  # with what is required alone
                given = {
                    thing: value for thing, value in given.items() if facts[thing] == "required"
                }
            calls.append({thing: wire for thing, (wire, _) in given.items()})
            facts[f"call {variant}"] = self.call(path, known, given)
        self.read = True
        accepted: dict[str, None] = {}
        answers: dict[str, Any] = {}
        for status, reference in node["responses"].items():
            answer, at = self.resolve(reference, (*place, "responses", status))
            texts[f"answer {status}"] = (
                _texts(reference).get("description") or answer["description"]
                if status[0] == "2"
                else ""
            )
            wire: Any = None
            read: Any = None
            for kind, media in answer.get("content", {}).items():
                if status[0] == "2":
                    accepted[kind] = None
                if is_json(kind):
                    wire, read = self.sample(media["schema"], (*at, "content", kind, "schema"), 0)
                    wire = json.dumps(wire)
                else:
                    wire, read = "a file", {"bytes": "a file"}
            code = _code(status, node["responses"])
            answers[str(code)] = wire
            facts[f"answer {code}"] = shown(read)
            if "x-paging" in node and status[0] == "2":
                facts |= _listed(node["x-paging"], code, read)
        facts["accept"] = ", ".join(accepted) or "*/*"
        self.finish("operations", name, facts, texts, {"calls": calls, "answers": answers})

    def argument(self, thing: str, node: Node, place: Place, variant: int) -> Sample:
        if thing != "body":
            schema, at = node["schema"], (*place, "schema")
            if "contentSchema" in schema:
                return self.sample(schema["contentSchema"], (*at, "contentSchema"), variant)
            return self.sample(schema, at, variant)
        kind, media = next(iter(node["content"].items()))
        if essence(kind) in (FORM, MULTIPART) or is_json(kind):
            return self.sample(media["schema"], (*place, "content", kind, "schema"), variant)
        return "a file", {"bytes": "a file"}

    def call(self, path: str, known: Any, given: dict[str, Sample]) -> str:
        """The request that a call makes: path, query, headers and body."""
        target, content = bare(path), None
        query: list[str] = []
        headers: list[str] = []
        for thing, (_, typed) in given.items():
            node = known[thing][0]
            where, _, name = thing.partition(" ")
            if thing == "body":
                content = _body(next(iter(node["content"])), given["body"][0])
                continue
            if "contentSchema" in node["schema"]:
                text = json.dumps(given[thing][0], separators=(",", ":"), ensure_ascii=False)
                query.append(f"{name}={text}")
                continue
            values = [_text(one) for one in (typed if isinstance(typed, list) else [typed])]
            style = node.get("style", "form" if where == "query" else "simple")
            if where == "query" and node.get("explode", style == "form"):
                query += [f"{name}={value}" for value in values if value is not None]
                continue
            value = (
                None
                if values == [None]
                else _SEPARATORS.get(style, ",").join(str(one) for one in values)
            )
            if value is None:
                continue
            if where == "path":
                target = target.replace(f"{{{name}}}", quote(value, safe=""))
            else:
                (query if where == "query" else headers).append(f"{name}={value}")
        return shown([target, sorted(query), sorted(headers), content])

    # Schemas.

    def schema(self, name: str, node: Node, place: Place) -> None:
        node = {**node, "type": next(iter(set(types(node)) - {"null"}), "object")}
        if is_union(self.spec, node):
            facts = {"kind": "one of"}
        elif is_map(node):
            facts = {"kind": "map"}
        elif "enum" in node:
            values = [one for one in node["enum"] if one is not None]
            facts = {"kind": "enum", **{f"value {value}": "known" for value in values}}
        elif node["type"] == "object" and ("properties" in node or len(node.get("allOf", [])) > 1):
            facts = {"kind": "object"}
        else:
            return  # a shared scalar or list is written out where it is used
        self.read = True
        texts = {"description": node.get("description", "")}
        if node.get("deprecated"):
            texts["deprecated"] = "Deprecated."
        samples = []
        if facts["kind"] == "object":
            required, seen = self.required(node), dict(self.members(node, place))
            for member, (one, _) in seen.items():
                absent = "null" if self.nullable(one) else "refused"
                facts[f"member {member}"] = absent if member in required else "unset"
                if "x-sensitive" in one:
                    facts[f"masked {member}"] = "yes"
                if one.get("x-name"):
                    facts[f"attribute {member}"] = one["x-name"]
                texts[f"member {member}"] = one.get("description", "")
                if one.get("deprecated"):
                    texts[f"member {member}, deprecated"] = "Deprecated."
        if facts["kind"] != "enum":
            branches = len([*node.get("anyOf", []), *node.get("oneOf", [])])
            for variant in range(max(VARIANTS, branches)):
                wire, read = self.sample(
                    {**node, "$place": name}, place, variant, least=variant == VARIANTS - 1
                )
                samples.append(json.dumps(wire))
                facts[f"reads {variant}"] = shown(read)
        named = [fact.removeprefix("attribute ") for fact in facts if fact.startswith("attribute ")]
        self.finish("schemas", name, facts, texts, {"samples": samples, "named": named})

    def finish(
        self, section: str, name: str, facts: dict[str, str], texts: dict[str, str], case: Any
    ) -> None:
        told = {thing: text for thing, text in texts.items() if text.strip()}
        facts |= {f"text of {thing}": "shown" for thing in told}
        self.facts[f"{section[:-1]} {name}"] = facts
        self.cases[section][name] = case | {"texts": told}

    def members(self, node: Node, place: Place) -> Iterator[tuple[str, tuple[Node, Place]]]:
        """Members of an object and where each stands, those of its parts first."""
        for index, part in enumerate(node.get("allOf", [])):
            yield from self.members(*self.resolve(part, (*place, "allOf", index)))
        for name, one in node.get("properties", {}).items():
            yield name, (one, (*place, "properties", name))

    def required(self, node: Node) -> set[str]:
        parts = [self.required(self.resolve(part, ())[0]) for part in node.get("allOf", [])]
        return set(node.get("required", [])).union(*parts)

    def nullable(self, node: Node) -> bool:
        node = self.resolve(node, ())[0]
        choices = [
            *node.get("anyOf", []),
            *node.get("oneOf", []),
            *(node.get("allOf", []) if len(node.get("allOf", [])) == 1 else []),
        ]
        return "null" in types(node) or any(map(self.nullable, choices))

    # Samples.

    def sample(
        self, node: Node, place: Place, variant: int, depth: int = 0, *, least: bool = False
    ) -> Sample:
        """A value that a schema allows; the variants take turns among its branches."""
        node, place = self.resolve(node, place)
        choices = [
            (one, (*place, key, index))
            for key in ("anyOf", "oneOf")
            for index, one in enumerate(node.get(key, []))
        ]
        if not choices and len(node.get("allOf", [])) == 1 and "properties" not in node:
            choices = [(node["allOf"][0], (*place, "allOf", 0))]
        if choices:
            if depth > _DEEPEST:
                choices = [one for one in choices if "null" in types(one[0])] or choices
            if "$place" in node:  # the type itself is never null
                choices = [one for one in choices if "null" not in types(one[0])]
            chosen, where = choices[variant % len(choices)]
            sample = self.sample(chosen, where, variant, depth)
            return self.marked(node, chosen, sample) if "discriminator" in node else sample
        name = node.get("$place") or self.inline.get(place) or place[-1]
        named = types(node) or (["object"] if "properties" in node or "allOf" in node else [])
        if "enum" in node:
            value = node["enum"][variant % len(node["enum"])]
            return value, None if value is None else {"is": name, "value": value}
        if not named:
            return _ANYTHING, _ANYTHING
        kind = named[variant % len(named)]
        if depth > _DEEPEST and "null" in named:
            kind = "null"
        if kind == "array":
            if depth > _DEEPEST:
                return [], []
            wire, read = self.sample(node["items"], (*place, "items"), variant, depth + 1)
            return [wire, wire], [read, read]
        if kind == "object":
            if is_map(node):
                return self.map(node, place, variant, depth)
            return self.object(node, place, str(name), variant, depth, least)
        if self.read and kind == "string" and node.get("format") in INSTANTS:
            offset = "+01:00" if node["format"] == "date-time" else "+0100"
            return f"2031-02-03T05:05:06{offset}", {"instant": f"{_INSTANT}+00:00"}
        return _scalar(kind, node, variant)

    def marked(self, node: Node, chosen: Node, sample: Sample) -> Sample:
        """A sample of a choice, with the text by which it is told from the others."""
        wire, read = sample
        by, mapping = (
            node["discriminator"]["propertyName"],
            node["discriminator"].get("mapping", {}),
        )
        if not isinstance(wire, dict):
            return sample
        name = chosen["$ref"].split("/")[-1]
        mark = next((key for key, one in mapping.items() if one.split("/")[-1] == name), name)
        typed = {**read[by], "value": mark} if isinstance(read.get(by), dict) else mark
        return {**wire, by: mark}, {**read, by: typed}

    def map(self, node: Node, place: Place, variant: int, depth: int) -> Sample:
        extra = node.get("additionalProperties")
        if not isinstance(extra, dict) or not extra or node.get("properties"):
            return _ANYTHING, _ANYTHING
        if depth > _DEEPEST:
            return {}, {}
        wire, read = self.sample(extra, (*place, "additionalProperties"), variant, depth + 1)
        return {"a key": wire}, {"a key": read}

    def object(
        self, node: Node, place: Place, name: str, variant: int, depth: int, least: bool
    ) -> Sample:
        required = self.required(node)
        wire: Node = {}
        read: Node = {"is": name}
        # A sample within one of its own kind holds no more than it must, or it would never end.
        depth = _DEEPEST + 1 if name in self.open else depth
        self.open.append(name)
        for key, (one, where) in dict(self.members(node, place)).items():
            if key not in required and (least or depth > _DEEPEST):
                continue
            if least and self.nullable(one):
                read[key] = None  # left out, and read as null
                continue
            wire[key], read[key] = self.sample(one, where, variant, depth + 1)
        self.open.pop()
        return wire, read


def _listed(paging: Node, code: int, read: Any) -> dict[str, str]:
    """What a list is, and what the samples of an answer give by it."""
    roles = ("since", "until", "size", "first", "last", "after", "most", "numbered")
    known = {"numbered": False} if paging["by"] == "row" else {}
    known |= {role: paging[role] for role in roles if role in paging}
    members = paging.get("records", [])
    links = [text for path in paging.get("next", []) if (text := _at(read, path))]
    records = shown(_at(read, members) or [])
    items = {f"items {code}": records} if members and isinstance(read, dict) else {}
    return {
        "list": shown([paging["by"], known, members]),
        f"records {code}": records,
        **items,
        f"link {code}": shown(links[0] if links else None),
    }


def _at(value: Any, path: list[str]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def shown(value: Any) -> str:
    """A value as text that two readings can be compared by."""
    return json.dumps(value, sort_keys=True)


def _texts(node: Node) -> Node:
    return {"description": node["description"]} if "description" in node else {}


def _scalar(kind: str, node: Node, variant: int) -> Sample:
    form = node.get("format")
    if kind == "string" and form in INSTANTS:
        return f"{_INSTANT}Z", {"instant": f"{_INSTANT}+00:00"}
    if kind == "string" and form == "date":
        return "2031-02-03", {"date": "2031-02-03"}
    if kind == "string" and form == "binary":
        media = next((one for one in node.get("x-media-types", []) if "*" not in one), "image/png")
        content = base64.b64encode(b"a file").decode()
        file = {"name": "a.bin", "content": content, "media_type": media}
        return file, {"is": "File", **file}
    values = {
        "string": "text" if not variant else 'ä "quoted" & more',
        "integer": 7 + variant,
        "number": 1.5 + variant,
        "boolean": variant == 0,
        "null": None,
    }
    return values[kind], values[kind]


def _text(value: Any) -> str | None:
    """A scalar in a path, a query, a header or a form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return next(str(value[key]) for key in ("value", "instant", "date") if key in value)
    return None if value is None else str(value)


def _body(kind: str, wire: Any) -> Any:
    plain = essence(kind)
    if is_json(plain):
        return [kind, wire]
    if plain not in (FORM, MULTIPART):
        return [kind, "a file"]
    pairs = []
    for name, value in wire.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                pairs.append([name, one["name"], one["media_type"], "a file"])
            elif one is not None:
                pairs.append([name, "", "", str(_instant(_text(one)))])
    return [plain, sorted(pairs)]


def _instant(text: str | None) -> str | None:
    return text.replace("Z", "+00:00") if text == f"{_INSTANT}Z" else text


def _code(status: str, all_: Node) -> int:
    """A status that is answered as this entry says."""
    if status.isdigit():
        return int(status)
    if status == "default":
        ranges = {one[0] for one in all_ if one.endswith("XX")}
        return next(
            code
            for code in (418, 599, 399, 299, 477)
            if str(code) not in all_ and str(code)[0] not in ranges
        )
    first = int(status[0]) * 100
    return next(code for code in range(first + 99, first, -1) if str(code) not in all_)


def mismatches(promised: Facts, held: Facts) -> Iterator[tuple[str, str]]:
    """What differs, and the operation or schema that it is about."""
    for thing in sorted(promised | held):
        if thing not in held:
            yield thing, f"{thing} is missing"
        elif thing not in promised:
            yield (
                thing,
                f"{thing} is not in the spec; an object needs a name under components/schemas",
            )
        else:
            wanted, found = promised[thing], held[thing]
            for fact in sorted(wanted | found):
                want, find = wanted.get(fact, "absent"), found.get(fact, "absent")
                if want != find:
                    yield thing, f"{thing}: {fact} is {find}, should be {want}"
