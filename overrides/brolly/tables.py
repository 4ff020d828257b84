"""Records as Arrow tables: typed by the generated models, without what must not be stored. No I/O.

    from brolly.tables import Columns
    from kasko_api.models.policy import Policy

    columns = Columns(Policy)                       # personal members are left out
    table = columns.table(kasko.iter_policies())    # pyarrow.Table

Needs the extra `brolly[arrow]`.
"""

# pyarrow brings no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownParameterType=false, reportUnknownArgumentType=false

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal, TypeAlias, cast, get_origin

import msgspec
import pyarrow as pa
from msgspec import inspect
from pyarrow import compute

from .errors import ConfigurationError

Personal: TypeAlias = Literal["drop", "hash", "keep"]
"""What becomes of personal members, and of those that no document knows: they may be personal."""

EXTRA = "extra"
"""The column of members that the model does not know: a JSON object, or null."""

LEAST_SALT = 16
"""A shorter salt can be guessed, and with it each e-mail address behind its digest."""

_TIMESTAMP = pa.timestamp("us", tz="UTC")
# How to get at a record, and not what it is.
_LEFT_OUT = frozenset({"_links"})
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NO_TEXT = "\0"
_REPLACEMENT = "\ufffd"

Plain: TypeAlias = Any
"""JSON as Python's own types."""
_Shown: TypeAlias = Callable[[Plain], Plain]


class Columns:
    """Makes tables of the records of one generated model.

    Times are timestamps in UTC, amounts integers in the provider's units, numbers of which a member
    makes text are text, and what is nested is JSON text. A member that a record lacks is null, an
    empty text stays one. Members that grant access, such as signed URLs, are never taken, and a URL
    anywhere in free data becomes null. A NUL in a text, which databases refuse, becomes U+FFFD.

    Args:
        model: A generated model such as `kasko_api.models.policy.Policy`, or an open map such as
            `insurehero_api.models.claim_event.ClaimEvent`, of which only `id` is known.
        personal: `"drop"` leaves personal members out, `"hash"` puts the hex digits of their
            HMAC-SHA-256 in their place, so that they can be compared and not read, `"keep"`
            takes them. Of members that the model does not know, `extra` names the type, the digest
            or the value.
        salt: The key of these digests, at least 16 characters; for `"hash"` alone.

    Attributes:
        schema: The `pyarrow.Schema` of the tables.
        json: Names of the columns that hold JSON text.

    Raises:
        ConfigurationError: An argument cannot be right.
    """

    def __init__(
        self, model: Any, *, personal: Personal = "drop", salt: str | bytes | None = None
    ) -> None:
        if personal not in ("drop", "hash", "keep"):
            raise ConfigurationError('personal must be "drop", "hash" or "keep"')
        key = salt.encode() if isinstance(salt, str) else salt or b""
        del salt
        if personal == "hash" and len(key) < LEAST_SALT:
            raise ConfigurationError(
                f'personal="hash" needs a salt of at least {LEAST_SALT} characters, always the same'
            )
        self._policy = _Policy(personal, key)
        self._is_map = get_origin(model) is dict
        self._members = [] if self._is_map else self._columns(model)
        self._shape = None if self._is_map else _shape(model)
        fields = [pa.field("id", pa.string())] if self._is_map else []
        fields += [pa.field(member.name, member.type) for member in self._members]
        self.schema = pa.schema([*fields, pa.field(EXTRA, pa.string())])
        self.json = (*(member.name for member in self._members if member.nested), EXTRA)

    def table(
        self,
        records: Iterable[Any],
        sent: Sequence[Mapping[str, Plain] | None] | None = None,
    ) -> pa.Table:
        """The records as one table, in their order.

        Args:
            records: Of the model.
            sent: What came for each record, as plain data, for the column `extra`; None where that
                is not known.

        Raises:
            pyarrow.ArrowInvalid, OverflowError: A value fits no column, such as an integer of more
                than 64 bits.
        """
        rows = list(records)
        arrays: list[Any] = []
        extras = [None] * len(rows) if sent is None else list(map(self._extra, sent))
        if self._is_map:
            arrays.append(pa.array([_text(row.get("id")) for row in rows], pa.string()))
            extras = list(map(self._extra, rows))
        arrays += (self._array(member, rows) for member in self._members)
        arrays.append(_array_of_text(extras))
        return pa.Table.from_arrays(arrays, schema=self.schema)

    def allowed(self, data: Plain) -> Plain:
        """What of a record as it was sent may be kept: for those that do not fit the model.

        Unknown members and members of an unknown form count as personal.
        """
        if self._shape is None or not isinstance(data, dict):
            return self._policy.unknown(data)
        return self._policy.shown(self._shape)(data)

    def has_unknown(self, sent: Mapping[str, Plain]) -> bool:
        """Whether a record as it was sent has members, at any depth, that the model lacks."""
        return self._shape is not None and _has_unknown(sent, self._shape)

    def _columns(self, model: type[msgspec.Struct]) -> list[_Member]:
        info = cast("inspect.StructType", inspect.type_info(model))
        sensitive: frozenset[str] = getattr(model, "_sensitive_", frozenset())
        secret: frozenset[str] = getattr(model, "_secret_", frozenset())
        return [
            _Member.of(field, digested=field.name in sensitive and self._policy.personal == "hash")
            for field in info.fields
            if field.encode_name not in _LEFT_OUT
            and field.name not in secret
            and not (field.name in sensitive and self._policy.personal == "drop")
        ]

    def _array(self, member: _Member, rows: list[Any]) -> pa.Array:
        unset = msgspec.UNSET
        values = [None if v is unset else v for v in map(attrgetter(member.attribute), rows)]
        if member.digested:
            digest = self._policy.digest
            values = [None if v is None else digest(msgspec.to_builtins(v)) for v in values]
        elif member.nested:
            shown = self._policy.of(member.info)
            values = [None if v is None else as_json(shown(msgspec.to_builtins(v))) for v in values]
        elif member.enumerated:
            # As plain text: a column of an enum's members takes three times as long.
            values = [None if v is None else v.value for v in values]
        return _array_of_text(values) if member.textual else pa.array(values, member.type)

    def _extra(self, sent: Mapping[str, Plain] | None) -> str | None:
        if sent is None:
            return None
        if self._shape is None:
            found = {name: value for name, value in sent.items() if name != "id"}
        else:
            found = dict(_unknown(sent, self._shape, ""))
        return (
            as_json({name: self._policy.unknown(value) for name, value in found.items()})
            if found
            else None
        )


def schema(model: Any, *, personal: Personal = "drop") -> pa.Schema:
    """The Arrow schema of a model's tables; see `Columns`."""
    return Columns(model, personal=personal, salt="-" * LEAST_SALT).schema


def as_json(value: Plain) -> str:
    """Plain data as JSON text, in one line."""
    try:
        return msgspec.json.encode(value).decode()
    except OverflowError:
        # Integers of more than 64 bits.
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Member:
    """One column: the member it is made from, and how."""

    name: str
    attribute: str
    type: pa.DataType
    info: inspect.Type
    nested: bool
    digested: bool
    enumerated: bool
    textual: bool

    @classmethod
    def of(cls, field: inspect.Field, *, digested: bool) -> _Member:
        kind = pa.string() if digested else _kind(field.type)
        return cls(
            field.encode_name,
            field.name,
            kind or pa.string(),
            field.type,
            nested=kind is None,
            digested=digested,
            enumerated=any(isinstance(one, inspect.EnumType) for one in _arms(field.type)),
            textual=kind is None or kind == pa.string(),
        )


@dataclass(frozen=True, slots=True)
class _Policy:
    """What may be kept of a value, by what the model says of it."""

    personal: Personal
    key: bytes

    def digest(self, value: Plain) -> str:
        text = value if isinstance(value, str) else as_json(value)
        return hmac.digest(self.key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()

    def unknown(self, value: Plain) -> Plain:
        """What is kept of a value that no document knows."""
        if value is None:
            return None
        if self.personal == "keep":
            return _free(value)
        return self.digest(value) if self.personal == "hash" else _type_name(value)

    def of(self, info: inspect.Type) -> _Shown:
        """What is kept of a value of a type."""
        for one in _arms(info):
            if isinstance(one, inspect.StructType):
                return self.shown(_shape(one.cls))
            if isinstance(one, inspect.ListType):
                return self._each(self.of(one.item_type))
        return _free

    def shown(self, shape: _Shape) -> _Shown:
        """What is kept of an object of a model."""
        steps: dict[str, _Shown] = {}
        for name, (info, sensitive) in shape.members.items():
            if not sensitive:
                steps[name] = self._scalar if _kind(info) else self.of(info)
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
            return value.replace(_NO_TEXT, _REPLACEMENT) if _NO_TEXT in value else value
        return self.unknown(value) if isinstance(value, dict | list) else value

    def _each(self, step: _Shown) -> _Shown:
        def each(data: Plain) -> Plain:
            return list(map(step, data)) if isinstance(data, list) else self.unknown(data)

        return each


@dataclass(frozen=True, slots=True)
class _Shape:
    """A model's members that may be kept by their wire names: their type, and whether they are
    personal; and the names of all that it knows."""

    members: Mapping[str, tuple[inspect.Type, bool]]
    known: frozenset[str]
    deep: Mapping[str, _Shape]
    """Of those that hold one or more objects of another model: its shape."""


@cache
def _shape(model: type[msgspec.Struct]) -> _Shape:
    info = cast("inspect.StructType", inspect.type_info(model))
    sensitive: frozenset[str] = getattr(model, "_sensitive_", frozenset())
    secret: frozenset[str] = getattr(model, "_secret_", frozenset())
    return _Shape(
        {
            field.encode_name: (field.type, field.name in sensitive)
            for field in info.fields
            if field.name not in secret and field.encode_name not in _LEFT_OUT
        },
        frozenset(field.encode_name for field in info.fields),
        {
            field.encode_name: _shape(inner)
            for field in info.fields
            if field.encode_name not in _LEFT_OUT and (inner := _model_in(field.type))
        },
    )


def _model_in(info: inspect.Type) -> type[msgspec.Struct] | None:
    """The model of an object, or of the objects of a list."""
    for one in _arms(info):
        if isinstance(one, inspect.StructType):
            return one.cls
        if isinstance(one, inspect.ListType):
            return _model_in(one.item_type)
    return None


def _has_unknown(data: Mapping[str, Plain], shape: _Shape) -> bool:
    if not data.keys() <= shape.known:
        return True
    for name, deeper in shape.deep.items():
        value = data.get(name)
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, dict) and _has_unknown(one, deeper):
                return True
    return False


def _unknown(data: Mapping[str, Plain], shape: _Shape, path: str) -> Iterable[tuple[str, Plain]]:
    """What a model does not know, at any depth, by its path such as `assets[0].size`."""
    for name, value in data.items():
        place = f"{path}.{name}" if path else name
        if name not in shape.known:
            yield place, value
        elif (deeper := shape.deep.get(name)) and isinstance(value, dict):
            yield from _unknown(value, deeper, place)
        elif deeper and isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, dict):
                    yield from _unknown(one, deeper, f"{place}[{index}]")


def _arms(info: inspect.Type) -> tuple[inspect.Type, ...]:
    """The types that a member may have, apart from none at all."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    if not isinstance(info, inspect.UnionType):
        return (info,)
    return tuple(
        inner
        for one in info.types
        for inner in _arms(one)
        if not isinstance(inner, inspect.NoneType)
    )


def _kind(info: inspect.Type) -> pa.DataType | None:
    """The type of a column, or None for what is nested."""
    arms = _arms(info)
    for types, kind in _KINDS:
        if arms and all(isinstance(one, types) for one in arms):
            return kind
    return None


_KINDS: Sequence[tuple[tuple[type[inspect.Type], ...], pa.DataType]] = (
    ((inspect.BoolType,), pa.bool_()),
    ((inspect.DateTimeType,), _TIMESTAMP),
    ((inspect.DateType,), pa.date32()),
    ((inspect.IntType,), pa.int64()),
    ((inspect.IntType, inspect.FloatType), pa.float64()),
    # A number that a model makes text.
    ((inspect.StrType, inspect.EnumType, inspect.IntType), pa.string()),
)


def _free(value: Plain) -> Plain:
    """Plain data of any form, without URLs: they may work without a key."""
    if isinstance(value, str):
        return None if _URL.search(value) else value.replace(_NO_TEXT, _REPLACEMENT)
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


def _text(value: Plain) -> str | None:
    return value if value is None or isinstance(value, str) else as_json(value)


def _array_of_text(values: Sequence[str | None]) -> pa.Array:
    return compute.replace_substring(  # pyright: ignore[reportAttributeAccessIssue] - made at run time
        pa.array(values, pa.string()), _NO_TEXT, _REPLACEMENT
    )
