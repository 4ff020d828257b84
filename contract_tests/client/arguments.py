"""Arguments for any generated operation, made from its signature: a new one needs no new code."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from brolly_runtime import File, builders

from .bodies import TEXT, Grammar
from .specs import FORM, FORMS, Node, Operation, Spec

Builder: TypeAlias = Callable[..., Any]
Values: TypeAlias = st.SearchStrategy[Any]

# What a path could be misread over, beside any other text.
_AWKWARD = "/?#%&=+:;@ .~\\\"'<>[]{}|^`,é€😀\t\n\x00\x7f"
_IDS = (
    st.just(_AWKWARD)
    | st.text(st.sampled_from(_AWKWARD) | st.characters(exclude_categories=["Cs"]), min_size=1)
    | st.sampled_from(["...", "a/../b", "%2e%2e", "../../policies", "a?b=c#d", "é" * 300])
).filter(lambda text: text not in (".", ".."))

_TEXTS = {
    "path": _IDS,
    "query": _IDS,
    "header": st.from_regex(r"[!-~]([ -~]{0,20}[!-~])?", fullmatch=True),
}

_OFFSETS = st.timedeltas(timedelta(hours=-24), timedelta(hours=24)).filter(
    lambda offset: abs(offset) < timedelta(hours=24)
)
# A day off both ends of the calendar, as an instant must have a year in UTC too.
_INSTANTS = st.datetimes(
    datetime.min + timedelta(days=1),  # noqa: DTZ901 - the zone is drawn
    datetime.max - timedelta(days=1),  # noqa: DTZ901
    timezones=_OFFSETS.map(timezone) | st.just(UTC),
)


@cache
def hints(builder: Builder) -> dict[str, Any]:
    """The types of a builder's parameters, by their Python names."""
    found = get_type_hints(builder)
    del found["return"]
    return found


def parameters(spec: Spec, operation: Operation) -> Iterator[tuple[str, Any, Node]]:
    """Python name, type and the spec's parameter, for each parameter of a builder."""
    by_letters = {_letters(node["name"]): node for node in operation.parameters}
    for name, hint in hints(builders(spec.package)[operation.id]).items():
        if name != "body":
            yield name, hint, by_letters[_letters(name)]


def arguments(spec: Spec, operation: Operation) -> st.SearchStrategy[dict[str, Any]]:
    """Any arguments that the signature takes, numbers within the bounds that the spec gives."""
    return st.fixed_dictionaries(
        {
            name: _values(hint, {**spec.resolve(node["schema"]), "in": node["in"]})
            for name, hint, node in parameters(spec, operation)
        }
        | ({} if operation.content is None else {"body": bodies_to_send(spec, operation)})
    )


def sample(spec: Spec, operation: Operation) -> dict[str, Any]:
    """One value for each parameter, none left out."""
    given = {
        name: _sample(hint, spec.resolve(node["schema"]))
        for name, hint, node in parameters(spec, operation)
    }
    if operation.content is not None:
        kind, _ = operation.content
        shown = operation.node["requestBody"]["content"][kind]["examples"].values()
        example = next(iter(shown))["value"]
        given["body"] = sent_body(spec, operation, example)
    return {name: given[name] for name in hints(builders(spec.package)[operation.id])}


def bodies_to_send(spec: Spec, operation: Operation) -> Values:
    """Any body that the spec lets a caller send, as the builder takes it."""
    assert operation.content is not None
    kind, schema = operation.content
    grammar = _Form(spec) if kind == FORM else Grammar(spec)
    return grammar.of(schema).map(lambda body: sent_body(spec, operation, body))


# Readers disagree on whether a backslash escapes; browsers send it as it is.
UNESCAPED = TEXT.filter(lambda name: "\\" not in name)


class _Form(Grammar):
    """Forms: texts, and files in place of binary strings."""

    names = UNESCAPED

    def member(self, schema: Node) -> Values:
        if (inner := schema.get("items", schema)).get("format") != "binary":
            return super().member(schema)
        kinds_ = [kind.replace("*", "mp4") for kind in inner_kinds(schema)]
        files = st.fixed_dictionaries(
            {
                "name": UNESCAPED | st.just('a"; name="b'),
                "content": st.binary(max_size=50) | st.just(b"\r\n--x--\r\n"),
                "media_type": st.sampled_from(kinds_),
            }
        )
        return files if inner is schema else st.lists(files, min_size=1, max_size=3)


def inner_kinds(schema: Node) -> list[str]:
    """The media types that a file member takes."""
    kinds_: list[str] = schema.get("x-media-types", ["text/*"])
    return kinds_


def sent_body(spec: Spec, operation: Operation, body: Any) -> Any:
    """A model or a map out of plain data; what an example gives for a file is its content."""
    builder = builders(spec.package)[operation.id]
    if operation.content and operation.content[0] == FORM:
        members = spec.resolve(operation.content[1]).get("properties", {})
        body = {name: _files(members.get(name, {}), value) for name, value in body.items()}
    kind = hints(builder)["body"]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        if operation.content and operation.content[0] in FORMS:
            names = {field.encode_name: field.name for field in msgspec.structs.fields(kind)}
            return kind(**{names[name]: value for name, value in body.items()})
        return msgspec.convert(body, kind)
    return body


def _files(member: Node, value: Any) -> Any:
    inner = member.get("items", member)
    if inner.get("format") != "binary":
        return value
    if isinstance(value, list):
        return [_files({**inner, **_limits(member)}, item) for item in value]
    if isinstance(value, str):
        kind = inner_kinds(member)[0].replace("*", "png")
        value = {"name": "sample.bin", "content": value.encode(), "media_type": kind}
    return File(**value)


def _limits(member: Node) -> Node:
    return {key: value for key, value in member.items() if key.startswith("x-")}


def kinds(hint: Any) -> tuple[Any, ...]:
    """The members of a union; of any other type the type itself."""
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def integer_bounds(schema: Node) -> tuple[int | None, int | None]:
    """The smallest and the greatest integer that a parameter may be."""
    arms = schema.get("anyOf", [schema])
    # Of a point in time, more would be milliseconds, which the client refuses.
    last = 10**11 - 1 if any(arm.get("format") == "date-time" for arm in arms) else None
    for arm in arms:
        if arm.get("type") == "integer":
            return arm.get("minimum"), arm.get("maximum", last)
    return None, None


def _values(hint: Any, schema: Node) -> Values:
    return st.one_of([_of_kind(kind, schema) for kind in kinds(hint)])


def _of_kind(kind: Any, schema: Node) -> Values:
    simple: dict[Any, Values] = {
        types.NoneType: st.none() | st.just(msgspec.UNSET),
        bool: st.booleans(),
        int: st.integers(*integer_bounds(schema)),
        str: _text(schema),
        datetime: _INSTANTS,
    }
    if kind in simple:
        return simple[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if get_origin(kind) is Sequence:
        texts = st.text(max_size=9)
        objects = st.dictionaries(texts, st.none() | st.integers() | texts, max_size=3)
        return st.lists(texts if get_args(kind) == (str,) else objects, max_size=3)
    raise NotImplementedError(f"no values for {kind}: teach contract_tests/client/arguments.py")


def _text(schema: Node) -> Values:
    if pattern := schema.get("pattern"):
        return st.from_regex(pattern, fullmatch=True)
    return _TEXTS[schema["in"]]


def _sample(hint: Any, schema: Node) -> Any:
    kind = next(kind for kind in kinds(hint) if kind is not types.NoneType)
    if kind is int:
        return (integer_bounds(schema)[0] or 0) + 7
    if kind is datetime:
        return datetime(2015, 10, 14, 12, 52, 46, tzinfo=UTC)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if get_origin(kind) is Sequence:
        return json.loads(schema["example"])
    return kind(schema["example"] if "pattern" in schema else "1")


def _letters(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()
