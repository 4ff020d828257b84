"""What a spec must keep to, so that the generated code can say all that it says.

The rules come in three rounds, each of which may rely on those before: the shape of each object, where
references lead, and what it all means. A problem names what was found and what to write instead.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

import _names as names
from _grammar import KINDS, METHODS, OURS
from _lists import Lists
from _reader import Document, Place, Problem, SpecError, meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from _sources import Sources

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
_HEADERS_OF_HTTP = {
    "accept": "Accept follows from the media types of the answers",
    "content-type": "Content-Type follows from the media type of the body",
    "authorization": "credentials are described under security",
    **dict.fromkeys(("host", "content-length", "connection", "cookie"), "the HTTP client sets it"),
    "transfer-encoding": "the HTTP client sets it",
}
_PATH = re.compile(r"(/([A-Za-z0-9._~!$&'()*+,;=:@%-]|\{[^{}/]+\})*)+")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_TOP_LEVEL = ("application", "text", "image", "audio", "video", "font", "model", "multipart")
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(; ?[\w-]+=[\w.+-]+)*")


def check(document: Document, methods: Iterable[str] = (), sources: Sources | None = None) -> None:
    """Hold a document against the rules.

    Args:
        document: What was read.
        methods: Names of hand-written methods, which no operation may have.
        sources: The documents that it may rest on; None if it need not say on which it rests.

    Raises:
        SpecError: With each problem of the first round that has any.
    """
    rules = Rules(document, set(methods), sources)
    for problems in (rules.shape, rules.references, rules.meaning):
        problems()
        if rules.problems:
            raise SpecError(document.name, rules.problems)
    if found := list(Lists(document.data).problems(document, rules.methods)):
        raise SpecError(document.name, found)


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
    """What the items of a list are that goes as JSON text: text, object, or nothing if it is none."""
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


class Rules:
    def __init__(
        self, document: Document, methods: set[str], sources: Sources | None = None
    ) -> None:
        self.document = document
        self.known = sources
        self.spec: Node = document.data
        self.methods = methods
        self.problems: list[Problem] = []
        self.refs: list[tuple[Place, str, str]] = []

    @cached_property
    def modules(self) -> set[str]:
        return names.modules(self.spec)

    def no(self, place: Place, text: str) -> None:
        self.problems.append(Problem(self.document.line(place), text, place))

    # Round 1: keys and values.

    def shape(self) -> None:
        self.object("document", self.spec, ())

    def object(self, name: str, node: Any, place: Place) -> None:
        kind = KINDS[name]
        if not isinstance(node, dict):
            advice = "write an object with " + ", ".join(kind.required or list(kind.fields)[:3])
            if name == "schema":
                advice = "write an object with type: or $ref:"
            self.no(place, f"{_called(place)} is {_shown(node)}; {advice}")
            return
        if "$ref" in node and kind.section:
            self.reference(name, node, place)
            return
        if not node and (
            (name == "schema" and place[-1] not in ("items", "schema", "additionalProperties"))
            or name not in ("media", "components", "schema")
        ):
            self.no(place, f"{_called(place)} is empty; fill it in or remove it")
            return
        for key in kind.required:
            if key not in node:
                self.no(
                    place,
                    f"{_called(place)} has no {key}; write {key}:{self.example(name, key, place)}",
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
            self.no(at, f"$ref is {_shown(target)}; write '#/components/{section}/Name'")
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
        elif problem := _wrong(kind, value):
            self.no(place, f"{_called(place)} is {_shown(value)}; {problem}")

    def several(self, kind: str, value: Any, place: Place) -> None:
        is_list = kind[0] == "["
        wanted: type[Any] = list if is_list else dict
        if not isinstance(value, wanted):
            what = "a list (- ...)" if is_list else "names with what belongs to each"
            self.no(place, f"{_called(place)} is {_shown(value)}; write {what}")
            return
        if not value:
            if place[-1] in ("headers", "links", "examples", "encoding", "parameters", "servers"):
                return  # as good as none
            self.no(place, f"{_called(place)} is empty; fill it in or remove it")
        inner: Any = enumerate(value) if is_list else value.items()
        for key, one in inner:
            if key == "" or (
                isinstance(key, str)
                and key.startswith("x-")
                and kind in ("{path item}", "{response}")
            ):
                self.no((*place, key), f"{_called(place)} has a key {key!r}; remove it")
            else:
                self.object(kind[1:-1], one, (*place, key))

    # Round 2: references.

    def references(self) -> None:
        components = self.spec["components"]
        for place, section, target in self.refs:
            found = re.fullmatch(r"#/components/([^/]+)/([^/]+)", target)
            if not found:
                self.no(place, f"$ref {target}; write '#/components/{section}/Name', of this file")
            elif found[1] != section:
                self.no(
                    place, f"$ref {target} leads to {found[1]}; write '#/components/{section}/Name'"
                )
            elif found[2] not in components.get(section, {}):
                close = meant(found[2], components.get(section, {}))
                self.no(place, f"$ref {target} leads nowhere{close or '; write the component'}")
        if self.problems:
            return
        for section in (
            "parameters",
            "responses",
            "requestBodies",
            "headers",
            "examples",
            "links",
            "schemas",
        ):
            for name, node in components.get(section, {}).items():
                if "$ref" in node:
                    place = ("components", section, name)
                    self.no(
                        place,
                        f"{name} is a second name of {node['$ref']}; use that one and remove {name}",
                    )
        if not self.problems:
            self.circles()

    def circles(self) -> None:
        """A type without a name cannot hold itself, and no value can hold itself for ever."""
        schemas = self.spec["components"]["schemas"]
        for name in schemas:
            place = ("components", "schemas", name)
            if _reaches(name, schemas, _written_out):
                self.no(place, f"{name} refers to itself without an object between; name an object")
            elif _reaches(name, schemas, _must_hold):
                self.no(
                    place, f"{name} requires itself, without end; make one of the members optional"
                )

    def resolve(self, node: Node) -> Node:
        """What a reference stands for."""
        if "$ref" not in node:
            return node
        section, name = node["$ref"].split("/")[-2:]
        found: Node = self.spec["components"][section][name]
        return found

    # Round 3: meaning.

    def meaning(self) -> None:
        if not re.fullmatch(r"3\.1\.[0-9]+", self.spec["openapi"]):
            self.no(("openapi",), f"openapi is {self.spec['openapi']}; write openapi: 3.1.0")
        for index, server in enumerate(self.spec.get("servers", [])):
            self.server(server, ("servers", index))
        self.tags()
        self.schemes()
        self.security(self.spec, ())
        self.schemas()
        self.paths()
        for name, item in self.spec.get("webhooks", {}).items():
            for method in METHODS:
                if method in item:
                    self.webhook(item[method], ("webhooks", name, method))
        self.sources()
        self.directions()

    def server(self, server: Node, place: Place) -> None:
        url = urlsplit(server["url"])
        if url.scheme != "https" or not url.hostname or "{" in server["url"]:
            self.no((*place, "url"), f"{server['url']} is no address; write https:// and a host")
        elif url.path.strip("/") or url.query or url.fragment or "@" in url.netloc:
            origin = f"https://{url.netloc.rpartition('@')[2]}"
            # Not as it was found, which may hold a password.
            begin = f" and begin the paths with {path}" if (path := url.path.rstrip("/")) else ""
            self.no(
                (*place, "url"),
                f"the server {origin}{url.path} is more than an origin; write {origin}{begin}",
            )

    def tags(self) -> None:
        seen: dict[str, str] = {}
        listed: list[tuple[str, Place]] = [
            (tag["name"], ("tags", index, "name"))
            for index, tag in enumerate(self.spec.get("tags", []))
        ]
        if not listed:
            used = {
                node["tags"][0]: ("paths", path, method, "tags")
                for path, method, _, node in operations(self.spec)
            }
            listed = list(used.items())
        for name, place in listed:
            package = names.package(name)
            if not package.isidentifier():
                self.no(place, f"the tag {name} gives no name of a package; begin it with a letter")
            elif package in seen:
                self.no(
                    place,
                    f"the tag {name} and {seen[package]} are both {package} in Python; rename one",
                )
            seen[package] = name

    def schemes(self) -> None:
        for name, scheme in self.spec["components"].get("securitySchemes", {}).items():
            place: Place = ("components", "securitySchemes", name)
            if scheme["type"] == "http" and scheme.get("scheme") not in ("basic", "bearer"):
                self.no(
                    place,
                    f"{name} has the scheme {scheme.get('scheme')}; write scheme: basic or bearer, which the client knows",
                )
            elif scheme["type"] == "apiKey" and (
                scheme.get("in") != "header" or "name" not in scheme
            ):
                self.no(
                    place,
                    f"{name} is not sent in a header; write in: header and name:, as the client keeps keys out of addresses",
                )
            elif scheme["type"] not in ("http", "apiKey"):
                self.no(
                    (*place, "type"),
                    f"{name} is of type {scheme['type']}, which the client does not know; write type: http and scheme: bearer if a token is sent, or type: apiKey",
                )

    def security(self, node: Node, place: Place) -> None:
        schemes = self.spec["components"].get("securitySchemes", {})
        place = (*place, "security")
        choices = node.get("security", [])
        for index, choice in enumerate(choices):
            at = (*place, index)
            if not choice and len(choices) == 1:
                self.no(at, "{} asks for nothing; write security: []")
            elif len(choice) > 1:
                self.no(
                    at,
                    f"{' and '.join(choice)} at once; a call carries one credential, so write "
                    "each as an entry of its own (- name: []) if one of them is enough",
                )
            for name, scopes in choice.items():
                if name not in schemes:
                    close = meant(name, schemes)
                    self.no(
                        (*at, name),
                        f"the security scheme {name} is not in components/securitySchemes{close or '; describe it there'}",
                    )
                elif scopes and schemes[name]["type"] not in ("oauth2", "openIdConnect"):
                    self.no((*at, name), f"{name} knows no scopes; write {name}: []")

    def paths(self) -> None:
        shapes: dict[tuple[str, str], str] = {}
        ids: dict[str, Place] = {}
        for path, item in self.spec["paths"].items():
            place: Place = ("paths", path)
            if (
                not _PATH.fullmatch(bare(path))
                or "//" in path
                or re.search(r"%(?![0-9A-Fa-f]{2})", path)
            ):
                self.no(
                    place,
                    f"{path} is no path; write /, then segments of letters, digits and {{names}}",
                )
                continue
            if not any(method in item for method in METHODS):
                self.no(place, f"{path} has no operation; write get:, post: ... or remove it")
            if "servers" in item:
                self.one_server(item, place)
            for method in METHODS:
                if method not in item:
                    continue
                shape = (method, re.sub(r"\{[^}]*\}", "{}", path))
                if shape in shapes:
                    self.no(
                        (*place, method),
                        f"{method} {path} has the address of {shapes[shape]}; "
                        "keep one, or tell versions apart by a fragment (/path#v2)",
                    )
                shapes.setdefault(shape, path)
                self.operation(path, method, item, (*place, method), ids)
        webhooks = self.spec.get("webhooks", {})
        for name, item in webhooks.items():
            for method in METHODS:
                if method in item:
                    self.operation_id(item[method], ("webhooks", name, method), ids)
        self.links(ids)

    def one_server(self, node: Node, place: Place) -> None:
        servers = node["servers"]
        if len(servers) != 1:
            self.no((*place, "servers"), f"{len(servers)} servers of one operation; write one")
        for index, server in enumerate(servers):
            self.server(server, (*place, "servers", index))

    def operation_id(self, node: Node, place: Place, ids: dict[str, Place]) -> str:
        name, at = node["operationId"], (*place, "operationId")
        wanted = names.function(re.sub(r"[^\w.-]+", "_", name))
        if name != wanted:
            self.no(
                at, f"the operationId {name} is no name of a method; write operationId: {wanted}"
            )
        elif name in ids:
            line = self.document.line(ids[name])
            self.no(at, f"the operationId {name} stands in line {line} too; write another one")
        elif name in self.methods:
            self.no(
                at,
                f"the operationId {name} is a method of the client; write operationId: {name}_operation",
            )
        ids.setdefault(name, at)
        return str(name)

    def operation(
        self, path: str, method: str, item: Node, place: Place, ids: dict[str, Place]
    ) -> None:
        node = item[method]
        name = self.operation_id(node, place, ids)
        self.security(node, place)
        if "servers" in node:
            self.one_server(node, place)
        declared = [tag["name"] for tag in self.spec.get("tags", [])]
        if len(node["tags"]) > 1:
            self.no((*place, "tags"), f"{name} has {len(node['tags'])} tags; write one")
        elif declared and node["tags"][0] not in declared:
            close = meant(node["tags"][0], declared)
            self.no(
                (*place, "tags"),
                f"the tag {node['tags'][0]} is not under tags{close or '; describe it there'}",
            )
        self.parameters(path, name, item, node, place)
        if "requestBody" in node:
            if method in ("get", "head"):
                self.no(
                    (*place, "requestBody"),
                    f"a body with {method.upper()}; use query parameters, or post:",
                )
            self.body(node["requestBody"], (*place, "requestBody"))
        statuses = list(node["responses"])
        for status in statuses:
            at = (*place, "responses", status)
            if not re.fullmatch(r"[2345](\d\d|XX)|default", status):
                right = (
                    status.upper() if re.fullmatch(r"[2345]xx", status) else "'200', 2XX or default"
                )
                self.no(at, f"{status} is no status; write {right}")
                continue
            self.response(node["responses"][status], at)
        if not any(status[0] == "2" for status in statuses):
            self.no(
                (*place, "responses"),
                f"{name} names no answer of success; write '200': or 2XX: beside "
                "the others (default stands for errors)",
            )

    def webhook(self, node: Node, place: Place) -> None:
        for index, parameter in enumerate(node.get("parameters", [])):
            if "$ref" not in parameter:
                self.schema(
                    parameter["schema"], (*place, "parameters", index, "schema"), "parameter"
                )
        if "requestBody" in node:
            self.body(node["requestBody"], (*place, "requestBody"))

    # Parameters.

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
                    f"{{{one}}} of {path} is no parameter of {name}{close or '; describe it with in: path'}",
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
                    f"{name} is no name of a header; write letters, digits and hyphens",
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
                f"the content of the {where} parameter {name} is none that can be written as JSON; "
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

    def array(self, schema: Node) -> Node:
        """The items of the one array among the branches of a schema."""
        for one in self.leaves(schema):
            if "items" in one:
                found: Node = one["items"]
                return found
        return {"type": "string"}

    # Bodies and answers.

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
                    f"a body of {kind} that is no file; write type: string and format: binary "
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
                    f"encoding of {name}, which is no file; leave it out: what is no file goes as plain text",
                )

    def media_type(self, kind: str, place: Place) -> None:
        if (top := kind.partition("/")[0]) not in _TOP_LEVEL and _MEDIA_TYPE.fullmatch(kind):
            close = meant(top, _TOP_LEVEL) or f"; known: {', '.join(_TOP_LEVEL)}"
            self.no(place, f"{kind} is of no known kind{close}")
        elif "*" in kind or not _MEDIA_TYPE.fullmatch(kind):
            self.no(place, f"{kind} is no media type of one kind; write such as application/json")

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
            self.no((*place, "content"), f"{len(content)} media types of one answer; write one")
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
                    f"an answer of {kind} is read as bytes; write type: string and format: binary",
                )
        for name, header in node.get("headers", {}).items():
            if not _TOKEN.fullmatch(name):
                self.no(
                    (*place, "headers", name),
                    f"{name} is no name of a header; write letters, digits and hyphens",
                )
            if "$ref" not in header:
                self.schema(header["schema"], (*place, "headers", name, "schema"), "header")

    def links(self, ids: dict[str, Place]) -> None:
        known = {node["operationId"]: (item, node) for _, _, item, node in operations(self.spec)}
        for node, place in _find(self.spec, (), "links"):
            for name, link in node.items():
                if "$ref" in link or not isinstance(link, dict) or "operationId" not in link:
                    continue
                at = (*place, name)
                if link["operationId"] not in ids:
                    close = meant(link["operationId"], ids)
                    self.no(
                        (*at, "operationId"),
                        f"the link {name} leads to no operation {link['operationId']}{close or '; write the id of one'}",
                    )
                elif link["operationId"] in known:
                    item, operation = known[link["operationId"]]
                    all_ = [
                        self.resolve(one)
                        for one in item.get("parameters", []) + operation.get("parameters", [])
                    ]
                    possible = {one["name"] for one in all_} | {
                        f"{one['in']}.{one['name']}" for one in all_
                    }
                    for one in link.get("parameters", {}):
                        if one not in possible:
                            close = meant(one, possible)
                            self.no(
                                (*at, "parameters", one),
                                f"{link['operationId']} has no parameter {one}{close or '; remove it'}",
                            )

    # Schemas.

    def schemas(self) -> None:
        seen: dict[str, str] = {}
        for name, node in self.spec["components"]["schemas"].items():
            place: Place = ("components", "schemas", name)
            wanted = names.schema(name)
            if name != wanted:
                self.no(
                    place,
                    f"the schema {name} is no name of a class; write {wanted} (and in each $ref)",
                )
            elif names.module(name) in seen:
                self.no(
                    place,
                    f"the schemas {name} and {seen[names.module(name)]} are one module in Python; rename one",
                )
            seen[names.module(name)] = name
            self.schema(node, place, "component")
        for section, position in (("parameters", "parameter"), ("headers", "header")):
            for name, node in self.spec["components"].get(section, {}).items():
                place = ("components", section, name)
                if section == "parameters":
                    self.parameter(node, place)
                else:
                    self.schema(node["schema"], (*place, "schema"), position)
        for name, node in self.spec["components"].get("responses", {}).items():
            self.response(node, ("components", "responses", name))
        for name, node in self.spec["components"].get("requestBodies", {}).items():
            self.body(node, ("components", "requestBodies", name))
        self.hoisted(seen)

    def hoisted(self, seen: dict[str, str]) -> None:
        """Schemas that stand where they are used get a class too, whose name must be free."""
        for name, place in inline_schemas(self.spec):
            if (module := names.module(name)) in seen:
                self.no(
                    place,
                    f"the object or enum here would be named {name}, which is there already; "
                    "name it under components/schemas and write $ref:",
                )
            seen[module] = name

    def schema(self, node: Node, place: Place, position: str) -> None:
        if not node:
            return
        what = _called(place)
        for key in ("x-sensitive", "x-name", "x-read-also"):
            if key in node and position not in ("member", "known"):
                self.no(
                    (*place, key),
                    f"{key} of something that is no member; write it beside the member under properties",
                )
        for key in ("readOnly", "writeOnly"):
            if key in node and position not in ("member", "known"):
                self.no(
                    (*place, key),
                    f"{key} of something that is no member; write it beside the member under properties",
                )
        if (
            "description" in node
            and position in ("item", "branch", "answer", "body", "bytes")
            and not _is_hoisted(self.spec, node)
        ):
            self.no(
                (*place, "description"),
                "a description that no docstring would show; write it beside the member, the parameter or the answer",
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
                f"the default {_shown(node['default'])} is no value of {what}; write one of its type",
            )
        if "x-read-also" in node:
            self.read_also(node, place)

    def beside_ref(self, node: Node, place: Place, position: str) -> None:
        if "default" in node and not self.fits(node["default"], node):
            self.no(
                (*place, "default"),
                f"the default {_shown(node['default'])} is no value of {node['$ref']}",
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
                f"; {odd} is no text, write '{odd}'"
                if odd is not None and types(node) == ["string"]
                else ""
            )
            self.no(
                at,
                f"{what} lists values that are no texts{advice or '; write type: string and texts, or say the values in the description'}",
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
                    f"x-name: {own} is no name of an attribute; write x-name: {names.member(own) or 'name'}",
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
                    f"{what} joins something that is no object with properties; write objects in allOf",
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
                        f"{by} of {name} is no text; write type: string there",
                    )
            for value, target in node["discriminator"].get("mapping", {}).items():
                if not isinstance(target, str) or target.split("/")[-1] not in names_:
                    self.no(
                        (*place, "discriminator", "mapping", value),
                        f"{_shown(target)} is none of the branches; write '#/components/schemas/{names_[0]}' or another",
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

    def values(self, node: Node) -> set[str]:
        """The values of an enum; none of anything else."""
        return {value for one in self.leaves(node) for value in one.get("enum", [])}

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

    def leaves(self, node: Node, depth: int = 0) -> Iterator[Node]:
        """The schemas that a schema is a choice of, each without a choice of its own."""
        node = self.resolve(node)
        if depth > 20:
            return
        choices = [*node.get("anyOf", []), *node.get("oneOf", [])]
        if not choices and len(node.get("allOf", [])) == 1 and "properties" not in node:
            choices = node["allOf"]
        if is_union(self.spec, node):
            yield node
            choices = [one for one in choices if self.resolve(one).get("type") == "null"]
        elif not choices:
            yield node
        for one in choices:
            yield from self.leaves(one, depth + 1)

    def branches(self, node: Node) -> list[str]:
        """What a value may be: string, enum, date, instant, binary, integer ... object, map, any."""
        found: list[str] = []
        for one in self.leaves(node):
            if is_union(self.spec, one):
                found.append("union")
                continue
            if "allOf" in one:
                found.append("object")
                continue
            if "enum" in one:
                found.append("enum")
            named = types(one)
            if not named and "enum" not in one:
                found.append("object" if "properties" in one else "any")
            for kind in named:
                form = one.get("format", "")
                if kind == "string":
                    special = {"date": "date", "binary": "binary"} | dict.fromkeys(
                        INSTANTS, "instant"
                    )
                    if "enum" not in one:
                        found.append(special.get(form, "string"))
                elif kind == "object":
                    found.append("map" if is_map(one) else "object")
                else:
                    found.append(kind)
        return found

    def members(self, node: Node, own: bool = False, depth: int = 0) -> tuple[Node, set[str]]:
        """The members of an object and which of them it requires, those of its parts included."""
        properties, required = dict(node.get("properties", {})), set(node.get("required", []))
        if depth < 20 and not own:
            for part in node.get("allOf", []):
                more, needed = self.members(self.resolve(part), depth=depth + 1)
                properties, required = more | properties, required | needed
        return properties, required

    def fits(self, value: Any, node: Node) -> bool:
        """Whether a default has the type that it should have."""
        for one in self.leaves(node):
            kinds = {
                "str": "string",
                "bool": "boolean",
                "int": "integer",
                "float": "number",
                "list": "array",
                "dict": "object",
                "NoneType": "null",
            }
            kind = kinds[type(value).__name__]
            named = types(one)
            if "enum" in one and value in one["enum"]:
                return True
            if "enum" not in one and (
                not named or kind in named or (kind == "integer" and "number" in named)
            ):
                return True
        return False

    def directions(self) -> None:
        """A member that only one direction has cannot be required where the other one is read or sent."""
        for where, flag, other in (
            ("responses", "writeOnly", "an answer"),
            ("requestBody", "readOnly", "a request"),
        ):
            reached: set[str] = set()
            todo: list[Any] = [node.get(where) for _, _, _, node in operations(self.spec)]
            while todo:
                node = todo.pop()
                if isinstance(node, list):
                    todo += node
                elif isinstance(node, dict):
                    if isinstance(target := node.get("$ref"), str) and target not in reached:
                        reached.add(target)
                        todo.append(self.resolve(node))
                    todo += [
                        value
                        for key, value in node.items()
                        if key not in ("example", "examples", "default")
                    ]
            for target in sorted(reached):
                section, name = target.split("/")[-2:]
                node = self.spec["components"][section][name]
                for member in node.get("required", []) if section == "schemas" else []:
                    if node.get("properties", {}).get(member, {}).get(flag):
                        self.no(
                            ("components", section, name, "properties", member),
                            f"{member} is required and {flag}, but {name} is part of {other} too; describe request and answer as two schemas",
                        )

    def sources(self) -> None:
        """Each statement names its source, a section of a document that `sources.yaml` lists."""
        if self.known is None:
            return
        for listed, at in _find(self.spec, (), "x-source"):
            for index, one in enumerate(listed):
                if problem := self.known.problem(one):
                    self.no((*at, index), problem)
        for node, place in self.statements():
            if "$ref" not in node and "x-source" not in node:
                example = next(iter(self.known.documents.values()))
                section = next(iter(example.sections))
                self.no(
                    place,
                    f"{_called(place)} has no x-source; write x-source: [{example.id}#{section}], or another of openapi/sources.yaml",
                )

    def statements(self) -> Iterator[tuple[Node, Place]]:
        """Whatever has to say where it is from: operations, parameters, answers, schemas, members."""
        parts: list[tuple[Any, Place]] = []
        for top in ("paths", "webhooks"):
            for path, item in self.spec.get(top, {}).items():
                parts += _entries(item, "parameters", (top, path))
                for method in METHODS:
                    if method in item:
                        place: Place = (top, path, method)
                        yield item[method], place
                        parts += _entries(item[method], "parameters", place)
                        parts += _entries(item[method], "responses", place)
        for kind in ("parameters", "headers", "responses", "schemas"):
            parts += _entries(self.spec["components"], kind, ("components",))
        yield from parts
        for node, at in parts:
            yield from _members(node, at)


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
    if _is_hoisted(spec, node) and not top:
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


def _is_hoisted(spec: Node, node: Node) -> bool:
    """Whether a schema becomes a class although it has no name."""
    if "$ref" in node:
        return False
    joined = "allOf" in node and not (len(node["allOf"]) == 1 and "properties" not in node)
    return "enum" in node or joined or "object" in types(node) or is_union(spec, node)


def _find(node: Any, place: Place, key: str) -> Iterator[tuple[Any, Place]]:
    """Each value under a key, but not what examples hold."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key and place[-1:] not in (("properties",), ("schemas",)):
                yield value, (*place, name)
            elif name not in ("example", "examples", "default", "value"):
                yield from _find(value, (*place, name), key)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _find(value, (*place, index), key)


def _entries(node: Node, key: str, place: Place) -> list[tuple[Any, Place]]:
    """What a list or a map under a key holds, with where it stands."""
    held = node.get(key, {})
    named: Any = enumerate(held) if isinstance(held, list) else held.items()
    return [(one, (*place, key, name)) for name, one in named]


def _members(node: Any, place: Place) -> Iterator[tuple[Node, Place]]:
    """The members that a schema describes, at any depth, but not what they refer to."""
    if isinstance(node, list):
        for index, one in enumerate(node):
            yield from _members(one, (*place, index))
    elif isinstance(node, dict) and place[-1] not in ("example", "examples", "default"):
        for key, one in node.items():
            if key == "properties" and isinstance(one, dict):
                for name, member in one.items():
                    yield member, (*place, key, name)
                    yield from _members(member, (*place, key, name))
            else:
                yield from _members(one, (*place, key))


def _reaches(start: str, schemas: Node, edges: Any) -> bool:
    """Whether a schema refers to itself over some of its references."""
    seen: set[str] = set()
    todo = list(edges(schemas[start]))
    while todo:
        name = todo.pop()
        if name == start:
            return True
        if name not in seen:
            seen.add(name)
            todo += edges(schemas[name])
    return False


def _written_out(node: Node) -> Iterator[str]:
    """Schemas that are part of this one's own text."""
    if "$ref" in node:
        yield node["$ref"].split("/")[-1]
    for key in ("anyOf", "oneOf", "allOf"):
        for one in node.get(key, []):
            yield from _written_out(one)
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            yield from _written_out(node[key])


def _must_hold(node: Node) -> Iterator[str]:
    """Schemas that each value of this one holds a value of."""
    parts = [
        node["properties"][name]
        for name in node.get("required", [])
        if name in node.get("properties", {})
    ]
    for one in [*parts, *node.get("allOf", [])]:
        if "$ref" in one:
            yield one["$ref"].split("/")[-1]
        elif "allOf" in one or types(one) == ["object"]:
            yield from _must_hold(one)


def _without_texts(node: Node) -> Node:
    return {
        key: value
        for key, value in node.items()
        if key not in ("description", "example", "examples") and not key.startswith("x-")
    }


def _called(place: Place) -> str:
    """The end of a place, as a reader would name it."""
    hidden = ("properties", "schemas", "components")
    words = [str(word) for word in place[:-1] if word not in hidden] + [*map(str, place[-1:])]
    return ".".join(words[-2:]) or "the document"


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list) and len(str(value)) > 30:
        return "a list" if isinstance(value, list) else "an object"
    text = str(value)
    return f"{text[:40]}..." if len(text) > 40 else text


def _texts(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, str) and one.strip() for one in value)
    )


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _pattern(value: Any) -> bool:
    try:
        re.compile(value)
    except (re.error, TypeError, OverflowError):
        return False
    return True


def _requirements(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and all(scopes == [] or _texts(scopes) for scopes in one.values())
        for one in value
    )


def _type(value: Any) -> bool:
    listed = value if isinstance(value, list) else [value]
    return (
        bool(listed)
        and all(one in TYPES for one in listed if isinstance(one, str))
        and all(isinstance(one, str) for one in listed)
        and len(set(listed)) == len(listed)
    )


def _several_texts(value: Any) -> bool:
    return value == [] or _texts(value)


_VALUES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "text": (
        lambda value: isinstance(value, str) and bool(value.strip()),
        "write a text (in quotes if it is a number)",
    ),
    "texts": (_texts, "write a list of texts: [one, another]"),
    "names": (_several_texts, "write a list of names: [one, another]"),
    "notes": (
        lambda value: (isinstance(value, str) and bool(value.strip())) or _texts(value),
        "write a text",
    ),
    "flag": (lambda value: isinstance(value, bool), "write true or false"),
    "number": (_number, "write a number"),
    "count": (
        lambda value: isinstance(value, int) and _number(value) and value >= 0,
        "write a whole number",
    ),
    "statuses": (
        lambda value: (
            isinstance(value, list)
            and bool(value)
            and all(_number(one) and 400 <= one <= 599 for one in value)
        ),
        "write a list of statuses: [409]",
    ),
    "any map": (lambda value: isinstance(value, dict), "write names with values"),
    "any list": (lambda value: isinstance(value, list), "write a list"),
    "values": (lambda value: isinstance(value, list) and bool(value), "write a list of values"),
    "pattern": (_pattern, "write a regular expression that can be read"),
    "requirements": (_requirements, "write a list of schemes: [{name: []}]"),
    "type": (_type, f"write one of {', '.join(TYPES)}, or a list of them with 'null' in quotes"),
    "any": (lambda _: True, ""),
}


def _wrong(kind: str, value: Any) -> str:
    """What to write instead of a value; empty if it is right."""
    if kind in _VALUES:
        fits, advice = _VALUES[kind]
        return "" if fits(value) else advice
    allowed = kind.split("|")
    if isinstance(value, str) and value in allowed:
        return ""
    close = meant(value, allowed) if isinstance(value, str) else ""
    return f"write {allowed[0]}" + (f" or {', '.join(allowed[1:])}" if allowed[1:] else "") + close
