"""Edits of `base.yaml` and what becomes of each: right code, or a refusal that holds certain words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

BASE = (Path(__file__).parent / "base.yaml").read_text("utf-8")

# Places of `base.yaml`, each of which stands there once.
GET = "      operationId: list_things\n"
KIND = "        - name: kind\n          in: query\n"
TITLE = "        title:\n          type: string\n"
NAME = "        name:\n          type: string\n          description: What it is called.\n"
WEIGHT = "        weight:\n          type: number\n"
STATE = "    State:\n      type: string\n"
LABELS = "    Labels:\n      type: object\n"
CREATE = "        required: true\n        description: The thing to create.\n"
NEW = "              $ref: '#/components/schemas/NewThing'\n"
GONE = "        '204':\n          description: It is gone.\n"
OK = "        '200':\n          description: A page of things.\n"
TRACE = "        - name: X-Trace\n          in: header\n"
PATH = "  /things/{thingId}:\n"
ENUM = "      enum: [free, sold]\n"
FILES = "      operationId: upload_file\n"


@dataclass(frozen=True)
class Edit:
    """One change of the file: the first `old` becomes `new`.

    Attributes:
        words: What the refusal holds; empty if the edit gives right code.
        more: Edits that go before it.
    """

    old: str
    new: str
    words: tuple[str, ...] = ()
    more: tuple[Edit, ...] = ()

    def of(self, text: str) -> str:
        for edit in self.more:
            text = edit.of(text)
        assert self.old in text, f"base.yaml no longer holds {self.old!r}"
        return text.replace(self.old, self.new, 1)


def no(old: str, new: str, *words: str) -> Edit:
    assert words
    return Edit(old, new, words)


def under(old: str, *lines: str, words: tuple[str, ...] = ()) -> Edit:
    """Lines behind a place, as far in as its last line."""
    last = old.rstrip("\n").rpartition("\n")[2]
    margin = " " * (len(last) - len(last.lstrip()))
    return Edit(old, old + "".join(f"{margin}{line}\n" for line in lines), words)


def keyed(old: str, *lines: str, words: tuple[str, ...] = ()) -> Edit:
    """Lines before a place."""
    margin = " " * (len(old) - len(old.lstrip()))
    return Edit(old, "".join(f"{margin}{line}\n" for line in lines) + old, words)


def member(*lines: str, words: tuple[str, ...] = ()) -> Edit:
    """One more member of a thing."""
    return Edit(WEIGHT, "".join(f"        {line}\n" for line in lines) + WEIGHT, words)


def schema(*lines: str, words: tuple[str, ...] = ()) -> Edit:
    """One more schema."""
    return Edit("  schemas:\n", "  schemas:\n" + "".join(f"    {line}\n" for line in lines), words)


def call(
    path: str, name: str, *lines: str, method: str = "post", words: tuple[str, ...] = ()
) -> Edit:
    """One more operation, with its own lines beside an answer."""
    answer = (
        []
        if any(line.startswith("responses:") for line in lines)
        else [*("responses:", "  '200':", "    description: Done.")]
    )
    inner = [f"operationId: {name}", "tags: [Things]", *lines, *answer]
    text = f"  {path}:\n    {method}:\n" + "".join(f"      {line}\n" for line in inner)
    return Edit("paths:\n", "paths:\n" + text, words)


def query(name: str, *lines: str, words: tuple[str, ...] = ()) -> Edit:
    """One more parameter of the list."""
    text = "".join(f"          {line}\n" for line in lines)
    return Edit(KIND, f"        - name: {name}\n{text}{KIND}", words)


def body(
    media_type: str, *lines: str, more: tuple[str, ...] = ("  required: true",)
) -> tuple[str, ...]:
    return (
        "requestBody:",
        *more,
        "  content:",
        f"    {media_type}:",
        *(f"      {one}" for one in lines),
    )


def answers(status: str, media_type: str, *lines: str) -> tuple[str, ...]:
    return (
        *("responses:", f"  {status}:", "    description: Done.", "    content:"),
        *(f"      {media_type}:", *(f"        {one}" for one in lines)),
    )


def listing(
    path: str, name: str, *paging: str, page: str = "DatedPage", words: tuple[str, ...] = ()
) -> Edit:
    """One more list of dated things."""
    names = ("since", "until", "limit", "from", "to", "after")
    return call(
        path,
        name,
        "security: []",
        "x-paging:",
        *(f"  {line}" for line in paging),
        "parameters:",
        *(f"  - {{name: {one}, in: query, schema: {{type: integer}}}}" for one in names),
        *(
            f"  - {{name: {one}, in: path, required: true, schema: {{type: string}}}}"
            for one in ("thingId",)
            if "{thingId}" in path
        ),
        *answers("'200'", "application/json", f"schema: {{$ref: '#/components/schemas/{page}'}}"),
        method="get",
        words=words,
    )


INDEX = (
    "by: index",
    "records: [data]",
    "first: from",
    "last: to",
    "most: 100",
    "without: [since, until, limit, after]",
)
TIME = (
    "by: time",
    "one: dated",
    "records: [data]",
    "next: [[more, next]]",
    "since: since",
    "until: until",
    "size: limit",
    "most: 500",
    "without: [from, to, after]",
)
ROW = (
    "by: row",
    "records: [data]",
    "after: after",
    "size: limit",
    "most: 9",
    "without: [since, until, from, to]",
)


def page_of(name: str, records: str, *members: str, words: tuple[str, ...] = ()) -> Edit:
    """A list whose answer is described where it stands."""
    lines = ("schema:", "  type: object", "  description: X.", "  properties:")
    return call(
        f"/{name}",
        f"list_{name}",
        "security: []",
        f"x-paging: {{by: answer, records: {records}}}",
        *answers("'200'", "application/json", *lines, *(f"    {one}" for one in members)),
        method="get",
        words=words,
    )


THINGS = "{type: array, description: X., items: {$ref: '#/components/schemas/Thing'}}"
ITEMS = ("by: index", "records: [items]", "first: from", "last: to", "most: 100")
TEXT = ("schema:", "  type: string")
PLAIN = (
    "type: object",
    "description: X.",
    "properties:",
    "  a: {type: string}",
    "  b: {type: integer}",
)


def model(name: str, *lines: str) -> tuple[str, ...]:
    return (f"{name}:", *(f"  {line}" for line in lines))


# One edit, one line.
# fmt: off
RIGHT = {
    "list in a description": schema("Kind:", "  type: string", "  description: |", "    The first sentence of this text is so long that it needs all of a line. Read on", "    Here is what may come. Values:", "    * free: nobody has it", "    * sold: somebody has it", "  enum: [free, sold]"),
    # Lists
    "dated schema": schema(*model("Dated", "type: object", "description: X.", "required: [id, updated_at]", "properties:", "  id: {type: string}", "  updated_at: {type: string, format: date-time}"), *model("DatedPage", "type: object", "description: X.", "properties:", "  data: {type: array, items: {$ref: '#/components/schemas/Dated'}}", "  more: {type: object, properties: {next: {type: string}}}")),
    "list by index": listing("/by-index", "list_by_index", *INDEX),
    "list by time": listing("/by-time", "list_by_time", *TIME),
    "list by row": listing("/by-row", "list_by_row", *ROW),
    "list of an answer without a name": page_of("page_inline", "[deep, ones]", f"deep: {{type: object, description: X., properties: {{ones: {THINGS}}}}}"),
    "list that may be null": page_of("page_maybe", "[data]", "data: {type: [array, 'null'], description: X., items: {$ref: '#/components/schemas/Thing'}}"),
    "list by number": listing("/by-number", "list_by_number", *ROW, "numbered: true"),
    "list in one answer": listing("/at-once", "list_at_once", "by: answer", "records: [data]"),
    "list of each": listing("/of/{thingId}", "list_of_each", "by: answer", "records: [data]", "each: {list: list_by_index, member: id}"),
    "list as JSON text": query("texts", "in: query", "schema: {type: string, contentMediaType: application/json, contentSchema: {type: array, items: {type: string}}}"),
    "objects as JSON text": query("objects", "in: query", "schema: {type: string, contentMediaType: application/json, contentSchema: {type: array, items: {type: object, additionalProperties: true}}}"),
    # Bodies
    "form": call("/form", "send_form", *body("application/x-www-form-urlencoded", "schema:", "  $ref: '#/components/schemas/Form'")),
    "form schema": schema(*model("Form", *PLAIN, "  c: {type: array, items: {type: boolean}}", "  d: {type: string, format: date}", "  e: {type: string, format: date-time}", "  f: {$ref: '#/components/schemas/State'}")),
    "charset": call("/charset", "send_charset", *body("application/json; charset=utf-8", "schema:", "  $ref: '#/components/schemas/NewThing'")),
    "vendor media type": call("/vendor", "send_vendor", *body("application/vnd.shop.v2+json", "schema:", "  $ref: '#/components/schemas/NewThing'") ),
    "octet-stream": call("/octets", "send_octets", *body("application/octet-stream", "schema:", "  type: string", "  format: binary")),
    "image": call("/image", "send_image", *body("image/png", "schema:", "  type: string", "  format: binary"), method="put"),
    "optional body": call("/maybe", "send_maybe", *body("application/json", "schema:", "  $ref: '#/components/schemas/NewThing'", more=())),
    "optional bytes": call("/maybe-bytes", "send_maybe_bytes", *body("application/octet-stream", "schema:", "  type: string", "  format: binary", more=())),
    "list as body": call("/many", "send_many", *body("application/json", "schema:", "  type: array", "  items:", "    $ref: '#/components/schemas/NewThing'")),
    "text as body": call("/word", "send_word", *body("application/json", *TEXT)),
    "inline body": call("/inline", "send_inline", *body("application/json", "schema:", "  type: object", "  required: [a]", "  properties:", "    a: {type: string}", "    b: {type: object, properties: {c: {type: integer}}}")),
    "multipart of scalars": call("/parts", "send_parts", *body("multipart/form-data", "schema:", "  type: object", "  properties:", "    files: {type: array, items: {type: string, format: binary}}", "    n: {type: integer}", "    on: {type: boolean}".replace("on", "'on'"))),
    "delete with body": call("/drop", "drop_many", *body("application/json", "schema:", "  type: array", "  items: {type: string}"), method="delete"),
    # Answers
    "bytes as answer": call("/pdf", "get_pdf", "responses:", "  '200':", "    description: Done.", "    content: {application/pdf: {}}", method="get"),
    "bytes with a schema": call("/zip", "get_zip", *answers("'200'", "application/zip", "schema: {type: string, format: binary}"), method="get"),
    "list as answer": call("/all", "get_all", *answers("'200'", "application/json", "schema:", "  type: array", "  items: {$ref: '#/components/schemas/Thing'}"), method="get"),
    "map as answer": call("/map", "get_map", *answers("'200'", "application/json", "schema:", "  type: object", "  additionalProperties: {$ref: '#/components/schemas/Thing'}"), method="get"),
    "nullable answer": call("/null", "get_null", *answers("2XX", "application/json", "schema:", "  anyOf:", "    - $ref: '#/components/schemas/Thing'", "    - type: 'null'"), method="get"),
    "scalar answer": call("/count", "get_count", *answers("'200'", "application/json", "schema: {type: integer}"), method="get"),
    "anything as answer": call("/any", "get_any", *answers("'200'", "application/json", "schema: {}"), method="get"),
    "inline answer": call("/found", "get_found", *answers("'200'", "application/json", "schema:", "  type: object", "  properties:", "    kind: {type: string, enum: [a, b]}"), method="get"),
    "404 without default": call("/none", "get_none", "responses:", "  '200':", "    description: Done.", "  '404':", "    description: None.", method="get"),
    "error without default": call("/err", "get_err", "responses:", "  '200':", "    description: Done.", "  4XX:", "    $ref: '#/components/responses/Failed'", method="get"),
    "two successes": call("/two", "get_two", "responses:", "  '200':", "    description: Done.", "    content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}", "  '202':", "    description: Soon.", method="get"),
    "description beside a response": call("/beside", "get_beside", "responses:", "  '200':", "    description: Done.", "  default:", "    $ref: '#/components/responses/Failed'", "    description: Other words.", method="get"),
    # Paths and names
    "suffix": call("/pdf/{name}.pdf", "get_named", "parameters:", "  - {name: name, in: path, required: true, schema: {type: string}}", method="get"),
    "verb": call("/pay/{name}:cancel", "cancel_named", "parameters:", "  - {name: name, in: path, required: true, schema: {type: string}}"),
    "two in a segment": call("/at/{lat},{lon}", "get_at", "parameters:", "  - {name: lat, in: path, required: true, schema: {type: number}}", "  - {name: lon, in: path, required: true, schema: {type: number}}", method="get"),
    "path parameter with a dot": call("/dot/{a.b}", "get_dot", "parameters:", "  - {name: a.b, in: path, required: true, schema: {type: string}}", method="get"),
    "list in a path": call("/ids/{ids}", "get_ids", "parameters:", "  - {name: ids, in: path, required: true, schema: {type: array, items: {type: integer}}}", method="get"),
    "uuid in a path": call("/u/{id}", "get_u", "parameters:", "  - {name: id, in: path, required: true, schema: {type: string, format: uuid}}", method="get"),
    "date in a path": call("/day/{day}", "get_day", "parameters:", "  - {name: day, in: path, required: true, schema: {type: string, format: date}}", method="get"),
    "enum in a path": call("/st/{state}", "get_st", "parameters:", "  - {name: state, in: path, required: true, schema: {$ref: '#/components/schemas/State'}}", method="get"),
    "parameter named like the operation": call("/same", "same", "parameters:", "  - {name: same, in: query, schema: {type: string}}", method="get"),
    "parameters with names of ours": call("/ours", "get_ours", "parameters:", *(f"  - {{name: '{name}', in: query, schema: {{type: string}}}}" for name in ("body", "content", "query_pairs", "send", "self", "client", "timeout", "url", "Request", "UNSET", "msgspec", "class", "1st", "a[]", "größe", 'a"b', "datetime", "Any")), *body("application/json", "schema:", "  $ref: '#/components/schemas/NewThing'")),
    "one name in two places": call("/both/{id}", "get_both", "parameters:", "  - {name: id, in: path, required: true, schema: {type: string}}", "  - {name: id, in: query, schema: {type: string}}", "  - {name: id, in: header, schema: {type: string}}", method="get"),
    "servers of a path": Edit("  /files:\n", "  /copies:\n    servers:\n      - url: https://copies.example.com\n    get:\n      operationId: list_copies\n      tags: [Files]\n      responses:\n        '200':\n          description: Done.\n  /files:\n"),
    "fragment": call("/things#v2", "create_thing_v2", *body("application/json", "schema:", "  $ref: '#/components/schemas/NewThing'"), *answers("'201'", "application/vnd.shop.v2+json", "schema: {$ref: '#/components/schemas/Thing'}")),
    "deprecated operation": call("/old", "get_old", "deprecated: true", "description: Old.", method="get"),
    "no security": call("/open", "get_open", "security: []", method="get"),
    "optional security": call("/semi", "get_semi", "security: [{}, {keyAuth: []}]", method="get"),
    # Parameters
    "explode false": query("csv", "in: query", "explode: false", "schema: {type: array, items: {type: string}}"),
    "pipes": query("piped", "in: query", "style: pipeDelimited", "explode: false", "schema: {type: array, items: {type: integer}}"),
    "spaces": query("spaced", "in: query", "style: spaceDelimited", "explode: false", "schema: {type: array, items: {type: boolean}}"),
    "list of dates": query("days", "in: query", "schema: {type: array, items: {type: string, format: date}}"),
    "list in a header": query("X-Ids", "in: header", "schema: {type: array, items: {type: string}}"),
    "inline enum": query("order", "in: query", "description: Which comes first.", "schema: {type: string, enum: [up, down]}"),
    "nullable parameter": query("nil", "in: query", "schema: {type: [string, 'null']}"),
    "boolean": query("flag", "in: query", "required: true", "schema: {type: boolean, default: false}"),
    "number": query("ratio", "in: query", "schema: {type: number, exclusiveMinimum: 0}"),
    "instant": query("since", "in: query", "schema: {anyOf: [{type: integer}, {type: string, format: date-time}]}"),
    "deprecated parameter": query("older", "in: query", "deprecated: true", "description: Do not.", "schema: {type: string}"),
    "description beside a parameter": Edit("        - $ref: '#/components/parameters/Limit'\n", "        - $ref: '#/components/parameters/Limit'\n          description: At most so many.\n"),
    # Schemas
    "typed map": member("tags:", "  type: object", "  description: By name.", "  additionalProperties: {type: string}"),
    "map of objects": schema(*model("Catalogue", "type: object", "description: X.", "additionalProperties:", "  $ref: '#/components/schemas/Thing'")),
    "map of lists": schema(*model("Shelves", "type: object", "x-map: true", "additionalProperties: {type: array, items: {type: integer}}")),
    "free map": member("free:", "  type: object", "  description: Anything.", "  additionalProperties: true"),
    "map with known keys": schema(*model("Known", "type: object", "x-map: true", "additionalProperties: true", "properties:", "  a: {type: string, description: One.}")),
    "empty required": schema(*model("Free", "type: object", "required: []", "properties:", "  a: {type: string}")),
    "choice by a mark": schema(
        *model("Card", "type: object", "required: [kind]", "properties:", "  kind: {type: string}", "  number: {type: string}"),
        *model("Bank", "type: object", "required: [kind]", "properties:", "  kind: {type: string, enum: [bank]}", "  number: {type: string}"),
        *model("Method", "description: How it is paid.", "oneOf:", "  - $ref: '#/components/schemas/Card'", "  - $ref: '#/components/schemas/Bank'", "discriminator:", "  propertyName: kind", "  mapping: {bank: '#/components/schemas/Bank'}"),
    ),
    "choice by what fits": schema(
        *model("Cat", "type: object", "properties:", "  lives: {type: integer}", "  name: {type: string}"),
        *model("Dog", "type: object", "properties:", "  name: {type: string}", "  barks: {type: boolean}"),
        *model("Pet", "anyOf:", "  - $ref: '#/components/schemas/Cat'", "  - $ref: '#/components/schemas/Dog'"),
    ),
    "choice in a member": member("pet:", "  description: X.", "  anyOf:", "    - $ref: '#/components/schemas/Thing'", "    - $ref: '#/components/schemas/Upload'".replace("Upload", "Problem"), "    - type: 'null'"),
    "choice in a list": member("pets:", "  type: array", "  description: X.", "  items: {oneOf: [{$ref: '#/components/schemas/Thing'}, {$ref: '#/components/schemas/Problem'}]}"),
    "choice as a body and an answer": call("/pet", "swap_pet", *body("application/json", "schema:", "  oneOf: [{$ref: '#/components/schemas/NewThing'}, {$ref: '#/components/schemas/Problem'}]"), *answers("'200'", "application/json", "schema:", "  anyOf: [{$ref: '#/components/schemas/Thing'}, {$ref: '#/components/schemas/Problem'}, {type: 'null'}]")),
    "join": schema(*model("Joined", "description: X.", "allOf:", "  - $ref: '#/components/schemas/NewThing'", "  - type: object", "    required: [more]", "    properties:", "      more: {type: string, description: More.}")),
    "join with own": schema(*model("JoinedOwn", "type: object", "description: X.", "allOf: [{$ref: '#/components/schemas/NewThing'}]", "required: [own]", "properties:", "  own: {type: integer}")),
    "join of one": member("again:", "  description: The same.", "  allOf:", "    - $ref: '#/components/schemas/NewThing'"),
    "inline object": member("box:", "  type: object", "  description: Its box.", "  required: [h]", "  properties:", "    h: {type: integer}", "    lid: {type: object, properties: {kind: {type: string, enum: [flat, round]}}}"),
    "inline objects in a list": member("boxes:", "  type: array", "  description: All.", "  items: {type: object, properties: {h: {type: integer}}}"),
    "inline enum member": member("colour:", "  type: string", "  description: Its colour.", "  enum: [red, dark-red, '1', 'a\"b', 'a\\b', 'it''s', é, '日本', '+', mro, name, value, _x, class, '']"),
    "nullable enum": member("finish:", "  type: [string, 'null']", "  description: How it looks.", "  enum: [matt, null]"),
    "nullable object": member("case:", "  type: [object, 'null']", "  description: Its case.", "  properties: {h: {type: integer}}"),
    "names that Python has": member(*(line for name in ("1st", "'on'", "msgspec", "to_dict", "class", "type", "datetime", "_self", "größe", "'Stop 1'", "'@when'", "came", "Any", "field", "count", "update", "cls", "models", "name_", "_sensitive_", "__init__", "as_utc") for line in (f"{name}:", "  type: string", "  description: X."))),
    "required names that Python has": schema(*model("Odd", "type: object", "required: [1st, msgspec, to_dict]", "properties:", "  1st: {type: string}", "  msgspec: {type: integer}", "  to_dict: {type: string, x-sensitive: secret}")),
    "x-name": member("odd:", "  type: string", "  description: X.", "  x-name: even"),
    "uuid": member("uuid:", "  type: string", "  format: uuid", "  description: X."),
    "formats": member(*(line for name in ("decimal", "email", "byte", "uri", "time") for line in (f"f_{name}:", "  type: string", f"  format: {name}", "  description: X."))),
    "several types": member("mixed:", "  type: [string, integer, boolean, 'null']", "  description: X."),
    "one of": member("either:", "  description: X.", "  oneOf:", "    - type: integer", "    - type: array", "      items: {type: string}", "    - $ref: '#/components/schemas/State'", "    - $ref: '#/components/schemas/NewThing'"),
    "list of choices": member("choices:", "  type: array", "  description: X.", "  items:", "    anyOf:", "      - type: integer", "      - type: 'null'"),
    "list of lists": member("grid:", "  type: array", "  description: X.", "  items: {type: array, items: {type: number}}"),
    "nullable list": member("maybe:", "  type: [array, 'null']", "  description: X.", "  items: {$ref: '#/components/schemas/Thing'}"),
    "anything": member("whatever:", "  description: Not documented."),
    "shared text": schema("Code:", "  type: string", "  description: A code.", "  pattern: ^[A-Z]+$"),
    "use of a shared text": member("code:", "  $ref: '#/components/schemas/Code'"),
    "the greatest whole number": member("n:", "  type: integer", "  description: N.", "  maximum: 9223372036854775807"),
    "default": member("unit:", "  type: string", "  description: Its unit.", "  default: kg"),
    "write only": schema(*model("Login", "type: object", "required: [pin]", "properties:", "  pin: {type: string, writeOnly: true, x-sensitive: secret}")),
    "circle": schema(*model("Tree", "type: object", "properties:", "  leaves: {type: array, items: {$ref: '#/components/schemas/Tree'}}", "  root: {$ref: '#/components/schemas/Tree'}")),
    "circle of maps": schema(*model("Menu", "type: object", "properties:", "  entries: {type: object, additionalProperties: {$ref: '#/components/schemas/Menu'}}")),
    "texts with everything": member("said:", "  type: string", "  description: 'A \"quoted\" \\ back {braces} # | \"\"\" end\"'"),
    "long description": member("long:", "  type: string", "  description: |", "    A paragraph.", "", "    * one", "    * two"),
    "x-note": member("noted:", "  type: string", "  description: X.", "  x-note: We doubt it."),
}

REFUSED = {
    # Lists
    "records beside items": page_of("two", "[data]", f"data: {THINGS}", f"items: {THINGS}", words=("another member called items",)),
    "records of a page elsewhere": replace(listing("/l", "list_l", "by: answer", "records: [a]", page="Two", words=("records of the same schema elsewhere",)), more=(listing("/k", "list_k", "by: answer", "records: [b]", page="Two"), schema(*model("Two", "type: object", "description: X.", "properties:", f"  a: {THINGS}", f"  b: {THINGS}")))),
    "paging of another name": listing("/l", "fetch_all", *ITEMS, page="ThingPage", words=("name operations that list `list_...`",)),
    "paging without a key": listing("/l", "list_l", "by: index", "records: [items]", "first: from", "last: to", page="ThingPage", words=("x-paging has no most",)),
    "paging with a key too many": listing("/l", "list_l", *ITEMS, "size: limit", page="ThingPage", words=("size says nothing where by is index",)),
    "paging of a misspelt kind": listing("/l", "list_l", "by: tme", "records: [data]", page="ThingPage", words=("did you mean time?",)),
    "paging by no parameter": listing("/l", "list_l", "by: index", "records: [items]", "first: form", "last: to", "most: 5", page="ThingPage", words=("no query parameter 'form'",)),
    "paging of no record": listing("/l", "list_l", *ITEMS[:-1], "most: 0", page="ThingPage", words=("x-paging.most is 0", "from 1")),
    "paging without records": Edit("      operationId: list_things\n", "      operationId: list_things\n      x-paging: {by: answer, records: [itmes]}\n", ("itmes is not a list",)),
    "paging by time without a time": Edit("      operationId: list_things\n", "      operationId: list_things\n      x-paging: {by: time, one: thing, records: [items], next: [[next]], since: kind, until: kind, size: limit, most: 5}\n", ("records with updated_at",)),
    "paging of an unknown list": Edit("      operationId: list_things\n", "      operationId: list_things\n      x-paging: {by: answer, records: [items], each: {list: list_owners, member: id}}\n", ("list_owners has no x-paging",)),
    "paging of each without a path": Edit("      operationId: list_things\n", "      operationId: list_things\n      x-paging: {by: answer, records: [items], each: {list: list_things, member: id}}\n", ("each needs one path parameter",)),
    "JSON text in a header": Edit(TRACE, TRACE.replace("X-Trace", "X-Json") + "          schema: {type: string, contentMediaType: application/json, contentSchema: {type: array, items: {type: string}}}\n" + TRACE, ("cannot be written as JSON",)),
    "JSON text of numbers": query("numbers", "in: query", "schema: {type: string, contentMediaType: application/json, contentSchema: {type: array, items: {type: integer}}}", words=("cannot be written as JSON",)),
    # YAML
    "duplicate key": no(GET, GET + GET, "a second time"),
    "duplicate operation": no("    post:\n      operationId: create_thing\n", "    get:\n      operationId: create_thing\n", "'get'", "a second time"),
    "duplicate member": no(TITLE, TITLE + "          description: A.\n" + TITLE, "'title'", "a second time"),
    "unquoted status": no("        '404':", "        404:", "404 is not text", "write '404':"),
    "unquoted on": no(TITLE, TITLE.replace("title", "on"), "on is not text", "write 'on':"),
    "unquoted yes": no("    State:", "    yes:", "yes is not text"),
    "unquoted null key": no(TITLE, TITLE.replace("title", "null"), "null is not text"),
    "no as a value": no("enum: [free, sold]", "enum: [yes, no]", "is not what it seems", "'yes' for the text"),
    "octal": no("maxLength: 50", "maxLength: 050", "050 is not what it seems"),
    "exponent": no("minimum: 1\n", "minimum: 1e2\n", "1e2 is a number for some"),
    "date": no("default: 20", "default: 2020-01-01", "write '2020-01-01'"),
    "more than 64 bits": no("maximum: 100", "maximum: 9223372036854775808", "64 bits at most"),
    "infinite": no("maximum: 100", "maximum: .inf", ".inf is not"),
    "tag": no("info:\n", "info: !!map\n", "the tag", "remove it"),
    "python tag": no("title: Shop", "title: !!python/name:os.system", "the tag"),
    "two documents": no("paths:\n", "---\npaths:\n", "not YAML"),
    "tab": no("paths:\n", "\tpaths:\n", "not YAML"),
    "unclosed": no("openapi: 3.1.0", "openapi: [3.1.0", "not YAML"),
    "control character": no("title: Shop", "title: Sho\x07p", "U+0007"),
    "alias circle": no("  examples:\n    Page:\n      summary: One page\n", "  examples:\n    Page: &page\n      summary: One page\n      x: *page\n", "is not read by all tools"),
    "unknown alias": no("title: Shop", "title: *shop", "is not read by all tools"),
    "list as key": no(GET, "      ? [a]\n      : b\n" + GET, "a key that is not text"),
    "indentation": no(WEIGHT, WEIGHT.replace("          type", "         type").replace("        weight", "       weight"), "not YAML"),
    # Shapes
    "no openapi": no("openapi: 3.1.0\n", "", "has no openapi"),
    "number as version": no("openapi: 3.1.0", "openapi: 3.1", "openapi is 3.1"),
    "openapi 3.0": no("openapi: 3.1.0", "openapi: 3.0.3", "write openapi: 3.1.0"),
    "number as api version": no("version: '1'", "version: 1.0", "version is 1.0", "write a text"),
    "no info": no("info:\n  title: Shop\n  version: '1'\n  description: Things to edit.\n", "", "has no info"),
    "empty paths": no("paths:\n", "paths: {}\nx-status: documented\nold:\n", "x-status"),
    "no schemas": no("  schemas:\n", "  schema:\n", "unknown key schema; did you mean schemas?"),
    "misspelt components": no("components:\n", "component:\n", "did you mean components?"),
    "no operationId": no(GET, "", "has no operationId", "write operationId:"),
    "numeric operationId": no(GET, "      operationId: 12\n", "operationId is 12", "write a text"),
    "empty operation": no("    delete:\n", "    put: {}\n    delete:\n", "put is empty"),
    "null operation": no("    delete:\n", "    put:\n    delete:\n", "put is empty"),
    "no responses": no("      responses:\n" + OK, "      answers:\n" + OK, "unknown key answers"),
    "empty responses": Edit(GONE, "", ("default",)),
    "response without description": no("          description: It is gone.\n", "          headers: {}\n", "has no description"),
    "text as tags": no("tags: [Things]", "tags: Things", "write a list of texts"),
    "text as source": no("x-source: [manual]", "x-source: manual", "write a list of texts"),
    "empty source": no("x-source: [manual]", "x-source: []", "write a list of texts"),
    "unknown status of a source": no("x-status: documented", "x-status: guessed", "write documented or inferred"),
    "misspelt x-sensitive": no("x-sensitive:", "x-sensitiv:", "unknown key x-sensitiv; did you mean x-sensitive?"),
    "true as x-sensitive": no("x-sensitive: personal", "x-sensitive: true", "write personal or secret"),
    "unknown extension": no(GET, GET + "      x-foo: 1\n", "unknown key x-foo", "x-repeat-on"),
    "extension elsewhere": no(GET, GET + "      x-map: true\n", "unknown key x-map"),
    "number as x-repeat-on": no("x-repeat-on: [409]", "x-repeat-on: 409", "write a list of statuses"),
    "success as x-repeat-on": no("x-repeat-on: [409]", "x-repeat-on: [200]", "write a list of statuses"),
    "text as required": no("required: [file]", "required: file", "write a list of names"),
    "required member that is not there": no("required: [file]", "required: [fil]", "fil is required", "did you mean file?"),
    "required twice": no("required: [file]", "required: [file, file]", "required twice"),
    "true as required member": no(TITLE, TITLE + "          required: true\n", "write a list of names"),
    "misspelt properties": no("    Upload:\n      type: object\n      description: A file and what it is called.\n      required: [file]\n      properties:", "    Upload:\n      type: object\n      description: A file and what it is called.\n      required: [file]\n      propertys:", "unknown key propertys; did you mean properties?"),
    "misspelt type": no(TITLE, TITLE.replace("type:", "typ:"), "did you mean type?"),
    "misspelt maxLength": no("maxLength: 50", "maxlength: 50", "did you mean maxLength?"),
    "misspelt nullable type": no("type: [string, 'null']", "type: [string, nul]", "write one of string"),
    "null without quotes": no("type: [string, 'null']", "type: [string, null]", "'null' in quotes"),
    "unknown type": no(TITLE, TITLE.replace("string", "text"), "write one of string"),
    "no value of a type": no(TITLE, TITLE.replace(" string", ""), "type is empty"),
    "text as minimum": no("minimum: 0", "minimum: '0'", "write a number"),
    "flag as exclusive minimum": no("minimum: 0", "exclusiveMinimum: true", "write a number"),
    "negative length": no("maxLength: 50", "maxLength: -1", "write a whole number"),
    "text as flag": no("readOnly: true", "readOnly: 'true'", "write true or false"),
    "broken pattern": no("maxLength: 50", "pattern: '[a-'", "regular expression"),
    "empty properties": no("      properties:\n        message:\n          type: string\n          description: In words.\n", "      properties: {}\n", "properties is empty"),
    "empty member": no(TITLE, "        empty:\n" + TITLE, "empty is empty"),
    "empty schema": no("    State:\n", "    Nothing:\n    State:\n", "Nothing is empty"),
    "boolean schema": no(TITLE, "        any: true\n" + TITLE, "any is true", "write an object with type: or $ref:"),
    "list as properties": no("      properties:\n        message:\n          type: string\n          description: In words.\n", "      properties:\n        - message\n", "write names with what"),
    "summary on a path": no("    parameters:\n      - $ref: '#/components/parameters/ThingId'\n", "    summary: Things.\n    parameters:\n      - $ref: '#/components/parameters/ThingId'\n", "write it into each operation"),
    "misspelt method": no("    delete:\n", "    delte:\n", "did you mean delete?"),
    "upper-case method": no("    delete:\n", "    DELETE:\n", "unknown key DELETE"),
    "trace": no("    delete:\n", "    trace:\n", "trace is not supported"),
    "callbacks": no(GET, GET + "      callbacks: {}\n", "webhooks"),
    "external docs": no(GET, GET + "      externalDocs: {url: https://example.com}\n", "into the description"),
    "text as content": no("              $ref: '#/components/schemas/NewThing'\n", "              NewThing\n", "schema is NewThing"),
    "header without schema": no("      description: The version.\n      schema:\n        type: string\n", "      description: The version.\n", "has no schema"),
    "parameter without in": no(TRACE, "        - name: X-Trace\n", "has no in"),
    "cookie": no(TRACE, TRACE.replace("in: header", "in: cookie"), "write query or path, header"),
    "parameter with content": no(TRACE, TRACE + "          content: {}\n", "content is not supported"),
    "allowReserved": no(TRACE, TRACE + "          allowReserved: true\n", "percent-encoded"),
    "deep object": no(KIND, KIND + "          style: deepObject\n", "style is deepObject"),
    "description as a list": no("summary: List things.", "summary: [List things.]", "write a text"),
    # References
    "dangling": no("schemas/NewThing'\n      responses", "schemas/NewThin'\n      responses", "leads nowhere", "did you mean NewThing?"),
    "other section": no("#/components/schemas/NewThing", "#/components/parameters/Limit", "leads to parameters"),
    "other file": no("'#/components/schemas/NewThing'", "'other.yaml#/NewThing'", "of this file"),
    "into properties": no("'#/components/schemas/NewThing'", "'#/components/schemas/NewThing/properties/name'", "of this file"),
    "number as reference": no("'#/components/schemas/NewThing'", "12", "$ref is 12"),
    "loop of references": no("    Upload:\n", "    A:\n      $ref: '#/components/schemas/B'\n    B:\n      $ref: '#/components/schemas/A'\n    Upload:\n", "second name"),
    "second name": no("    Upload:\n", "    Alias:\n      $ref: '#/components/schemas/Thing'\n    Upload:\n", "Alias is a second name"),
    "list of itself": no("    Upload:\n", "    Self:\n      type: array\n      items:\n        $ref: '#/components/schemas/Self'\n    Upload:\n", "refers to itself"),
    "object that requires itself": no("    Upload:\n", "    Loop:\n      type: object\n      required: [a]\n      properties:\n        a:\n          $ref: '#/components/schemas/Loop'\n    Upload:\n", "requires itself"),
    "path behind a reference": no(PATH, PATH + "    $ref: '#/components/pathItems/One'\n", "write its operations here"),
    "type beside a reference": no("              $ref: '#/components/schemas/NewThing'\n", "              $ref: '#/components/schemas/NewThing'\n              type: object\n", "type beside a $ref"),
    "required beside a reference": no("        - $ref: '#/components/parameters/Limit'\n", "        - $ref: '#/components/parameters/Limit'\n          required: true\n", "required beside a $ref"),
    # Operations
    "id twice": no("operationId: create_thing", "operationId: list_things", "stands in line"),
    "id of a webhook twice": no("operationId: thing_changed", "operationId: list_things", "stands in line"),
    "hyphen": no("operationId: create_thing", "operationId: create-thing", "write operationId: create_thing"),
    "camel case": no("operationId: create_thing", "operationId: createThing", "write operationId: create_thing"),
    "builtin": no("operationId: create_thing", "operationId: list", "write operationId: list_"),
    "keyword": no("operationId: create_thing", "operationId: import", "write operationId: import_"),
    "send": no("operationId: create_thing", "operationId: send", "write operationId: send_operation"),
    "helper": no("operationId: create_thing", "operationId: query_pairs", "write operationId: query_pairs_operation"),
    "hash in an id": no("operationId: create_thing", "operationId: create#thing", "write operationId: create_thing"),
    "bar in an id": no("operationId: create_thing", "operationId: create|thing", "write operationId: create_thing"),
    "digit first": no("operationId: create_thing", "operationId: 2create", "the name of a method"),
    "two tags": no("tags: [Things]", "tags: [Things, Files]", "write one"),
    "undeclared tag": no("tags: [Things]", "tags: [Thing]", "did you mean Things?"),
    "two tags that fall together": no("  - name: Files\n", "  - name: Files\n  - name: things\n", "both things"),
    "undeclared scheme": no("  - keyAuth: []\n", "  - keyAut: []\n", "did you mean keyAuth?"),
    "two schemes at once": no("        - tokenAuth: []\n        - keyAuth: []\n", "        - tokenAuth: []\n          keyAuth: []\n", "tokenAuth and keyAuth at once"),
    "text as a scheme": no("        - tokenAuth: []\n", "        - tokenAuth\n", "write a list of schemes"),
    "scopes": no("        - tokenAuth: []\n", "        - tokenAuth: [read]\n", "knows no scopes"),
    "server with a path": no("https://files.example.com", "https://files.example.com/v1", "begin the paths with /v1"),
    "root server with a path": no("https://api.example.com", "https://api.example.com/v1", "begin the paths with /v1"),
    "server with variables": no("https://api.example.com", "https://{region}.example.com", "is not an address"),
    "plain server": no("https://api.example.com", "http://api.example.com", "write https://"),
    "relative server": no("https://api.example.com", "/api", "is not an address"),
    "two servers": no("        - url: https://files.example.com\n", "        - url: https://files.example.com\n        - url: https://more.example.com\n", "2 servers"),
    "default alone": no(GONE, "", "has no successful response"),
    "lower-case range": no("        2XX:\n          description: It is there.", "        2xx:\n          description: It is there.", "write 2XX"),
    "status that is none": no("        '204':", "        '2O4':", "is not a status"),
    "informational status": no("        '404':", "        '100':", "is not a status"),
    "body of a get": no(GET, GET + "      requestBody:\n        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/NewThing'}\n", "a body with GET"),
    "two bodies": no("          application/json:\n            schema:\n" + NEW, "          application/json:\n            schema:\n" + NEW + "          multipart/form-data:\n            schema:\n" + NEW, "2 media types of one body"),
    "xml": no("          application/json:\n            schema:\n" + NEW, "          application/xml:\n            schema:\n" + NEW, "application/xml"),
    "any media type": no("          application/json:\n            schema:\n" + NEW, "          '*/*':\n            schema:\n" + NEW, "not a media type of one kind"),
    "body without schema": no("            schema:\n" + NEW, "            example: {}\n", "has no schema"),
    "object in a form": no("          application/json:\n            schema:\n" + NEW, "          application/x-www-form-urlencoded:\n            schema:\n              $ref: '#/components/schemas/Thing'\n", "is an object or a list of such"),
    "file in a form": no("          multipart/form-data:", "          application/x-www-form-urlencoded:", "write multipart/form-data"),
    "file in JSON": no("          multipart/form-data:", "          application/json:", "binary in JSON"),
    "optional form": no("        required: true\n        content:\n          multipart", "        content:\n          multipart", "write required: true"),
    "encoding": no("              $ref: '#/components/schemas/Upload'\n", "              $ref: '#/components/schemas/Upload'\n            encoding:\n              title:\n                contentType: text/plain\n", "go as plain text"),
    "two answers": no("          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/ThingPage'\n", "          content:\n            text/csv: {}\n            application/json:\n              schema:\n                $ref: '#/components/schemas/ThingPage'\n", "2 media types of one response"),
    "text as an answer": no("            application/json:\n              schema:\n                $ref: '#/components/schemas/ThingPage'\n", "            text/plain:\n              schema:\n                type: string\n", "is read as bytes"),
    "date-time as an answer": no("                $ref: '#/components/schemas/ThingPage'\n", "                type: string\n                format: date-time\n", "as a whole answer"),
    "link to nowhere": no("            first:\n              operationId: get_thing", "            first:\n              operationId: get_thin", "did you mean get_thing?"),
    "link with another parameter": no("                thingId: $response", "                thingid: $response", "did you mean thingId?"),
    # Paths and parameters
    "path without slash": no("  /files:\n", "  files:\n", "is not a path"),
    "path with an empty segment": no("  /files:\n", "  //files:\n", "is not a path"),
    "misspelt media type": no("          application/json:\n            schema:\n" + NEW, "          aplication/json:\n            schema:\n" + NEW, "did you mean application?"),
    "another scheme of HTTP": no("scheme: bearer", "scheme: digest", "write scheme: basic or bearer"),
    "key in the query": no("      in: header\n      name: x-api-key\n", "      in: query\n      name: x-api-key\n", "keeps keys out of addresses"),
    "oauth2": no("      type: http\n", "      type: oauth2\n", "does not know"),
    "path with a query": no("  /files:\n", "  /files?a=b:\n", "is not a path"),
    "path with a space": no("  /files:\n", "  /my files:\n", "is not a path"),
    "path without operations": no("  /files:\n", "  /nothing:\n    parameters: []\n  /files:\n", "has no operation"),
    "same address": no("  /files:\n", "  /things/{other}:\n    get:\n      operationId: get_other\n      tags: [Things]\n      parameters:\n        - {name: other, in: path, required: true, schema: {type: string}}\n      responses: {'200': {description: Done.}}\n  /files:\n", "has the address of"),
    "placeholder without parameter": no(PATH, "  /things/{thing}:\n", "did you mean thingId?"),
    "parameter without placeholder": no(TRACE, TRACE.replace("in: header", "in: path\n          required: true"), "is not in /things"),
    "optional path parameter": no("      in: path\n      required: true\n", "      in: path\n", "write required: true"),
    "parameter twice": no(KIND, KIND + "          schema: {type: string}\n" + KIND, "stands here twice"),
    "names that fall together": no(TRACE, "        - name: x_trace\n          in: header\n          schema: {type: string}\n" + TRACE, "both"),
    "Accept": no("name: X-Trace", "name: Accept", "follows from the media types"),
    "Authorization": no("name: X-Trace", "name: Authorization", "under security"),
    "header with a space": no("name: X-Trace", "name: X Trace", "the name of a header"),
    "object in a query": no(KIND, "        - name: filter\n          in: query\n          schema:\n            $ref: '#/components/schemas/NewThing'\n" + KIND, "one parameter for each member"),
    "lists in a query": no("            items:\n              type: string\n", "            items:\n              type: array\n              items: {type: string}\n", "a list of array"),
    "style of another place": no(TRACE, TRACE + "          style: form\n", "write simple"),
    "pipes without explode": no(KIND, KIND + "          style: pipeDelimited\n", "write explode: false"),
    "parameter without type": no("      schema:\n        type: integer\n        minimum: 1\n", "      schema:\n        minimum: 1\n", "no type"),
    "default of another type": no("default: 20", "default: twenty", "is not a value of"),
    "bounds": no("minimum: 1\n", "minimum: 1000\n", "minimum is greater than maximum"),
    # Schemas
    "title": no(LABELS, LABELS + "      title: Names\n", "leave title out"),
    "title of an object": no(STATE, STATE + "      title: Status\n", "leave title out"),
    "const": no(TITLE, TITLE + "          const: a\n", "write enum: with the one value"),
    "nullable": no(TITLE, TITLE + "          nullable: true\n", "write type: [string, 'null']"),
    "null alone": no(TITLE, TITLE.replace("string", "'null'"), "nothing but null"),
    "patternProperties": no(LABELS, LABELS + "      patternProperties: {}\n", "write additionalProperties"),
    "not": no(TITLE, TITLE + "          not: {}\n", "say it in the description"),
    "definitions": no(LABELS, LABELS + "      $defs: {}\n", "under components/schemas"),
    "object without properties": no(TITLE, TITLE.replace("string", "object"), "x-map: true"),
    "list without items": no(TITLE, TITLE.replace("string", "array"), "write items:"),
    "named and other members": no("      additionalProperties: false\n", "      additionalProperties: {type: string}\n", "named members and others"),
    "named and any members": no("      additionalProperties: false\n", "      additionalProperties: true\n", "named members and others"),
    "no additional members of a map": no("      additionalProperties: true\n", "      additionalProperties: false\n", "a map without keys"),
    "objects in a choice": no(LABELS, "    Choice:\n      anyOf:\n        - $ref: '#/components/schemas/Problem'\n        - $ref: '#/components/schemas/Reason'\n    Reason:\n      type: object\n      properties:\n        message: {type: string}\n" + LABELS, "nothing tells Reason from Problem", "write discriminator"),
    "object and text in a choice of objects": no(LABELS, "    Choice:\n      anyOf:\n        - $ref: '#/components/schemas/Problem'\n        - $ref: '#/components/schemas/Thing'\n        - type: string\n" + LABELS, "one of several objects or string"),
    "objects without names in a choice": no(LABELS, "    Choice:\n      anyOf:\n        - $ref: '#/components/schemas/Problem'\n        - type: object\n          properties: {a: {type: string}}\n" + LABELS, "without a name"),
    "mark that is not there": no(LABELS, "    Choice:\n      anyOf:\n        - $ref: '#/components/schemas/Problem'\n        - $ref: '#/components/schemas/Thing'\n      discriminator: {propertyName: kind}\n" + LABELS, "has no member kind"),
    "mark that leads elsewhere": no(LABELS, "    Choice:\n      anyOf:\n        - $ref: '#/components/schemas/Upload'\n        - $ref: '#/components/schemas/NewThing'\n      discriminator: {propertyName: title, mapping: {a: '#/components/schemas/State'}}\n" + LABELS, "not one of the branches"),
    "texts in a choice": no("            - type: integer\n            - type: string\n", "            - type: string\n              format: date\n            - type: string\n", "several kinds of text"),
    "anything in a choice": no("            - type: integer\n            - type: string\n", "            - type: integer\n            - description: Any.\n", "docstring"),
    "type beside a choice": no("          anyOf:\n            - type: integer\n", "          type: string\n          anyOf:\n            - type: integer\n", "type beside anyOf"),
    "two choices": no("          anyOf:\n            - type: integer\n", "          oneOf:\n            - type: integer\n          anyOf:\n            - type: integer\n", "anyOf beside oneOf"),
    "join of a text": no(LABELS, "    Both:\n      allOf:\n        - $ref: '#/components/schemas/State'\n        - $ref: '#/components/schemas/Thing'\n" + LABELS, "not an object with properties"),
    "join that disagrees": no(LABELS, "    Both:\n      allOf:\n        - $ref: '#/components/schemas/NewThing'\n        - type: object\n          properties: {name: {type: integer}}\n" + LABELS, "describe name differently"),
    "values that fall together": no(ENUM, "      enum: [free, FREE]\n", "both FREE"),
    "signs that fall together": no(ENUM, "      enum: [a-b, a_b]\n", "both A_B"),
    "value twice": no(ENUM, "      enum: [free, free]\n", "stands twice"),
    "numbers as values": no(STATE, STATE.replace("string", "integer"), "are not text"),
    "number among values": no(ENUM, "      enum: [free, 1]\n", "1 is not text, write '1'"),
    "empty values": no(ENUM, "      enum: []\n", "write a list of values"),
    "null among values": no(ENUM, "      enum: [free, null]\n", "of two minds about null"),
    "members that fall together": no(TITLE, "        Title:\n          type: string\n" + TITLE, "both title", "x-name"),
    "underscore": no(TITLE, "        _title:\n          type: string\n" + TITLE, "both title", "x-name"),
    "member without letters": no(TITLE, "        '$':\n          type: string\n" + TITLE, "x-name"),
    "quote in a member": no(TITLE, "        'a\"b':\n          type: string\n" + TITLE, "x-map: true"),
    "x-name that is none": no(TITLE, TITLE + "          x-name: 1st\n", "the name of an attribute"),
    "lower-case schema": no("    Upload:\n      type", "    upload:\n      type", "leads nowhere"),
    "schema with a hyphen": no("    Labels:\n", "    Big-Labels:\n      type: string\n    Labels:\n", "write BigLabels"),
    "schema named like ours": no("    Labels:\n", "    Request:\n      type: string\n    Labels:\n", "write RequestModel"),
    "schema named Unset": no("    Labels:\n", "    Unset:\n      type: string\n    Labels:\n", "write UnsetModel"),
    "schema named Timestamp": no("    Labels:\n", "    Timestamp:\n      type: string\n    Labels:\n", "write TimestampModel"),
    "schema named like a builtin": no("    Labels:\n", "    Warning:\n      type: string\n    Labels:\n", "write WarningModel"),
    "schemas that fall together": no("    Labels:\n", "    ApiKey:\n      type: string\n    APIKey:\n      type: string\n    Labels:\n", "one module"),
    "inline object with a name that is taken": no("      required: [id, price, state, changed_at]\n      properties:\n", "      required: [id, price, state, changed_at]\n      properties:\n        page:\n          type: object\n          properties: {a: {type: string}}\n", "named ThingPage"),
    "schema without type": no("    Problem:\n      type: object\n", "    Problem:\n", "write type: object"),
    "unknown format": no("format: date\n", "format: dat\n", "did you mean date?"),
    "format of another type": no("format: date\n", "format: int32\n", "unknown"),
    "length of a number": no("        weight:\n          type: number\n", "        weight:\n          type: number\n          minLength: 1\n", "says nothing about number"),
    "keyword without type": no(TITLE, "        title:\n          maxLength: 5\n", "no type; write type: string"),
    "date-time in a list": no("          description: The things.\n          items:\n            $ref: '#/components/schemas/Thing'\n", "          description: The things.\n          items:\n            type: string\n            format: date-time\n", "a date-time in a list"),
    "date-time or number": no(WEIGHT, "        when: {anyOf: [{type: string, format: date-time}, {type: integer}]}\n" + WEIGHT, "is a date-time or integer"),
    "empty array for an object that needs members": no(WEIGHT, "        sub:\n          $ref: '#/components/schemas/NewThing'\n          x-read-also: empty-array\n" + WEIGHT, "name is required"),
    "mark without a choice": no(LABELS, LABELS + "      discriminator: {propertyName: kind}\n", "lists no objects", "write oneOf"),
    "date-time in a map": no(LABELS, "    Times:\n      type: object\n      additionalProperties: {type: string, format: date-time}\n" + LABELS, "in a map"),
    "write-only member of an answer": no("          readOnly: true\n", "          writeOnly: true\n", "id is required and writeOnly"),
    "read-only member of a request": no(NAME, NAME + "          readOnly: true\n", "name is required and readOnly"),
    "x-read-also of another type": no("x-read-also: empty-array", "x-read-also: integer", "needs a member of type string"),
    "x-sensitive of a schema": no(LABELS, LABELS + "      x-sensitive: secret\n", "beside the member"),
    "description of items": no("            - type: integer\n            - type: string\n", "            - type: integer\n              description: Lost.\n            - type: string\n", "no docstring would show"),
    "discriminator": no("            - type: integer\n            - type: string\n", "            - type: integer\n            - type: string\n          discriminator: {propertyName: a}\n", "leave it out"),
    "x-map of a text": no(STATE, STATE + "      x-map: true\n", "says nothing about string"),
    "x-max-bytes as text": no("x-max-bytes: 1000", "x-max-bytes: 1 MB", "write a whole number"),
    "default beyond its bounds": member("n:", "  type: integer", "  maximum: 9", "  default: 10", words=("the default 10 is not a value of", "type and bounds")),
    "number in quotes": member("n:", "  type: string", "  minLength: '3'", words=("n.minLength is '3'; write a whole number",)),
    "body with 204": call("/l", "get_l", *answers("'204'", "application/json", "schema: {$ref: '#/components/schemas/Thing'}"), method="get", words=("a body with 204",)),
    "default of an enum": no("          $ref: '#/components/schemas/State'\n", "          $ref: '#/components/schemas/State'\n          default: lost\n", "is not a value of"),
    "nullable component": no(LABELS, LABELS.replace("object", "[object, 'null']"), "may be null as a whole"),
    "contentEncoding": no(TITLE, TITLE + "          contentEncoding: base64\n", "say it in the description"),
    # Constructs that other providers' documents hold
    "nullable beside a reference": member("n:", "  $ref: '#/components/schemas/NewThing'", "  nullable: true", words=("anyOf: with the $ref and {type: 'null'}",)),
    "password in a server": no("https://api.example.com", "https://me:canary@api.example.com", "the server https://api.example.com is more than", "write https://api.example.com"),
    "query of a server": no("https://api.example.com", "https://api.example.com/v1?a=b", "write https://api.example.com and begin the paths with /v1"),
    "AND within OR": no("        - tokenAuth: []\n        - keyAuth: []\n", "        - tokenAuth: []\n          keyAuth: []\n        - keyAuth: []\n", "at once", "an entry of its own"),
    "digest": no("  securitySchemes:\n", "  securitySchemes:\n    dig:\n      type: http\n      scheme: digest\n", "scheme: basic or bearer"),
    "whole numbers listed": member("level:", "  type: integer", "  enum: [1, 2]", words=("lists values that are not text", "write type: string")),
    "answers of a redirect alone": call("/moved", "get_moved", "responses:", "  '302':", "    description: Moved.", method="get", words=("no successful response",)),
    "instant in a map": member("seen:", "  type: object", "  additionalProperties: {type: string, format: date-time}", words=("a date-time in a map",)),
}
