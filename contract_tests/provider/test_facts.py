"""What reports quote is what the specifications say, at the place that a finding is about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, strategies as st
from schemathesis.checks import CHECKS

from brolly_contract import hooks
from brolly_contract.facts import Facts, facts
from brolly_contract.operations import bare
from brolly_contract.promises import (
    DERIVED,
    PROMISES,
    STANDS_ON,
    Aspect,
    broken_facts,
    promise,
    stands_on,
)
from brolly_contract.target import APIS, Api
from brolly_mock.spec import documented_as
from client.specs import FOLDER, Node, Operation, Spec, each_operation

APIS_BY_NAME: dict[str, Api] = {api: api for api in APIS}
OURS = sorted(
    name
    for name in CHECKS.get_all_names()
    if CHECKS.get_one(name).__module__ in {module.__name__ for module in hooks.CHECKS}
)
DEEPEST = 6

SMALL = """
openapi: 3.1.0
x-status: documented
x-source: [first#a]
security:
  - key: []
paths:
  /things#v2:
    parameters:
      - name: tenant
        in: header
        description: Whose things.
    post:
      operationId: make_thing
      summary: Make a thing.
      x-source: [second#b]
      requestBody:
        description: The thing to make.
      responses:
        2XX:
          description: Made.
          x-status: inferred
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Thing'
        default:
          description: |
            ### Heading
            Something else, with `code`.

            More words.
components:
  securitySchemes:
    key:
      description: The key.
  schemas:
    Thing:
      description: A thing.
      properties:
        summary:
          description: A member that has the name of a keyword.
        parts:
          items:
            anyOf:
              - $ref: '#/components/schemas/Thing'
              - type: 'null'
"""


@pytest.fixture(scope="module")
def small() -> Facts:
    documents = {
        name: {"title": f"The {name} document", "address": f"https://{name}.example.com/page"}
        for name in ("first", "second")
    }
    return Facts(SMALL, "small.yaml", documents)


@pytest.mark.parametrize("check", OURS)
def test_every_check_of_ours_names_what_it_stands_on(check: str) -> None:
    """A check says in its docstring what it demands, and a specification says why it may."""
    assert promise(check) != check, f"{check} has no docstring"
    assert (check in STANDS_ON) != (check in DERIVED), (
        f"name the statement behind {check}: STANDS_ON or DERIVED in promises.py"
    )
    for api in STANDS_ON.get(check, {}):
        for fact in stands_on(api, check):
            assert fact.text
            assert fact.sources


def test_no_promise_is_of_a_check_that_is_none() -> None:
    """The tables of promises hold no check that does not exist."""
    assert STANDS_ON.keys() | DERIVED | PROMISES.keys() <= set(CHECKS.get_all_names())


@each_operation
def test_every_finding_has_a_source(spec: Spec, operation: Operation) -> None:
    """Whatever is found at whatever operation, the report names a document behind it."""
    api = APIS_BY_NAME[spec.name]
    for check, status in product(PROMISES.keys() | DERIVED, (200, 404, 500)):
        found = broken_facts(api, operation.id, check, status, Aspect())
        assert found, (check, status)
        assert all(fact.text and fact.sources for fact in found), (check, status)


@each_operation
def test_every_operation_has_its_line(spec: Spec, operation: Operation) -> None:
    """An annotation at an operation's line points at its method, and names no fragment."""
    found = facts(APIS_BY_NAME[spec.name]).operations[operation.id]
    lines = (FOLDER / f"{spec.name}.yaml").read_text("utf-8").splitlines()
    assert lines[found.line - 1].strip() == f"{operation.method.lower()}:"
    assert "#" not in found.request


@each_operation
def test_every_member_of_an_answer_is_found(spec: Spec, operation: Operation) -> None:
    """A finding about a member quotes the text that the specification has for that member."""
    said = facts(APIS_BY_NAME[spec.name])
    for key, response in operation.responses.items():
        for media in response.get("content", {}).values():
            texts: dict[tuple[str | int, ...], set[str]] = {}
            for path, member in _described(spec, spec.resolve(media["schema"]), ()):
                if "description" in member:
                    texts.setdefault(path, set()).add(" ".join(member["description"].split()))
            status = int(key) if key.isdigit() else 599
            for path, alternatives in texts.items():
                fact = said.at(said.member(operation.id, status, path))
                assert fact is not None
                # Two kinds of body may have a member of the same name.
                assert fact.text in alternatives or len(operation.responses[key]["content"]) > 1


@pytest.mark.parametrize(
    ("pointer", "text", "standing", "source"),
    [
        (("paths", "/things#v2", "post"), "Make a thing.", "documented", "second"),
        (("paths", "/things#v2", "post", "responses", "2XX"), "Made.", "inferred", "second"),
        (
            ("components", "schemas", "Thing", "properties", "parts"),
            "A thing.",
            "documented",
            "first",
        ),
    ],
)
def test_what_a_place_leaves_out_comes_from_above(
    pointer: tuple[str, ...], text: str, standing: str, source: str, small: Facts
) -> None:
    """Text, standing and source are those of the nearest node above that has one."""
    fact = small.at(pointer)
    assert fact is not None
    assert (fact.text, fact.standing) == (text, standing)
    (found,) = fact.sources
    section = {"first": "a", "second": "b"}[source]
    assert found.reference == f"{source}#{section}"
    assert found.title == f"The {source} document"
    assert found.address == f"https://{source}.example.com/page#{section}"
    assert SMALL.splitlines()[fact.line - 1].strip().rstrip(":") in pointer


def test_a_place_that_says_nothing_gives_nothing(small: Facts) -> None:
    """Where nothing up to the root has a text there is no fact, rather than an empty one."""
    assert small.at(("security",)) is None


def test_places_of_an_operation(small: Facts) -> None:
    """Members, headers, parameters, bodies and credentials are found where they are described."""
    thing = ("components", "schemas", "Thing")
    assert small.member("make_thing", 201, ()) == thing
    summary = (*thing, "properties", "summary")
    assert small.member("make_thing", 201, ("parts", 3, "parts", 0, "summary")) == summary
    items = (*thing, "properties", "parts", "items")
    assert small.member("make_thing", 201, ("parts", 3, "unknown")) == items
    post = ("paths", "/things#v2", "post")
    assert small.response("make_thing", 404) == (*post, "responses", "default")
    assert small.response("make_thing", None) == post
    assert small.header("make_thing", 201, "X-Missing") == (*post, "responses", "2XX")
    tenant = ("paths", "/things#v2", "parameters", "0")
    assert small.parameter("make_thing", "header", "tenant") == tenant
    assert small.parameter("make_thing", "body", "") == (*post, "requestBody")
    assert small.parameter("make_thing", "query", "unknown") == post
    assert small.credential("make_thing") == ("components", "securitySchemes", "key")
    assert small.operations["make_thing"].request == "POST /things"


def test_one_paragraph_can_be_meant(small: Facts) -> None:
    """Words pick their paragraph, without the heading above it; other words are an error."""
    place = "make_thing/responses/default/description"
    assert small.find(f"{place}#Something").text == "Something else, with `code`."
    assert small.find(f"{place}#More").text == "More words."
    with pytest.raises(LookupError, match="no paragraph"):
        small.find(f"{place}#never written")
    with pytest.raises(LookupError):
        small.find("components/schemas/Nothing")
    with pytest.raises(LookupError, match="says nothing"):
        small.find("security")


@given(
    status=st.integers(100, 599),
    keys=st.lists(st.sampled_from(["200", "404", "2XX", "4xx", "5XX", "default"]), unique=True),
)
def test_the_closest_key_stands_for_a_status(status: int, keys: list[str]) -> None:
    """A status is documented by itself, else by its hundred, else by default, else not at all."""
    found = documented_as(status, keys)
    hundred = next((key for key in keys if key.lower() == f"{status // 100}xx"), None)
    expected = str(status) if str(status) in keys else hundred
    assert found == (expected or ("default" if "default" in keys else None))


@given(path=st.text(st.characters(exclude_characters="#")), fragment=st.text())
def test_a_fragment_is_never_shown(path: str, fragment: str) -> None:
    """What tells operations of one path apart is not part of a request."""
    assert bare(f"{path}#{fragment}") == path


def _described(
    spec: Spec, schema: Node, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    """The members that a schema describes, with the way to each of them."""
    if len(path) > DEEPEST:
        return
    for name, member in schema.get("properties", {}).items():
        yield (*path, name), member
        yield from _described(spec, spec.resolve(member), (*path, name))
    if isinstance(schema.get("items"), dict):
        yield from _described(spec, spec.resolve(schema["items"]), (*path, 0))
    for combination in ("anyOf", "oneOf", "allOf"):
        for branch in schema.get(combination, []):
            yield from _described(spec, spec.resolve(branch), path)
