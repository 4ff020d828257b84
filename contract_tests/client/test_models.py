"""Models: values that survive copying, and that tell nothing about a person in a repr."""

from __future__ import annotations

import copy
import json
import pickle
import re
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings, strategies as st
from rich.pretty import pretty_repr

from brolly import ConfigurationError
from brolly_runtime import File
from client.bodies import Grammar, Json, changed
from client.specs import SPECS, Node, Spec
from client.test_responses import named
from depth import tries
from kasko_api.models import QuoteRequest, ReceiptUpload


def has_files(schema: Node) -> bool:
    """Whether a schema is that of an upload, which is written but never read."""
    members = schema.get("properties", {}).values()
    return any(member.get("items", member).get("format") == "binary" for member in members)


MODELS = [
    pytest.param(spec, {"$ref": f"#/components/schemas/{name}"}, id=f"{spec.name}-{name}")
    for spec in SPECS
    for name, schema in spec.schemas.items()
    if schema["type"] == "object" and "x-map" not in schema and not has_files(schema)
]


def read(spec: Spec, schema: Node, body: Json) -> Any:
    return msgspec.json.decode(json.dumps(body), type=named(spec, schema))


@st.composite
def twins(draw: st.DrawFn, grammar: Grammar, spec: Spec, schema: Node) -> tuple[Json, Json]:
    """Two bodies that differ in nothing but what the members marked `x-sensitive` hold."""
    body = draw(grammar.of(schema))
    return body, changed(spec, schema, body, lambda member, _: draw(grammar.member(member)))


@pytest.mark.parametrize(("spec", "schema"), MODELS)
def test_a_repr_depends_on_no_sensitive_value(spec: Spec, schema: Node) -> None:
    """Whatever sensitive members hold, at any depth, a model looks the same; the rest is shown."""
    differ = False

    @settings(max_examples=tries(6, 100))
    @given(twins(Grammar(spec, tolerant=True), spec, schema))
    def check(bodies: tuple[Json, Json]) -> None:
        nonlocal differ
        differ |= bodies[0] != bodies[1]
        one, other = (read(spec, schema, body) for body in bodies)
        assert repr(one) == repr(other)
        assert f"{one}" == f"{other}"
        assert pretty_repr(one) == pretty_repr(other)
        assert repr(one) == expected(spec.resolve(schema)["properties"], one)

    check()
    assert differ == marked(spec, schema, set())


def expected(properties: Node, model: Any) -> str:
    """Every member that is there, in the spec's order, with a mask where the YAML asks for one."""
    shown = []
    for member in msgspec.structs.fields(model):
        if (value := getattr(model, member.name)) is not msgspec.UNSET:
            masked = "x-sensitive" in properties[member.encode_name]
            shown.append(f"{member.name}={('***' if masked else value)!r}")
    return f"{type(model).__name__}({', '.join(shown)})"


def marked(spec: Spec, node: Any, seen: set[str]) -> bool:
    """Whether a schema holds a sensitive member, at any depth."""
    if isinstance(node, list):
        return any(marked(spec, item, seen) for item in node)
    if not isinstance(node, dict) or node.get("$ref") in seen:
        return False
    if "x-sensitive" in node:
        return True
    if reference := node.get("$ref"):
        return marked(spec, spec.resolve(node), seen | {reference})
    return any(marked(spec, value, seen) for value in node.values())


@pytest.mark.parametrize(("spec", "schema"), MODELS)
def test_a_model_survives_copying(spec: Spec, schema: Node) -> None:
    """A copy, a deep copy, a pickle, and what is read from `to_dict` or `to_json`, are equal to the
    model, with absent and null kept apart."""
    kind = named(spec, schema)

    @settings(max_examples=tries(3, 100))
    @given(Grammar(spec, tolerant=True).of(schema))
    def check(body: Json) -> None:
        model = kind.from_dict(body)
        assert model == read(spec, schema, body)
        assert kind.from_dict(model.to_dict()) == model
        assert kind.from_dict(json.loads(model.to_json())) == model
        for twin in (copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model))):  # noqa: S301
            assert twin == model
            assert twin.to_dict() == model.to_dict()

    check()


PERSON = "Mallory 4711"


@pytest.mark.parametrize(("spec", "schema"), MODELS)
def test_what_does_not_fit_is_named_without_its_value(spec: Spec, schema: Node) -> None:
    """Data of another form raise a ConfigurationError, which holds the place and no value."""
    kind = named(spec, schema)
    odd = st.sampled_from([PERSON, [PERSON], {PERSON: PERSON}, [{PERSON: [PERSON]}], "\ud800"])
    refused = 0

    def members(body: dict[str, Any]) -> st.SearchStrategy[Json]:
        names = st.sampled_from(sorted(spec.resolve(schema)["properties"]))
        return st.builds(lambda name, value: {**body, name: value}, names, odd) | odd

    @settings(max_examples=tries(3, 100))
    @given(Grammar(spec).of(schema).flatmap(members))
    @example(PERSON)
    def check(data: Json) -> None:
        nonlocal refused
        try:
            kind.from_dict(data)
        except ConfigurationError as error:
            refused += 1
            assert re.fullmatch(rf"does not fit {kind.__name__} at \$[^ ]*: .+", str(error))
            assert PERSON not in repr(error)
            assert error.__cause__ is error.__context__ is None

    check()
    assert refused


def test_what_has_no_form_in_json_is_refused() -> None:
    """`to_json` of free data that JSON cannot hold names the model alone."""
    for value in (object(), "\ud800", {1, 2, object()}):
        model = QuoteRequest(
            data={PERSON: value}, item_id="i", subscription_plan_id="s", integration_id="n"
        )
        with pytest.raises(ConfigurationError, match="QuoteRequest: cannot be written") as caught:
            model.to_json()
        assert PERSON not in str(caught.value)
        assert caught.value.__context__ is None


def test_a_file_is_written_and_read_again() -> None:
    """The content of a file goes as base64."""
    upload = ReceiptUpload(receipt=File("a.pdf", b"\0\xff", "application/pdf"))
    assert ReceiptUpload.from_dict(upload.to_dict()) == upload
    assert ReceiptUpload.from_dict(json.loads(upload.to_json())) == upload


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_enums_are_open(spec: Spec) -> None:
    """A known value is found in any letter case; any other text is a value equal to itself."""
    names = [name for name, schema in spec.schemas.items() if "enum" in schema]
    assert names
    for name in names:
        enum: Any = named(spec, {"$ref": f"#/components/schemas/{name}"})
        for member in enum:
            for text in (member.value, member.value.upper(), member.value.title()):
                assert enum(text) is member
        other = enum("A value of tomorrow")
        assert (other, other.name) == ("A value of tomorrow", "UNKNOWN")
