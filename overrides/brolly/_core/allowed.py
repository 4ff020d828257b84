"""Decides which members of a record may be stored, from its model. No I/O.

Members that grant access are never stored. The caller decides about personal members. Members that
the documents do not mention count as personal.
"""

# Plain data are of any type.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, cast

import msgspec
from msgspec import inspect

Personal: TypeAlias = Literal["drop", "hash", "keep"]
"""What to do with personal members, and with undocumented ones, which may be personal."""

Plain: TypeAlias = Any
"""JSON as Python's own types."""
Shown: TypeAlias = Callable[[Plain], Plain]

NO_TEXT = "\0"
REPLACEMENT = "\ufffd"
"""Replaces NUL, which databases refuse."""

# Says how to reach a record; it is not data of the record.
LEFT_OUT = frozenset({"_links"})
_SCALARS = (
    inspect.BoolType,
    inspect.DateTimeType,
    inspect.DateType,
    inspect.EnumType,
    inspect.FloatType,
    inspect.IntType,
    inspect.StrType,
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# The backslash before it must not be escaped itself.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
Kind: TypeAlias = Literal["bool", "time", "date", "int", "float", "text"]
_KINDS: Sequence[tuple[tuple[type[inspect.Type], ...], Kind]] = (
    ((inspect.BoolType,), "bool"),
    ((inspect.DateTimeType,), "time"),
    ((inspect.DateType,), "date"),
    ((inspect.IntType,), "int"),
    ((inspect.IntType, inspect.FloatType), "float"),
    # The model reads a number as text.
    ((inspect.StrType, inspect.EnumType, inspect.IntType), "text"),
)
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def as_json(value: Plain) -> str:
    """Plain data as one line of JSON that databases accept: U+FFFD replaces a lone surrogate and
    NUL, null replaces NaN."""
    try:
        text = msgspec.json.encode(value).decode()
    except (OverflowError, UnicodeEncodeError):
        text = json.dumps(value, default=str, ensure_ascii=False)
        shown = json.loads(_SURROGATE.sub(REPLACEMENT, text), parse_constant=lambda _: None)
        text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    return _NUL.sub(rf"\1{REPLACEMENT}", text) if "\\u0000" in text else text


@dataclass(frozen=True, slots=True)
class Allowed:
    """Keeps the parts of a value that its model allows."""

    personal: Personal
    key: bytes

    def digest(self, value: Plain) -> str:
        text = value if isinstance(value, str) else as_json(value)
        return hmac.digest(self.key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()

    def unknown(self, value: Plain) -> Plain:
        """The part of an undocumented value that is kept."""
        if value is None:
            return None
        if self.personal == "keep":
            return _free(value)
        return self.digest(value) if self.personal == "hash" else _type_name(value)

    def of(self, info: inspect.Type) -> Shown:
        """The function that keeps the allowed part of a value of a type."""
        for one in arms(info):
            if isinstance(one, inspect.StructType):
                return self.shown(shape_of(one.cls))
            if isinstance(one, inspect.ListType):
                return self._each(self.of(one.item_type))
        return _free

    def shown(self, shape: Shape) -> Shown:
        """The function that keeps the allowed members of a model's object."""
        steps: dict[str, Shown] = {}
        for name, (info, sensitive) in shape.members.items():
            if not sensitive:
                steps[name] = self._scalar if _is_scalar(info) else self.of(info)
            elif self.personal != "drop":
                steps[name] = self.digest_or_none if self.personal == "hash" else self.of(info)

        def show(data: Plain) -> Plain:
            if not isinstance(data, dict):
                return self.unknown(data)
            members = cast("dict[str, Plain]", data)
            return {name: step(members[name]) for name, step in steps.items() if name in members}

        return show

    def digest_or_none(self, value: Plain) -> Plain:
        return None if value is None else self.digest(value)

    def _scalar(self, value: Plain) -> Plain:
        if isinstance(value, str):
            return value.replace(NO_TEXT, REPLACEMENT) if NO_TEXT in value else value
        return self.unknown(value) if isinstance(value, dict | list) else value

    def _each(self, step: Shown) -> Shown:
        def each(data: Plain) -> Plain:
            return list(map(step, data)) if isinstance(data, list) else self.unknown(data)

        return each


@dataclass(frozen=True, slots=True)
class Shape:
    """The members of a model that may be kept, by wire name, with their type and whether they are
    personal; and the names of all its members."""

    members: Mapping[str, tuple[inspect.Type, bool]]
    known: frozenset[str]
    deep: Mapping[str, Shape]
    """The shape of each member that holds one or more objects of another model."""


@cache
def shape_of(model: type[msgspec.Struct]) -> Shape:
    info = cast("inspect.StructType", inspect.type_info(model))
    sensitive: frozenset[str] = getattr(model, "_sensitive_", frozenset())
    secret: frozenset[str] = getattr(model, "_secret_", frozenset())
    return Shape(
        {
            field.encode_name: (field.type, field.name in sensitive)
            for field in info.fields
            if field.name not in secret and field.encode_name not in LEFT_OUT
        },
        frozenset(field.encode_name for field in info.fields),
        {
            field.encode_name: shape_of(inner)
            for field in info.fields
            if field.encode_name not in LEFT_OUT and (inner := _model_in(field.type))
        },
    )


def _model_in(info: inspect.Type) -> type[msgspec.Struct] | None:
    """The model of an object, or of the objects of a list."""
    for one in arms(info):
        if isinstance(one, inspect.StructType):
            return one.cls
        if isinstance(one, inspect.ListType):
            return _model_in(one.item_type)
    return None


def unknown(data: Mapping[str, Plain], shape: Shape, path: str) -> Iterable[tuple[str, Plain]]:
    """Members that a model does not have, at any depth, with paths such as `assets[0].size`."""
    for name, value in data.items():
        place = f"{path}.{name}" if path else name
        if name not in shape.known:
            yield place, value
        elif (deeper := shape.deep.get(name)) and isinstance(value, dict):
            yield from unknown(value, deeper, place)
        elif deeper and isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, dict):
                    yield from unknown(one, deeper, f"{place}[{index}]")


def _is_scalar(info: inspect.Type) -> bool:
    return all(isinstance(one, _SCALARS) for one in arms(info))


def arms(info: inspect.Type) -> tuple[inspect.Type, ...]:
    """The types that a member may have, without null and UNSET."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    if not isinstance(info, inspect.UnionType):
        return (info,)
    return tuple(
        inner
        for one in info.types
        for inner in arms(one)
        if not isinstance(inner, inspect.NoneType)
    )


def kind_of(info: inspect.Type) -> Kind | None:
    """The column type of a member's values, or None if they are nested."""
    kinds = arms(info)
    for types, kind in _KINDS:
        if kinds and all(isinstance(one, types) for one in kinds):
            return kind
    return None


def _free(value: Plain) -> Plain:
    """Any plain data, without URLs, as these may work without a key."""
    if isinstance(value, str):
        return None if _URL.search(value) else value.replace(NO_TEXT, REPLACEMENT)
    if isinstance(value, dict):
        members = cast("dict[str, Plain]", value)
        return {_free(name) or "": _free(one) for name, one in members.items()}
    if isinstance(value, list):
        return list(map(_free, value))
    return value


def _type_name(value: Plain) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, dict | list):
        return "object" if isinstance(value, dict) else "array"
    return "string"
