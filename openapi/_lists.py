"""Lists that `x-paging` describes: what has to hold of it, and what the iterators are made from.

    by: time      pages are asked for by the time of the last change (since, until, size, next, one)
    by: index     by the index of the first and the last record (first, last, most)
    by: row       by the record that they follow (after, size, most, numbered)
    by: answer    there is one page

`records` leads to the records of an answer that is an object, which has them as `items` too.
`without` names parameters that an iterator does not take. `each` lets a caller leave out the one
path parameter: then there is a call for each record of another list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import _names as names
from _reader import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _reader import Document, Place

Node = dict[str, Any]

CLASSES = {"time": "ByTime", "index": "ByIndex", "row": "ByRow", "answer": "Whole"}
# Keys that name a query parameter, by the way of paging.
_PARAMETERS = {
    "time": ("since", "until", "size"),
    "index": ("first", "last"),
    "row": ("after", "size"),
    "answer": (),
}
_OTHERS = {
    "time": ("next", "most", "one"),
    "index": ("most",),
    "row": ("most", "numbered"),
    "answer": (),
}
_OPTIONAL = ("records", "numbered", "without", "each")
# Arguments of the iterators themselves.
_OWN = {
    "time": ("since", "until", "page_size", "cursor", "workers", "on_invalid", "timeout"),
    "index": ("start", "page_size", "on_invalid", "timeout"),
    "row": ("page_size", "on_invalid", "timeout"),
    "answer": ("on_invalid", "timeout"),
}


class Lists:
    """The lists of a spec."""

    def __init__(self, spec: Node) -> None:
        self.spec = spec
        self.components: Node = spec["components"]
        self.operations: dict[str, tuple[Place, Node, Node]] = {}
        for path, item in spec["paths"].items():
            for method, node in item.items():
                if isinstance(node, dict) and "operationId" in node:
                    place: Place = ("paths", path, method)
                    self.operations[node["operationId"]] = (place, item, node)

    def resolve(self, node: Node) -> Node:
        while "$ref" in node:
            section, name = node["$ref"].split("/")[-2:]
            node = self.components[section][name]
        return node

    def parameters(self, item: Node, node: Node) -> dict[tuple[str, str], Node]:
        """The parameters by place and name, in the order of the builder."""
        listed = [*item.get("parameters", []), *node.get("parameters", [])]
        found = {(one["in"], one["name"]): one for one in map(self.resolve, listed)}
        return dict(sorted(found.items(), key=lambda one: one[0][0] == "header"))

    def python(self, item: Node, node: Node) -> dict[str, str]:
        """The arguments of the builder by the names of query and path parameters."""
        known = self.parameters(item, node)
        mine = names.parameters(known, node["operationId"], names.modules(self.spec))
        return {wire: name for (_, wire), name in zip(known, mine, strict=True)}

    def answer(self, node: Node) -> Node:
        """The schema of the first good answer."""
        for status, reference in node["responses"].items():
            if status[0] == "2":
                for media in self.resolve(reference).get("content", {}).values():
                    schema: Node = media.get("schema", {})
                    return schema
        return {}

    def members(self, schema: Node) -> Node:
        schema = self.resolve(schema)
        found: Node = {}
        for part in schema.get("allOf", []):
            found |= self.members(part)
        for choice in (*schema.get("anyOf", []), *schema.get("oneOf", [])):
            found |= self.members(choice)
        own: Node = schema.get("properties", {})
        return found | own

    def at(self, schema: Node, path: list[str]) -> Node | None:
        """The schema of the member that a path leads to."""
        for name in path:
            members = self.members(schema)
            if name not in members:
                return None
            schema = members[name]
        return schema

    def record(self, node: Node) -> str | None:
        """The name of the schema of a list's records."""
        found = self.at(self.answer(node), node["x-paging"].get("records", []))
        items = self.resolve(found).get("items", {}) if found is not None else {}
        return items["$ref"].split("/")[-1] if "$ref" in items else None

    def attributes(self, schema: Node, path: list[str]) -> list[str]:
        """A path by the attributes of the models."""
        found: list[str] = []
        for name in path:
            schema = self.members(schema)[name]
            found.append(schema.get("x-name") or names.member(name))
        return found

    def problems(self, document: Document, methods: set[str]) -> Iterator[Problem]:
        """What is wrong with any `x-paging`."""
        made: dict[str, str] = {}
        pages: Node = {}
        for name, (place, item, node) in self.operations.items():
            if "x-paging" in node:
                at = (*place, "x-paging")
                for key, text in self.wrong(name, item, node, methods, made, pages):
                    yield Problem(document.line((*at, key) if key else at), text, at)

    def wrong(
        self,
        name: str,
        item: Node,
        node: Node,
        methods: set[str],
        made: dict[str, str],
        pages: Node,
    ) -> Iterator[tuple[str, str]]:
        facts: Node = node["x-paging"]
        by = facts["by"]
        if not re.fullmatch(r"list_[a-z0-9_]+", name):
            yield "", f"{name} has x-paging; name operations that list `list_...`"
            return
        for own in iterators(name, facts):
            if own in methods or own in self.operations or own in made:
                other = made.get(own, "another method or operation")
                yield "", f"the iterator {own} is named as {other}; rename one of them"
            made[own] = f"that of {name}"
        needed = {*_PARAMETERS[by], *_OTHERS[by], "by"}
        for key in facts.keys() - needed - set(_OPTIONAL):
            yield key, f"{key} says nothing where by is {by}; remove it"
        for key in sorted(needed - facts.keys() - {"numbered"}):
            yield "", f"x-paging has no {key}, which by: {by} needs; write {key}:"
        known = {wire for where, wire in self.parameters(item, node) if where == "query"}
        for key in (*_PARAMETERS[by], "without"):
            told = facts.get(key, [])
            for wire in [told] if isinstance(told, str) else told:
                if wire not in known:
                    there = ", ".join(sorted(known)) or "none"
                    yield key, f"there is no query parameter {wire!r}; there are: {there}"
        paths = [
            path for (where, _), path in self.parameters(item, node).items() if where == "path"
        ]
        clash = set(self.others(item, node)) & set(_OWN[by])
        for wire in sorted(clash):
            yield "", f"the parameter {wire} has the name of an argument of iterators; rename it"
        record = self.record(node)
        if record is None:
            where = ".".join(facts.get("records", [])) or "the response"
            yield (
                "records",
                f"{where} is not a list of one $ref; write the path to the list",
            )
        elif by == "time":
            members = self.members(self.components["schemas"][record])
            for key in ("id", "updated_at"):
                if key not in members:
                    yield "records", f"by: time needs records with {key}, which {record} lacks"
        if record is not None:
            yield from self.wrong_items(name, node, pages)
        for path in facts.get("next", []):
            good = isinstance(path, list) and all(isinstance(one, str) for one in path)
            if not good or self.at(self.answer(node), path) is None:
                yield "next", f"{path} leads nowhere; write paths such as [_links, next, href]"
        if "each" in facts:
            yield from self.wrong_parents(facts["each"], len(paths))

    def wrong_items(self, name: str, node: Node, pages: Node) -> Iterator[tuple[str, str]]:
        """What keeps an answer from having its records as `items`."""
        answer, told = self.answer(node), node["x-paging"].get("records", [])
        first, path = pages.setdefault(str(answer.get("$ref", name)), (name, told))
        if path != told:
            yield "records", f"{first} has the records of the same schema elsewhere; part the two"
        taken = [self.attributes(answer, [one]) for one in self.members(answer)]
        if told and ["items"] in taken and self.attributes(answer, told) != ["items"]:
            yield "records", "the response has another member called items; give that an x-name"

    def wrong_parents(self, each: Node, paths: int) -> Iterator[tuple[str, str]]:
        _, _, parent = self.operations.get(each["list"], ((), {}, {}))
        if "x-paging" not in parent:
            yield (
                "each",
                f"{each['list']} has no x-paging; name the list of parents",
            )
        elif paths != 1:
            yield "each", f"each needs one path parameter, and there are {paths}; remove it"
        else:
            record = self.record(parent)
            if record and each["member"] not in self.members(self.components["schemas"][record]):
                yield "each", f"{record} has no member {each['member']}; write one that it has"

    def others(self, item: Node, node: Node) -> list[str]:
        """The arguments of a builder that its iterator takes too."""
        facts: Node = node["x-paging"]
        paging = {facts[key] for key in _PARAMETERS[facts["by"]] if key in facts}
        paging |= set(facts.get("without", []))
        return [own for wire, own in self.python(item, node).items() if wire not in paging]

    def facts(self, name: str) -> Node:
        """What the iterators of an operation are made from; {} if it has none.

        How it is paged, the names of the iterators of records and of pages, the class and the
        fields of the description, the record and its module, the most records of a page, whether
        rows have numbers alone, the iterator of the parents and the member that leads from one to
        its records, and the arguments of the builder that the iterators take.
        """
        _, item, node = self.operations[name]
        if "x-paging" not in node:
            return {}
        told: Node = node["x-paging"]
        by, answer = told["by"], self.answer(node)
        own = self.python(item, node)
        record = str(self.record(node))
        fields: Node = {key: own[told[key]] for key in _PARAMETERS[by]}
        fields |= {key: told[key] for key in ("most",) if key in told}
        if by == "row":
            fields["numbered"] = told.get("numbered", False)
        fields["members"] = tuple(told.get("records", []))
        fields["attributes"] = tuple(self.attributes(answer, told.get("records", [])))
        if by == "time":
            fields["links"] = tuple(tuple(self.attributes(answer, one)) for one in told["next"])
        listed, member = "", ""
        if "each" in told:
            _, _, parent = self.operations[told["each"]["list"]]
            listed = iterators(told["each"]["list"], parent["x-paging"])[0]
            owner = self.components["schemas"][str(self.record(parent))]
            member = self.attributes(owner, [told["each"]["member"]])[0]
        records, *pages = iterators(name, told)
        return {
            "by": by,
            "records": records,
            "pages": "".join(pages),
            "class": CLASSES[by],
            "fields": ", ".join(f"{key}={value!r}" for key, value in fields.items()),
            "record": record,
            "module": names.module(record),
            "most": told.get("most"),
            "numbered": told.get("numbered", False),
            "parents": listed,
            "member": member,
            "own": self.others(item, node),
        }


def iterators(operation: str, facts: Node) -> list[str]:
    """The names of the iterators of a list: of records, and of pages where they have cursors."""
    found = [operation.replace("list_", "iter_", 1)]
    return [*found, f"iter_{facts['one']}_pages"] if "one" in facts else found
