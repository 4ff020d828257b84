"""The rules of the comparison, against an oracle that does not know them: JSON Schema itself."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import event, given, settings, strategies as st

from changes.change import Change, Verdict
from changes.compare import compare
from changes.document import METHODS, BrokenReferenceError, Node
from client.specs import SPECS

NAMES = st.sampled_from(["a", "b", "c"])


def _optional(**keywords: st.SearchStrategy[Any]) -> st.SearchStrategy[Node]:
    return st.fixed_dictionaries({}, optional=keywords)


def _typed(kind: str, keywords: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    types = st.sampled_from([kind, [kind, "null"]])
    return st.builds(lambda type_, more: {"type": type_, **more}, types, keywords)


SIZES = st.integers(0, 3)
SCALARS: st.SearchStrategy[Node] = st.one_of(
    _typed("integer", _optional(minimum=st.integers(-2, 2), maximum=st.integers(-2, 2))),
    _typed("number", _optional(exclusiveMinimum=st.integers(-2, 2), multipleOf=st.just(2))),
    _typed(
        "string",
        _optional(minLength=SIZES, maxLength=SIZES, pattern=st.sampled_from(["^a", "b$"])),
    ),
    _typed("boolean", st.just({})),
    st.just({}),
)


def _nested(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    # A closed object would make each new member of an answer a break, which no reader of ours is.
    members = _optional(
        properties=st.dictionaries(NAMES, inner, max_size=3),
        required=st.lists(NAMES, unique=True, max_size=3),
    )
    return st.one_of(
        _typed("object", members),
        _typed("array", _optional(items=inner, minItems=SIZES, maxItems=SIZES)),
        st.builds(lambda arms: {"anyOf": arms}, st.lists(inner, min_size=1, max_size=2)),
        st.builds(lambda one, other: {"allOf": [one, other]}, *[_typed("object", members)] * 2),
    )


SCHEMAS = st.recursive(SCALARS, _nested, max_leaves=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-4, 4) | st.sampled_from([0.5, "", "a", "ab", "bbbb"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=4,
)


def api(*, sent: Node | None = None, read: Node | None = None) -> Node:
    """An API with one operation that sends and reads these."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}}
    answer = {"application/json": {"schema": {"$ref": "#/components/schemas/Read"}}}
    return {
        "openapi": "3.1.0",
        "paths": {
            "/things": {
                "post": {
                    "operationId": "make",
                    "requestBody": {"content": content},
                    "responses": {"200": {"content": answer}},
                }
            }
        },
        "components": {"schemas": {"Sent": sent or {}, "Read": read or {}}},
    }


def breaks(changes: list[Change]) -> bool:
    return any(one.verdict is Verdict.BREAKING for one in changes)


def valid(schema: Node, value: Any) -> bool:
    return jsonschema_rs.Draft202012Validator(schema).is_valid(value)


@settings(max_examples=150)
@given(SCHEMAS, SCHEMAS, st.lists(VALUES, max_size=8))
def test_no_break_is_missed(old: Node, new: Node, values: list[Any]) -> None:
    """Where nothing breaks, what was valid to send still is, and what may be read was valid."""
    sent = compare(api(sent=old), api(sent=new))
    # Nobody sends a member before there is one.
    if not breaks(sent) and not any(one.says == "is new" for one in sent):
        assert [v for v in values if valid(old, v) and not valid(new, v)] == [], (old, new)
    if not breaks(compare(api(read=old), api(read=new))):
        assert [v for v in values if valid(new, v) and not valid(old, v)] == [], (old, new)


@settings(max_examples=100)
@given(SCHEMAS, SCHEMAS)
def test_reading_is_the_mirror_of_sending(old: Node, new: Node) -> None:
    """Apart from members that come or go, a change breaks readers if its reverse breaks senders."""
    moved = {"is new", "is new, and required", "is gone"}
    read = compare(api(read=old), api(read=new))
    sent = compare(api(sent=new), api(sent=old))
    if not moved & {one.says for one in (*read, *sent)}:
        assert breaks(read) == breaks(sent)


@given(SCHEMAS)
def test_the_same_is_no_change(schema: Node) -> None:
    """A document compared with itself gives nothing."""
    document = api(sent=schema, read=schema)
    assert compare(document, deepcopy(document)) == []


@settings(max_examples=100)
@given(SCHEMAS, SCHEMAS)
def test_every_difference_has_a_sentence(old: Node, new: Node) -> None:
    """Two documents that differ never compare as equal, and no sentence is said twice."""
    changes = compare(api(read=old), api(read=new))
    assert bool(changes) == (old != new)
    assert len({(one.audience, str(one)) for one in changes}) == len(changes)


def leaves(node: Any, *path: str | int) -> list[tuple[str | int, ...]]:
    """The way to each value within a document."""
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    found: list[tuple[str | int, ...]] = []
    for key, value in inner:
        found.append((*path, key))
        if isinstance(value, dict | list):
            found += leaves(value, *path, key)
    return found


# A parameter without a name, or a reference to nowhere, is no OpenAPI.
_STRUCTURE = {"in", "name", "$ref", "type", "required", "operationId", "security", *METHODS}
PLACES = [
    (spec, path)
    for spec in SPECS
    for path in leaves(spec.document)
    if not _STRUCTURE & {path[-1], *path[-2:-1]}
]


@given(st.integers(0, len(PLACES) - 1))
@settings(max_examples=25)
def test_every_edit_of_our_specs_has_a_sentence(place: int) -> None:
    """Whatever is taken out of our specs, or written anew in them, some sentence tells of it."""
    spec, path = PLACES[place]
    document = deepcopy(spec.document)
    parent: Any = document
    for key in path[:-1]:
        parent = parent[key]
    key = path[-1]
    match parent[key]:
        case bool() as flag:
            parent[key] = not flag
        case str() as text:
            parent[key] = f"{text}x"
        case int() as number:
            parent[key] = number + 1
        case _:
            del parent[key]
    try:
        assert compare(spec.document, document)
        assert compare(document, spec.document)
    except BrokenReferenceError:
        event("takes away what others refer to")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"type": ["string", "null"]}, {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ({"type": "object", "properties": {"a": {}}}, {"allOf": [{"properties": {"a": {}}}]}),
        ({"enum": ["x", "y"]}, {"enum": ["y", "x"]}),
        ({"required": ["a", "b"]}, {"required": ["b", "a"]}),
        ({"additionalProperties": True}, {}),
    ],
)
def test_another_spelling_breaks_nobody(old: Node, new: Node) -> None:
    """Two ways to write the same schema differ in words alone."""
    for change in compare(api(sent=old, read=old), api(sent=new, read=new)):
        assert change.verdict is Verdict.WORDS


@pytest.mark.parametrize("keyword", ["not", "patternProperties", "prefixItems", "discriminator"])
def test_a_keyword_without_a_rule_breaks(keyword: str) -> None:
    """What the comparison cannot judge counts as breaking, and the keyword is named."""
    (change,) = compare(api(read={}), api(read={keyword: {}}))
    assert change.verdict is Verdict.BREAKING
    assert f"`{keyword}`" in change.says


def test_a_fragment_is_not_sent() -> None:
    """Operations of one address are told apart by name; a fragment of a key changes no request."""
    old = api(read={"type": "string"})
    new = deepcopy(old)
    new["paths"]["/things#v2"] = new["paths"].pop("/things")
    (change,) = compare(old, new)
    assert change.verdict is Verdict.WORDS
    twin = deepcopy(new["paths"]["/things#v2"])
    twin["post"]["operationId"] = "make_anew"
    new["paths"]["/things#v3"] = twin
    assert [str(one) for one in compare(old, new) if one.verdict is not Verdict.WORDS] == [
        "`make_anew` is new (`POST /things`)"
    ]


def test_a_webhook_is_read() -> None:
    """What a webhook brings is judged as an answer is: more than before breaks."""
    old = api()
    old["webhooks"], old["paths"] = old["paths"], {}
    schema = old["webhooks"]["/things"]["post"]["requestBody"]["content"]["application/json"]
    schema["schema"] = {"type": "string"}
    new = deepcopy(old)
    new["webhooks"]["/things"]["post"]["requestBody"]["content"]["application/json"] = {
        "schema": {"type": ["string", "null"]}
    }
    assert breaks(compare(old, new))
    assert not breaks(compare(new, old))


def test_a_schema_may_hold_itself() -> None:
    """Two recursive schemas of different names are compared without end."""
    trees = [api(read={"$ref": f"#/components/schemas/{name}"}) for name in ("Tree", "Node")]
    for tree, name in zip(trees, ("Tree", "Node"), strict=True):
        tree["components"]["schemas"][name] = {
            "type": "object",
            "properties": {
                "children": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
            },
        }
    assert not breaks(compare(*trees))
    trees[1]["components"]["schemas"]["Node"]["properties"]["children"]["minItems"] = 1
    assert breaks(compare(trees[1], trees[0]))
