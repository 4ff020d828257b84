"""The first round: each object has the keys that it needs, and no others."""

from __future__ import annotations

from typing import Any

import _names as names
from _grammar import KINDS, OURS
from _reader import Place, meant

from .base import Base, called, shown
from .facts import BESIDE_REF, Node
from .values import wrong


class Shape(Base):
    """The shape of each object."""

    def shape(self) -> None:
        self.object("document", self.spec, ())

    def object(self, name: str, node: Any, place: Place) -> None:
        kind = KINDS[name]
        if not isinstance(node, dict):
            advice = "write an object with " + ", ".join(kind.required or list(kind.fields)[:3])
            if name == "schema":
                advice = "write an object with type: or $ref:"
            self.no(place, f"{called(place)} is {shown(node)}; {advice}")
            return
        if "$ref" in node and kind.section:
            self.reference(name, node, place)
            return
        if not node and (
            (name == "schema" and place[-1] not in ("items", "schema", "additionalProperties"))
            or name not in ("media", "components", "schema")
        ):
            self.no(place, f"{called(place)} is empty; fill it in or remove it")
            return
        for key in kind.required:
            if key not in node:
                self.no(
                    place,
                    f"{called(place)} has no {key}; write {key}:{self.example(name, key, place)}",
                )
        for key, value in node.items():
            if key in kind.fields:
                self.value(kind.fields[key], value, (*place, key))
            else:
                self.unknown(name, key, place)

    def example(self, name: str, key: str, place: Place) -> str:
        if (name, key) == ("operation", "operationId"):
            return " " + names.function("_".join(str(word) for word in (place[-1], *place[1:-1])))
        return ""

    def unknown(self, name: str, key: str, place: Place) -> None:
        kind, at = KINDS[name], (*place, key)
        if key in kind.refused:
            self.no(at, f"{key} is not supported here; {kind.refused[key]}")
        elif key == "$ref":
            self.no(at, "$ref is not supported here; write what it refers to")
        elif key.startswith("x-"):
            close = meant(key, OURS)
            known = ", ".join(one for one in kind.fields if one.startswith("x-")) or "none"
            self.no(at, f"unknown key {key}{close or f'; known here: {known}'}")
        else:
            close = meant(key, kind.fields)
            self.no(at, f"unknown key {key}{close or '; known here: ' + ', '.join(kind.fields)}")

    def reference(self, name: str, node: Node, place: Place) -> None:
        target, at = node["$ref"], (*place, "$ref")
        section = KINDS[name].section
        if not isinstance(target, str):
            self.no(at, f"$ref is {shown(target)}; write '#/components/{section}/Name'")
            return
        self.refs.append((at, section, target))
        for key, value in node.items():
            if key == "$ref":
                continue
            if name == "schema" and key in BESIDE_REF:
                self.value(KINDS[name].fields[key], value, (*place, key))
            elif name == "schema" or key not in ("description", "summary"):
                advice = "put it into the component, or write a component of its own"
                if key not in KINDS[name].fields:
                    advice = f"unknown key{meant(key, KINDS[name].fields) or '; remove it'}"
                if key == "nullable":
                    advice = "write anyOf: with the $ref and {type: 'null'}"
                self.no((*place, key), f"{key} beside a $ref has no effect; {advice}")
            else:
                self.value("text", value, (*place, key))
                if name not in ("parameter", "response", "body", "header", "example"):
                    self.no(
                        (*place, key), f"{key} beside a $ref is lost; put it into the component"
                    )

    def value(self, kind: str, value: Any, place: Place) -> None:
        if kind[0] in "[{":
            self.several(kind, value, place)
        elif kind in KINDS:
            self.object(kind, value, place)
        elif kind == "flag or schema":
            if not isinstance(value, bool):
                self.object("schema", value, place)
        elif problem := wrong(kind, value):
            self.no(place, f"{called(place)} is {shown(value)}; {problem}")

    def several(self, kind: str, value: Any, place: Place) -> None:
        is_list = kind[0] == "["
        wanted: type[Any] = list if is_list else dict
        if not isinstance(value, wanted):
            what = "a list (- ...)" if is_list else "names with what belongs to each"
            self.no(place, f"{called(place)} is {shown(value)}; write {what}")
            return
        if not value:
            if place[-1] in ("headers", "links", "examples", "encoding", "parameters", "servers"):
                return  # as good as none
            self.no(place, f"{called(place)} is empty; fill it in or remove it")
        inner: Any = enumerate(value) if is_list else value.items()
        for key, one in inner:
            if key == "" or (
                isinstance(key, str)
                and key.startswith("x-")
                and kind in ("{path item}", "{response}")
            ):
                self.no((*place, key), f"{called(place)} has a key {key!r}; remove it")
            else:
                self.object(kind[1:-1], one, (*place, key))
