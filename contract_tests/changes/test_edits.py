"""Typical edits of a spec, with the verdict that each gets for callers and for importers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from changes.change import Change, Verdict
from changes.changelog import draft, undeclared
from changes.compare import compare
from changes.document import Node, directions
from changes.python_api import compare_packages
from changes.sources import State, regenerated, working_tree

WORDS, COMPATIBLE, BREAKING = Verdict


def node(of: Node, path: str) -> Any:
    """What stands at a path within a node."""
    for step in path.split("."):
        of = of[int(step)] if isinstance(of, list) else of[step]
    return of


def put(path: str, value: Any) -> Callable[[Node], None]:
    """An edit that writes one value."""
    where, _, key = path.rpartition(".")

    def edit(target: Node) -> None:
        parent = node(target, where)
        parent[key] = value

    return edit


def drop(path: str) -> Callable[[Node], None]:
    """An edit that takes one thing away."""
    where, _, key = path.rpartition(".")

    def edit(target: Node) -> None:
        parent = node(target, where)
        del parent[int(key) if isinstance(parent, list) else key]

    return edit


def rename(path: str, name: str) -> Callable[[Node], None]:
    """An edit that gives a key another name."""
    where, _, key = path.rpartition(".")

    def edit(target: Node) -> None:
        parent = node(target, where)
        content = {name if old == key else old: value for old, value in parent.items()}
        parent.clear()
        parent.update(content)

    return edit


@dataclass(frozen=True)
class Edit:
    """An edit, which sees the operations `get` and `make` and the schemas of a small API.

    `says` is the sentence about what callers feel, with X for the name of the edit, x within an
    operationId.
    """

    name: str
    change: Callable[[Node], None]
    callers: Verdict
    importers: Verdict
    says: str


TEXT = {"type": "string", "description": "New."}
MEMBERS = "schemas.Thing.properties"
EDITS = [
    # The ten typical ones.
    Edit(
        "NewMember",
        put(f"{MEMBERS}.note", TEXT),
        COMPATIBLE,
        WORDS,
        "`X.note` is new",
    ),
    Edit("RemovedMember", drop(f"{MEMBERS}.amount"), BREAKING, BREAKING, "`X.amount` is gone"),
    Edit(
        "NewEnumValue",
        put("schemas.State.enum", ["open", "closed", "lost"]),
        COMPATIBLE,
        WORDS,
        "`XState` knows `lost` now",
    ),
    Edit(
        "OtherType",
        put(f"{MEMBERS}.amount.type", ["string", "null"]),
        BREAKING,
        BREAKING,
        "`X.amount` is a string now, was an integer",
    ),
    Edit(
        "LessRequired",
        put("schemas.Thing.required", []),
        BREAKING,
        BREAKING,
        "`X.id` may be missing now",
    ),
    Edit(
        "OtherPath",
        put("get.path", "/elsewhere/{thingId}"),
        BREAKING,
        WORDS,
        "`get_x` is `GET /elsewhere/{thingId}` now, was `GET /X/{thingId}`",
    ),
    Edit(
        "NewParameter",
        lambda target: node(target, "get.operation.parameters").append(
            {"name": "sort", "in": "query", "required": True, "schema": TEXT}
        ),
        BREAKING,
        BREAKING,
        "`get_x(sort)` is new in the query, and required",
    ),
    Edit(
        "NewStatus",
        put("get.operation.responses.404", {"description": "Not there."}),
        COMPATIBLE,
        WORDS,
        "`get_x 404` is a new answer",
    ),
    Edit(
        "RenamedMember",
        rename(f"{MEMBERS}.amount", "price"),
        BREAKING,
        BREAKING,
        "`X.amount` is gone",
    ),
    Edit(
        "OtherDescription",
        put(f"{MEMBERS}.amount.description", "Other words."),
        WORDS,
        WORDS,
        "`X.amount` is described in other words (`description`)",
    ),
    # Others, each for a rule of its own.
    Edit(
        "RenamedOperation",
        put("get.operation.operationId", "fetch_renamed_operation"),
        COMPATIBLE,
        BREAKING,
        "`get_x` is called `fetch_x` now; the request is the same",
    ),
    Edit(
        "RenamedPlaceholder",
        lambda target: (
            put("get.path", "/RenamedPlaceholder/{id}")(target),
            put("get.operation.parameters.0.name", "id")(target),
        )[0],
        COMPATIBLE,
        BREAKING,
        "`get_x(id)` was called `thingId`; the request is the same",
    ),
    Edit("RemovedOperation", drop("get.operation"), BREAKING, BREAKING, "`get_x` is gone"),
    Edit(
        "RemovedParameter",
        drop("get.operation.parameters.1"),
        BREAKING,
        BREAKING,
        "`get_x(limit)` is no longer sent in the query",
    ),
    Edit(
        "MustBeSent",
        put("schemas.Draft.required", ["label", "state"]),
        BREAKING,
        BREAKING,
        "`XDraft.state` is required now",
    ),
    Edit(
        "NewMemberToSend",
        put("schemas.Draft.properties.note", TEXT),
        COMPATIBLE,
        WORDS,
        "`XDraft.note` is new",
    ),
    Edit(
        "RefusedValue",
        put("schemas.Kind.enum", ["a"]),
        BREAKING,
        BREAKING,
        "`XKind` no longer knows `b`",
    ),
    Edit(
        "NeverNull",
        put(f"{MEMBERS}.amount.type", "integer"),
        COMPATIBLE,
        COMPATIBLE,
        "`X.amount` is never null now",
    ),
    Edit(
        "Exposed",
        drop(f"{MEMBERS}.label.x-sensitive"),
        BREAKING,
        WORDS,
        "`X.label` is NO LONGER MASKED: its value (personal) will show in each repr and log",
    ),
    Edit(
        "ReadLess",
        drop(f"{MEMBERS}.label.x-read-also"),
        BREAKING,
        WORDS,
        "`X.label` is no longer read from integer",
    ),
    Edit(
        "TighterBound",
        put("get.operation.parameters.1.schema.maximum", 50),
        BREAKING,
        WORDS,
        "`get_x(limit)` has `maximum` `50` now, was `100`",
    ),
    Edit(
        "OtherMediaType",
        rename(
            "make.operation.requestBody.content.application/json", "application/vnd.example+json"
        ),
        BREAKING,
        WORDS,
        "`make_x body` no longer comes as `application/json`",
    ),
    Edit(
        "OwnServer",
        put("get.operation.servers", [{"url": "https://files.example.com"}]),
        BREAKING,
        WORDS,
        "`get_x servers` no longer include `https://api.example.com`",
    ),
    Edit(
        "OwnKey",
        put("get.operation.security", [{"basic": []}]),
        BREAKING,
        WORDS,
        "`get_x security` no longer include `bearer`",
    ),
    Edit(
        "LostHeader",
        drop("get.operation.responses.200.headers.X-Request-Id"),
        BREAKING,
        WORDS,
        "`get_x 200 X-Request-Id` is gone",
    ),
]
SENDING = {"MustBeSent", "NewMemberToSend", "RefusedValue", "OtherMediaType"}
"""The edits that need something to send; the others go without, which saves time."""


def api(edited: bool) -> Node:
    """An API with a get and a make, and schemas of their own, for each edit."""
    document: Node = {
        "openapi": "3.1.0",
        "info": {"title": "Small API", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "security": [{"bearer": []}, {"basic": []}],
        "paths": {},
        "components": {
            "schemas": {"Error": {"type": "object", "properties": {"code": TEXT}}},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "basic": {"type": "http", "scheme": "basic"},
            },
        },
    }
    for edit in EDITS:
        target = part(edit.name)
        if edited:
            edit.change(target)
        sends = edit.name in SENDING
        for name in ("get", "make") if sends else ("get",):
            if "operation" in target[name]:
                method = "get" if name == "get" else "post"
                item = document["paths"].setdefault(target[name]["path"], {})
                item[method] = target[name]["operation"]
        names = {"Thing": "", "State": "State"} | (
            {"Draft": "Draft", "Kind": "Kind"} if sends else {}
        )
        for name, end in names.items():
            document["components"]["schemas"][f"{edit.name}{end}"] = target["schemas"][name]
    return document


def snake(name: str) -> str:
    """The name within an operationId."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def part(name: str) -> Node:
    """What one edit may change."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    error = {
        "description": "Refused.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
    answer: Node = {"description": "It.", "content": {"application/json": {"schema": schema}}}
    header = {"required": True, "schema": {"type": "string"}}
    limit = {"type": "integer", "minimum": 1, "maximum": 100, "description": "How many."}
    draft_schema = {"$ref": f"#/components/schemas/{name}Draft"}
    sensitive = {"x-sensitive": "personal", "x-read-also": "integer"}
    return deepcopy(
        {
            "get": {
                "path": f"/{name}/{{thingId}}",
                "operation": {
                    "operationId": f"get_{snake(name)}",
                    "tags": ["things"],
                    "parameters": [
                        {"name": "thingId", "in": "path", "required": True, "schema": TEXT},
                        {"name": "limit", "in": "query", "schema": limit},
                    ],
                    "responses": {
                        "200": {**answer, "headers": {"X-Request-Id": header}},
                        "default": error,
                    },
                },
            },
            "make": {
                "path": f"/{name}",
                "operation": {
                    "operationId": f"make_{snake(name)}",
                    "tags": ["things"],
                    "requestBody": {
                        "required": True,
                        "content": {"application/json": {"schema": draft_schema}},
                    },
                    "responses": {"201": answer, "default": error},
                },
            },
            "schemas": {
                "Thing": {
                    "type": "object",
                    "description": "It.",
                    "required": ["id"],
                    "properties": {
                        "id": TEXT,
                        "amount": {"type": ["integer", "null"], "description": "In cents."},
                        "label": TEXT | sensitive,
                        "state": {"$ref": f"#/components/schemas/{name}State"},
                    },
                },
                "State": {"type": "string", "enum": ["open", "closed"], "description": "It."},
                "Draft": {
                    "type": "object",
                    "description": "To make it.",
                    "required": ["label"],
                    "properties": {
                        "label": TEXT,
                        "state": {"$ref": f"#/components/schemas/{name}Kind"},
                    },
                },
                "Kind": {"type": "string", "enum": ["a", "b"], "description": "It."},
            },
        }
    )


@cache
def for_callers() -> tuple[Change, ...]:
    return tuple(compare(api(edited=False), api(edited=True)))


@cache
def for_importers() -> tuple[Change, ...]:
    """One run of the generator: the small API is one provider, the edited one the other."""
    old, new = api(edited=False), api(edited=True)
    specs = {"kasko": json.dumps(old), "insurehero": json.dumps(new)}
    modules = regenerated(State("the edits", specs, working_tree().modules)).modules
    ways = directions(old)
    for name, found in directions(new).items():
        ways.setdefault(name, set()).update(found)
    states = [
        State(label, specs, dict(_as_kasko(modules, package)))
        for label, package in (("old", "kasko_api/"), ("new", "insurehero_api/"))
    ]
    with states[0].packages() as before, states[1].packages() as after:
        return tuple(compare_packages(before, after, ways))


def _as_kasko(modules: Any, package: str) -> Iterator[tuple[str, str]]:
    for path, text in modules.items():
        if path.startswith(package):
            yield path.replace(package, "kasko_api/"), text.replace("InsureheroApi", "KaskoApi")
        if path.startswith(("brolly/", "insurehero_api/")):
            yield path, text


def about(edit: Edit, changes: tuple[Change, ...]) -> list[Change]:
    """The changes that come from one edit; no two edits have a name in common."""
    name = edit.name.casefold()
    return [one for one in changes if name in str(one).casefold().replace("_", "")]


def worst(changes: list[Change]) -> Verdict:
    return max((one.verdict for one in changes), default=Verdict.WORDS)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_callers(edit: Edit) -> None:
    """Each edit gets its verdict for callers, in a sentence that names the thing."""
    found = about(edit, for_callers())
    assert worst([one for one in found if one.audience == "callers"]) is edit.callers
    said = re.sub(r"X(?!-)", edit.name, edit.says).replace("_x", f"_{snake(edit.name)}")
    assert any(str(one).startswith(said) for one in found), [str(one) for one in found]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_importers(edit: Edit) -> None:
    """Each edit gets its verdict for importers, from the packages that are generated from it."""
    found = about(edit, for_importers())
    assert worst(found) is edit.importers, [str(one) for one in found]


def test_no_edit_spills_over() -> None:
    """No change is reported that no edit has made."""
    reported = (*for_callers(), *for_importers())
    expected = {one for edit in EDITS for one in about(edit, reported)}
    assert [str(one) for one in reported if one not in expected] == []


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_the_draft_declares(edit: Edit) -> None:
    """An empty changelog declares no breaking change; the entries that are drafted declare all."""
    found = [*about(edit, for_callers()), *about(edit, for_importers())]
    breaking = [one for one in found if one.verdict is Verdict.BREAKING]
    assert undeclared(found, "## [Unreleased]\n\n## [1.0.0]\n") == breaking
    text = draft(found)
    assert undeclared(found, f"## [Unreleased]\n\n{text}\n\n## [1.0.0]\n") == []
    assert bool(text) is (worst(found) is not Verdict.WORDS)
