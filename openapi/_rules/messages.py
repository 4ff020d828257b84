"""What goes over the wire: parameters, bodies, responses."""

from __future__ import annotations

import re

import _names as names
from _reader import Place, meant

from .facts import FORM, MULTIPART, Node, bare, essence, is_json, is_map, json_items
from .schemas import Schemas

_HEADERS_OF_HTTP = {
    "accept": "Accept follows from the media types of the responses",
    "content-type": "Content-Type follows from the media type of the body",
    "authorization": "credentials are described under security",
    **dict.fromkeys(("host", "content-length", "connection", "cookie"), "the HTTP client sets it"),
    "transfer-encoding": "the HTTP client sets it",
}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_TOP_LEVEL = ("application", "text", "image", "audio", "video", "font", "model", "multipart")
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(; ?[\w-]+=[\w.+-]+)*")


class Messages(Schemas):
    """Parameters, bodies and responses."""

    def parameters(self, path: str, name: str, item: Node, node: Node, place: Place) -> None:
        known: dict[tuple[str, str], Node] = {}
        for owner, at in ((item, place[:-1]), (node, place)):
            mine: set[tuple[str, str]] = set()
            for index, one in enumerate(owner.get("parameters", [])):
                parameter, where = self.resolve(one), (*at, "parameters", index)
                key = (parameter["in"], parameter["name"])
                if key in mine:
                    self.no(where, f"the {key[0]} parameter {key[1]} stands here twice; keep one")
                mine.add(key)
                known[key] = parameter
        wanted = re.findall(r"\{([^{}/]+)\}", bare(path))
        given = [name for where, name in known if where == "path"]
        for one in {one for one in wanted if wanted.count(one) > 1}:
            self.no(
                place[:-1], f"{{{one}}} stands twice in {path}; name the second one differently"
            )
        for one in wanted:
            if one not in given:
                close = meant(one, given)
                self.no(
                    place,
                    f"{{{one}}} of {path} is not a parameter of {name}{close or '; describe it with in: path'}",
                )
        for one in given:
            if one not in wanted:
                close = meant(one, wanted)
                self.no(
                    place,
                    f"the path parameter {one} of {name} is not in {path}{close or '; write it there or remove it'}",
                )
        found = names.parameters(known, name, self.modules)
        for python in {python for python in found if found.count(python) > 1}:
            twins = [wire for (_, wire), mine in zip(known, found, strict=True) if mine == python]
            self.no(
                place,
                f"the parameters {' and '.join(twins)} of {name} are both {python} in Python; only one can be described",
            )
        done: set[int] = set()
        for owner, at in ((item, place[:-1]), (node, place)):
            for index, one in enumerate(owner.get("parameters", [])):
                if "$ref" not in one:
                    self.parameter(one, (*at, "parameters", index))
                    done.add(id(one))

    def parameter(self, node: Node, place: Place) -> None:
        name, where = node["name"], node["in"]
        if where == "path" and node.get("required") is not True:
            self.no(place, f"the path parameter {name} is optional; write required: true")
        if where == "header":
            if not _TOKEN.fullmatch(name):
                self.no(
                    (*place, "name"),
                    f"{name} cannot be the name of a header; write letters, digits and hyphens",
                )
            if advice := _HEADERS_OF_HTTP.get(name.lower()):
                self.no(
                    (*place, "name"), f"the header {name} as a parameter; {advice}, so remove it"
                )
        style = node.get("style", "form" if where == "query" else "simple")
        if (style == "simple") != (where != "query"):
            allowed = "form, spaceDelimited or pipeDelimited" if where == "query" else "simple"
            self.no((*place, "style"), f"style: {style} in the {where}; write {allowed}")
        if style in ("spaceDelimited", "pipeDelimited") and node.get("explode") is not False:
            self.no(
                (*place, "style"),
                f"style: {style} without explode: false; write explode: false beside it",
            )
        self.schema(node["schema"], (*place, "schema"), "parameter")
        self.parameter_type(
            node["schema"], (*place, "schema"), f"the {where} parameter {name}", where == "path"
        )
        if "contentSchema" in node["schema"] and (
            where != "query" or not json_items(self.spec, node)
        ):
            self.no(
                (*place, "schema"),
                f"the content of the {where} parameter {name} cannot be written as JSON; "
                "write contentMediaType: application/json in the query, and contentSchema: with an "
                "array of texts or of objects",
            )

    def parameter_type(self, schema: Node, place: Place, what: str, path: bool) -> None:
        for branch in self.branches(schema):
            if branch in ("object", "map", "any", "binary") or branch.startswith("union"):
                self.no(
                    place,
                    f"{what} is an object, or anything at all; write one parameter for each member, "
                    "or type: string for text that the caller makes",
                )
            elif branch == "null" and path:
                self.no(place, f"{what} may be null; a path needs a value")
            elif branch == "array":
                items = self.array(schema)
                for inner in self.branches(items):
                    if inner in ("object", "map", "any", "array", "binary", "null"):
                        self.no(
                            place, f"{what} is a list of {inner}; write a list of texts or numbers"
                        )

    def body(self, node: Node, place: Place) -> None:
        if "$ref" in node:
            return
        kinds = list(node["content"])
        if len(kinds) > 1:
            self.no(
                (*place, "content"),
                f"{len(kinds)} media types of one body; write one "
                "(another one as an operation under /path#form)",
            )
        for kind, media in node["content"].items():
            at = (*place, "content", kind)
            self.media_type(kind, at)
            self.encoding(kind, media, at)
            if "schema" not in media:
                self.no(at, f"{kind} has no schema; write schema:")
                continue
            schema, where = media["schema"], (*at, "schema")
            plain = essence(kind)
            binary = self.branches(schema) == ["binary"]
            if plain in (FORM, MULTIPART):
                self.form(schema, where, plain)
                if node.get("required") is not True:
                    self.no(place, f"an optional {plain}; write required: true")
            elif is_json(plain):
                self.schema(schema, where, "body")
                self.no_files(schema, where)
            elif binary:
                self.schema(schema, where, "bytes")
            else:
                self.no(
                    where,
                    f"a body of {kind} that is not a file; write type: string and format: binary "
                    f"for its bytes, or one of application/json, {FORM}, {MULTIPART}",
                )

    def encoding(self, kind: str, media: Node, place: Place) -> None:
        properties = self.members(self.resolve(media.get("schema", {})))[0]
        for name in media.get("encoding", {}):
            at = (*place, "encoding", name)
            member = properties.get(name, {})
            if essence(kind) != MULTIPART or name not in properties:
                self.no(
                    at,
                    f"encoding of {name} has no effect; only files of a {MULTIPART} have one{meant(name, properties)}",
                )
            elif "binary" not in [*self.branches(member), *self.branches(self.array(member))]:
                self.no(
                    at,
                    f"encoding of {name}, which is not a file; leave it out: all but files go as plain text",
                )

    def media_type(self, kind: str, place: Place) -> None:
        if (top := kind.partition("/")[0]) not in _TOP_LEVEL and _MEDIA_TYPE.fullmatch(kind):
            close = meant(top, _TOP_LEVEL) or f"; known: {', '.join(_TOP_LEVEL)}"
            self.no(place, f"{kind} is of no known kind{close}")
        elif "*" in kind or not _MEDIA_TYPE.fullmatch(kind):
            self.no(
                place, f"{kind} is not a media type of one kind; write such as application/json"
            )

    def form(self, schema: Node, place: Place, kind: str) -> None:
        self.schema(schema, place, "body")
        node = self.resolve(schema)
        properties = self.members(node)[0]
        if is_map(node) and isinstance(node.get("additionalProperties"), dict):
            properties = {"the value of each member": node["additionalProperties"]}
        elif not properties or is_map(node):
            self.no(
                place, f"a {kind} without named members; write properties: under components/schemas"
            )
        for name, member in properties.items():
            for branch in self.branches(member):
                inner = self.branches(self.array(member)) if branch == "array" else [branch]
                for one in inner:
                    if one in ("object", "map", "any", "array") or one.startswith("union"):
                        self.no(
                            place,
                            f"{name} is an object or a list of such in a {kind}; only texts, "
                            "numbers, booleans, files and lists of these can be sent; write type: string",
                        )
                    if one == "binary" and kind == FORM:
                        self.no(place, f"{name} is a file in a {FORM}; write {MULTIPART}")

    def no_files(self, schema: Node, place: Place) -> None:
        for name, member in self.members(self.resolve(schema))[0].items():
            if "binary" in [*self.branches(member), *self.branches(self.array(member))]:
                self.no(
                    place,
                    f"{name} is binary in JSON; write {MULTIPART} as the media type, "
                    "or format: byte for base64 text",
                )

    def response(self, node: Node, place: Place) -> None:
        if "$ref" in node:
            return
        content = node.get("content", {})
        if len(content) > 1:
            self.no((*place, "content"), f"{len(content)} media types of one response; write one")
        for kind, media in content.items():
            at = (*place, "content", kind)
            self.media_type(kind, at)
            schema, where = media.get("schema"), (*at, "schema")
            if is_json(kind):
                if schema is None:
                    self.no(at, f"{kind} has no schema; write schema:")
                    continue
                self.schema(schema, where, "answer")
                self.no_files(schema, where)
            elif schema is not None and self.branches(schema) != ["binary"]:
                self.no(
                    where,
                    f"a response of {kind} is read as bytes; write type: string and format: binary",
                )
        for name, header in node.get("headers", {}).items():
            if not _TOKEN.fullmatch(name):
                self.no(
                    (*place, "headers", name),
                    f"{name} cannot be the name of a header; write letters, digits and hyphens",
                )
            if "$ref" not in header:
                self.schema(header["schema"], (*place, "headers", name, "schema"), "header")
