"""Choices between schemas, and what may stand where."""

from __future__ import annotations

from _reader import Place, meant

from .base import shown
from .facts import APPLIES, Node, is_union, types
from .references import References


class Unions(References):
    """Choices: `anyOf` and `oneOf`, and where they may stand."""

    def schema(self, node: Node, place: Place, position: str) -> None:
        """Hold a schema against the rules: of a branch as of any other."""
        raise NotImplementedError

    def union(self, node: Node, place: Place, what: str, position: str) -> None:
        key = "anyOf" if "anyOf" in node else "oneOf"
        odd = sorted(set(node) & (set(APPLIES) | {"enum"}))
        if odd:
            self.no(
                (*place, odd[0]),
                f"{odd[0]} beside {key}; write it into the branch that it is about",
            )
        for index, branch in enumerate(node[key]):
            self.schema(branch, (*place, key, index), "branch")
        if is_union(self.spec, node):
            self.objects(node, place, what, position)
        elif "discriminator" in node:
            self.no(
                (*place, "discriminator"),
                f"discriminator without several objects under {key}; leave it out",
            )
        self.together(node, place, what)
        self.placed(node, place, position)

    def objects(self, node: Node, place: Place, what: str, position: str) -> None:
        """Objects of which a value is one, and how they are told apart."""
        key = "anyOf" if "anyOf" in node else "oneOf"
        branches = [one for one in node[key] if self.resolve(one).get("type") != "null"]
        if len(branches) < len(node[key]) and position == "component":
            self.no(
                (*place, key),
                f"{what} may be null as a whole; write null where it is used (anyOf: $ref and {{type: 'null'}})",
            )
        for index, one in enumerate(node[key]):
            kinds = self.branches(one)
            if kinds not in (["object"], ["null"]):
                self.no(
                    (*place, key, index),
                    f"{what} is one of several objects or {' or '.join(kinds)}; write objects with properties alone, or x-map: true",
                )
            elif kinds == ["object"] and "$ref" not in one:
                self.no(
                    (*place, key, index),
                    f"an object of {what} without a name; name it under components/schemas and write $ref:",
                )
        if self.problems:
            return
        members = [self.members(self.resolve(one)) for one in branches]
        names_ = [one["$ref"].split("/")[-1] for one in branches]
        if len(set(names_)) < len(names_):
            self.no((*place, key), f"{what} has a branch twice; keep one")
        if "discriminator" in node:
            by = node["discriminator"]["propertyName"]
            for name, (properties, _) in zip(names_, members, strict=True):
                if by not in properties:
                    self.no(
                        (*place, "discriminator", "propertyName"),
                        f"{name} has no member {by}{meant(by, properties) or '; describe it there'}",
                    )
                elif [one for one in self.branches(properties[by]) if one != "null"] not in (
                    ["string"],
                    ["enum"],
                ):
                    self.no(
                        (*place, "discriminator", "propertyName"),
                        f"{by} of {name} is not text; write type: string there",
                    )
            for value, target in node["discriminator"].get("mapping", {}).items():
                if not isinstance(target, str) or target.split("/")[-1] not in names_:
                    self.no(
                        (*place, "discriminator", "mapping", value),
                        f"{shown(target)} is not one of the branches; write '#/components/schemas/{names_[0]}' or another",
                    )
            return
        for index, (mine, _) in enumerate(members):
            for other, (theirs, theirs_needed) in zip(names_[:index], members[:index], strict=True):
                apart = any(
                    self.values(mine[one])
                    and self.values(theirs[one])
                    and self.values(mine[one]).isdisjoint(self.values(theirs[one]))
                    for one in set(mine) & set(theirs)
                )
                if not apart and set(mine) <= set(theirs) and theirs_needed <= set(mine):
                    self.no(
                        (*place, key),
                        f"nothing tells {names_[index]} from {other}; write discriminator: with propertyName, or give the one a required member that the other lacks",
                    )

    def together(self, node: Node, place: Place, what: str) -> None:
        """Types that can be told apart when they are read."""
        found = [one for one in self.branches(node) if one != "null"]
        texts = [one for one in found if one in ("string", "enum", "date", "instant", "binary")]
        objects = [one for one in found if one in ("object", "map", "union")]
        # A query is only written, where a date and a text differ by what the caller gives.
        if len(texts) > 1 and not ("parameter" in place or "parameters" in place):
            self.no(
                place,
                f"{what} is one of several kinds of text ({', '.join(texts)}); write type: string alone and say the kinds in the description",
            )
        elif "instant" in found and len(found) > 1 and not {"parameter", "parameters"} & set(place):
            self.no(
                place,
                f"{what} is a date-time or {' or '.join(one for one in found if one != 'instant')}; write one of them, or type: string without format",
            )
        elif len(objects) > 1:
            self.no(
                place,
                f"{what} is one of several objects; write x-map: true objects as one dict, or one object with the members of all, none required",
            )
        elif "any" in found and len(found) > 1:
            self.no(place, f"{what} is anything or something else; leave the other branches out")
        elif found.count("array") > 1:
            self.no(
                place, f"{what} is one of several lists; write one list whose items have the choice"
            )
        elif not found and place[-2:-1] not in (("anyOf",), ("oneOf",)):
            self.no(place, f"{what} can be nothing but null; write its type")
        elif len(set(texts)) != len(texts) and texts.count("string") != len(texts):
            self.no(place, f"{what} has a branch twice; keep one")

    def read_also(self, node: Node, place: Place) -> None:
        found = [one for one in self.branches(node) if one != "null"]
        wanted = {"integer": ["string", "enum"], "empty-array": ["object", "map"]}[
            node["x-read-also"]
        ]
        if len(found) != 1 or found[0] not in wanted:
            self.no(
                (*place, "x-read-also"),
                f"x-read-also: {node['x-read-also']} needs a member of type {' or '.join(wanted)}; found {' or '.join(found)}",
            )
        elif found == ["object"]:
            target = next(one for one in self.leaves(node) if "null" not in types(one))
            properties, required = self.members(target)
            needed = [
                one for one in sorted(required) if "null" not in self.branches(properties[one])
            ]
            if needed:
                self.no(
                    (*place, "x-read-also"),
                    f"x-read-also: empty-array needs an object that may be empty, but {needed[0]} is required; leave x-read-also out",
                )

    def placed(self, node: Node, place: Place, position: str) -> None:
        """Instants and files where the generated code can hold them."""
        branches = self.branches(node)
        if "instant" in branches and position in ("item", "answer", "component", "value", "body"):
            where = {
                "item": "in a list",
                "answer": "as a whole answer",
                "value": "in a map",
                "body": "as a whole body",
            }
            if position == "component":
                return
            if position == "item" and "parameters" in place:
                return
            self.no(
                place,
                f"a date-time {where[position]}; write type: string without format, or an object that holds it",
            )
        if "binary" in branches and position in ("answer", "body", "parameter", "header", "value"):
            self.no(
                place,
                "binary is a file; write it as a member of a multipart/form-data, or as the whole body of application/octet-stream",
            )
