"""What a schema says: types, formats, members, values."""

from __future__ import annotations

import re

import _names as names
from _reader import Place, meant

from .base import called, shown
from .facts import APPLIES, FORMATS, Node, is_hoisted, is_map, types
from .unions import Unions


class Schemas(Unions):
    """What a schema says."""

    def schema(self, node: Node, place: Place, position: str) -> None:
        if not node:
            return
        what = called(place)
        for key in ("x-sensitive", "x-name", "x-read-also"):
            if key in node and position not in ("member", "known"):
                self.no(
                    (*place, key),
                    f"{key} of something that is not a member; write it beside the member under properties",
                )
        for key in ("readOnly", "writeOnly"):
            if key in node and position not in ("member", "known"):
                self.no(
                    (*place, key),
                    f"{key} of something that is not a member; write it beside the member under properties",
                )
        if (
            "description" in node
            and position in ("item", "branch", "answer", "body", "bytes")
            and not is_hoisted(self.spec, node)
        ):
            self.no(
                (*place, "description"),
                "a description that no docstring would show; write it beside the member, the parameter or the response",
            )
        if "deprecated" in node and position not in ("member", "component"):
            self.no(
                (*place, "deprecated"),
                "deprecated has no effect here; write it beside the member, the parameter or in the operation",
            )
        if "$ref" in node:
            self.beside_ref(node, place, position)
            return
        shapes = [key for key in ("type", "anyOf", "oneOf", "allOf") if key in node]
        if "discriminator" in node and not {"anyOf", "oneOf"} & set(node):
            self.no(
                (*place, "discriminator"),
                f"discriminator of {what}, which lists no objects; write oneOf: with a $ref to each of them beside it",
            )
        if len(shapes) > 1:
            if shapes == ["type", "allOf"] and node["type"] == "object":
                shapes = ["allOf"]
            elif "type" in shapes:
                self.no(
                    (*place, "type"),
                    f"type beside {shapes[1]}; write the type into each branch and leave it out here",
                )
                return
            else:
                self.no((*place, shapes[1]), f"{shapes[0]} beside {shapes[1]}; write one of them")
                return
        if not shapes:
            self.untyped(node, place, what, position)
        elif "type" in shapes:
            self.typed(node, place, what, position)
        elif "allOf" in shapes:
            self.all_of(node, place, what)
        else:
            self.union(node, place, what, position)
        if "default" in node and shapes and not self.fits(node["default"], node):
            self.no(
                (*place, "default"),
                f"the default {shown(node['default'])} is not a value of {what}; write one of its type and bounds",
            )
        if "x-read-also" in node:
            self.read_also(node, place)

    def beside_ref(self, node: Node, place: Place, position: str) -> None:
        if "default" in node and not self.fits(node["default"], node):
            self.no(
                (*place, "default"),
                f"the default {shown(node['default'])} is not a value of {node['$ref']}",
            )
        if "x-read-also" in node:
            self.read_also(node, place)
        if position in ("component", "item", "branch", "answer", "body"):
            self.placed(node, place, position)

    def untyped(self, node: Node, place: Place, what: str, position: str) -> None:
        keys = sorted(set(node) & (set(APPLIES) | {"enum", "discriminator"}))
        if keys:
            meant = APPLIES.get(keys[0], ("string",))[0]
            self.no(place, f"{what} has {keys[0]} but no type; write type: {meant}")
        elif position in ("component", "parameter", "body"):
            self.no(place, f"{what} has no type; write type:")

    def typed(self, node: Node, place: Place, what: str, position: str) -> None:
        found = types(node)
        if found == ["null"] and position != "branch":
            self.no(
                (*place, "type"),
                f"{what} can be nothing but null; write its type, such as [string, 'null']",
            )
        for key in node:
            if key in APPLIES and not set(APPLIES[key]) & set(found):
                self.no(
                    (*place, key),
                    f"{key} says nothing about {' or '.join(found)}; remove it or write type: {APPLIES[key][0]}",
                )
        if self.problems and any(one.line == self.document.line(place) for one in self.problems):
            pass
        if "enum" in node:
            self.enum(node, place, what)
        if "format" in node:
            self.format(node, place)
        for low, high in (
            ("minimum", "maximum"),
            ("minLength", "maxLength"),
            ("minItems", "maxItems"),
        ):
            if low in node and high in node and node[low] > node[high]:
                self.no((*place, low), f"{low} is greater than {high}; swap them")
        if "array" in found:
            if "items" not in node:
                self.no(place, f"{what} is a list of nothing; write items:")
            else:
                self.schema(node["items"], (*place, "items"), "item")
        if "object" in found:
            self.object_type(node, place, what, position)
        self.placed(node, place, position)
        self.together(node, place, what)

    def enum(self, node: Node, place: Place, what: str) -> None:
        at = (*place, "enum")
        values = [one for one in node["enum"] if one is not None]
        if (
            "string" not in types(node)
            or not all(isinstance(one, str) for one in values)
            or not values
        ):
            odd = next(
                (one for one in node["enum"] if not isinstance(one, str) and one is not None), None
            )
            advice = (
                f"; {odd} is not text, write '{odd}'"
                if odd is not None and types(node) == ["string"]
                else ""
            )
            self.no(
                at,
                f"{what} lists values that are not text{advice or '; write type: string and text, or name the values in the description'}",
            )
            return
        if set(types(node)) - {"string", "null"}:
            self.no(
                at, f"{what} has values beside other types; write anyOf with the enum as one branch"
            )
        if (None in node["enum"]) != ("null" in types(node)):
            self.no(
                at,
                f"{what} is of two minds about null; write type: [string, 'null'] and null among the values, or neither",
            )
        if "format" in node:
            self.no((*place, "format"), "format beside enum; the values say it, so remove it")
        seen: dict[str, str] = {}
        for index, value in enumerate(values):
            name = names.value(value, index)
            where = (*at, node["enum"].index(value))
            if values.count(value) > 1:
                self.no(where, f"the value {value} stands twice; keep one")
            elif re.search(r"[\x00-\x1f\x7f]", value) or not name.isidentifier():
                self.no(
                    where,
                    f"the value {value!r} gives no name in Python; write type: string and say the values in the description",
                )
            elif name in seen:
                self.no(
                    where,
                    f"the values {seen[name]} and {value} are both {name} in Python; keep one (any letter case is read), or write type: string",
                )
            seen[name] = value

    def format(self, node: Node, place: Place) -> None:
        found = next((one for one in types(node) if one != "null"), "")
        known = FORMATS.get(found, ())
        if node["format"] not in known:
            close = meant(node["format"], known)
            self.no(
                (*place, "format"),
                f"the format {node['format']} of a {found} is unknown{close or '; known: ' + ', '.join(known)}",
            )
        elif len(set(types(node)) - {"null"}) > 1:
            self.no(
                (*place, "format"),
                "format of a value of several types; write anyOf with a branch for each",
            )

    def object_type(self, node: Node, place: Place, what: str, position: str) -> None:
        properties, extra = node.get("properties"), node.get("additionalProperties")
        if "null" in types(node) and position == "component":
            self.no(
                (*place, "type"),
                f"{what} may be null as a whole; write type: object, and null where it is used (anyOf: $ref and {{type: 'null'}})",
            )
        for name in node.get("required", []):
            if name not in (properties or {}) and not is_map(node):
                close = meant(name, properties or {})
                self.no(
                    (*place, "required"),
                    f"{name} is required but not under properties{close or '; write it there'}",
                )
        if len(set(node.get("required", []))) < len(node.get("required", [])):
            self.no((*place, "required"), "a member is required twice; keep one")
        if isinstance(extra, dict):
            self.schema(extra, (*place, "additionalProperties"), "value")
        if is_map(node):
            if extra is False:
                self.no(
                    (*place, "additionalProperties"),
                    f"{what} is a map without keys; write additionalProperties: true, or leave x-map out",
                )
            for name, member in (properties or {}).items():
                self.schema(member, (*place, "properties", name), "known")
            return
        if node.get("x-map") is False:
            self.no((*place, "x-map"), "x-map: false; leave it out")
        if properties is None:
            self.no(
                place,
                f"{what} is an object without properties; write properties:, or x-map: true if its keys are data",
            )
            return
        if extra not in (None, False):
            self.no(
                (*place, "additionalProperties"),
                f"{what} has named members and others; write x-map: true, so that a dict keeps all, or leave additionalProperties out",
            )
        self.attributes(properties, place)
        for name, member in properties.items():
            self.schema(member, (*place, "properties", name), "member")

    def attributes(self, properties: Node, place: Place) -> None:
        seen: dict[str, str] = {}
        for name, member in properties.items():
            at = (*place, "properties", name)
            own = member.get("x-name")
            python = own or names.member(name)
            if own and names.member(own) != own:
                self.no(
                    (*at, "x-name"),
                    f"x-name: {own} cannot be the name of an attribute; write x-name: {names.member(own) or 'name'}",
                )
            elif re.search(r'["\\\x00-\x1f\x7f]', name):
                self.no(
                    at,
                    f"the member {name!r} holds a character that msgspec cannot read; describe the object as a map (x-map: true)",
                )
            elif not python:
                self.no(at, f"the member {name!r} gives no name in Python; write x-name: with one")
            elif python in seen:
                self.no(
                    at,
                    f"the members {seen[python]} and {name} are both {python} in Python; write x-name: {python.rstrip('_')}_2 beside this one",
                )
            seen[python] = name

    def all_of(self, node: Node, place: Place, what: str) -> None:
        parts = node["allOf"]
        for index, part in enumerate(parts):
            real, at = self.resolve(part), (*place, "allOf", index)
            if len(parts) == 1 and "$ref" in part and "properties" not in node:
                if set(part) != {"$ref"}:
                    self.no(
                        at,
                        f"{min(set(part) - {'$ref'})} beside $ref in allOf; write it beside allOf",
                    )
                return
            if "allOf" not in real and (
                (types(real) != ["object"] and "properties" not in real) or is_map(real)
            ):
                self.no(
                    at,
                    f"{what} joins something that is not an object with properties; write objects in allOf",
                )
                return
            if "$ref" not in part:
                self.attributes(part.get("properties", {}), at)
                for name, member in part.get("properties", {}).items():
                    self.schema(member, (*at, "properties", name), "member")
                if "description" in part:
                    self.no(
                        (*at, "description"),
                        "a description that no docstring would show; write it beside allOf",
                    )
        for key in ("additionalProperties", "x-map", "items", "enum", "format"):
            if key in node:
                self.no((*place, key), f"{key} beside allOf; write it into one of the parts")
        for name, member in node.get("properties", {}).items():
            self.schema(member, (*place, "properties", name), "member")
        kept: Node = {}
        for part in [*map(self.resolve, parts), node if "properties" in node else {}]:
            for name, member in self.members(part, own=part is node)[0].items():
                if name in kept and _without_texts(kept[name]) != _without_texts(member):
                    self.no(
                        place, f"the parts of {what} describe {name} differently; describe it once"
                    )
                kept[name] = member
        required = self.members(node)[1]
        for name in sorted(required - set(kept)):
            self.no(
                place,
                f"{name} is required but in no part of {what}{meant(name, kept) or '; write it there'}",
            )
        self.attributes(kept, place)


def _without_texts(node: Node) -> Node:
    return {
        key: value
        for key, value in node.items()
        if key not in ("description", "example", "examples") and not key.startswith("x-")
    }
