"""Arrow tables of records, without data that must not be stored. No I/O.

    from brolly.tables import Columns
    from kasko_api.models.policy import Policy

    columns = Columns(Policy)                       # personal members are left out
    table = columns.table(kasko.iter_policies())    # pyarrow.Table

Needs the extra `brolly[arrow]`.
"""

# pyarrow has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownParameterType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, cast, get_origin

import msgspec
from msgspec import inspect

try:
    import pyarrow as pa
    from pyarrow import compute
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(
        "brolly.tables needs more packages: pip install 'brolly[arrow]'", name=missing.name
    ) from None

from ._core.allowed import (
    LEFT_OUT,
    NO_TEXT,
    REPLACEMENT,
    Allowed,
    Kind,
    Personal,
    Plain,
    arms,
    as_json,
    kind_of,
    shape_of,
    unknown,
)
from ._core.whole import lacking
from .errors import ConfigurationError

__all__ = ["EXTRA", "LEAST_SALT", "Columns", "Personal", "schema"]

EXTRA = "extra"
"""The column of unknown members: a JSON object, or null."""

LEAST_SALT = 16
"""A shorter salt could be guessed, and then the e-mail addresses behind the digests."""

_TYPES: Mapping[Kind, pa.DataType] = {
    "bool": pa.bool_(),
    "time": pa.timestamp("us", tz="UTC"),
    "date": pa.date32(),
    "int": pa.int64(),
    "float": pa.float64(),
    "text": pa.string(),
}


class Columns:
    """Makes Arrow tables of the records of one generated model.

    Times are timestamps in UTC, amounts are integers in the provider's units, and nested values are
    JSON text. A number is text if its member is text in the model. A missing member is null; empty
    text stays empty text. Members that grant access, such as signed URLs, are left out. A URL in
    free data becomes null. NUL in a text, which databases refuse, becomes U+FFFD.

    Args:
        model: A generated model such as `kasko_api.models.policy.Policy`, or an open map such as
            `insurehero_api.models.claim_event.ClaimEvent`, of which only `id` is known.
        personal: `"drop"` leaves personal members out. `"hash"` replaces them by the hex digits of
            their HMAC-SHA-256, which can be compared but not read. `"keep"` keeps them. For
            unknown members, `extra` has the type, the digest or the value.
        salt: The key of these digests, at least 16 characters; for `"hash"` only.

    Attributes:
        schema: The `pyarrow.Schema` of the tables.
        json: Names of the columns that hold JSON text.

    Raises:
        ConfigurationError: An argument is invalid.
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
                f'personal="hash" needs a salt of at least {LEAST_SALT} characters; use the same '
                "one every time"
            )
        self._policy = Allowed(personal, key)
        self._is_map = get_origin(model) is dict
        self._members = [] if self._is_map else self._columns(model)
        self._shape = None if self._is_map else shape_of(model)
        fields = [pa.field("id", pa.string())] if self._is_map else []
        fields += [pa.field(member.name, member.type) for member in self._members]
        self.schema = pa.schema([*fields, pa.field(EXTRA, pa.string())])
        self.json = (*(member.name for member in self._members if member.nested), EXTRA)

    def table(self, records: Iterable[Any]) -> pa.Table:
        """The records as one table, in their order.

        Args:
            records: Records of the model. The column `extra` is filled if they come from a client
                with `whole_records=True`.

        Raises:
            pyarrow.ArrowInvalid, OverflowError: A value does not fit its column, such as an integer
                of more than 64 bits.
        """
        rows = list(records)
        arrays: list[Any] = []
        if self._is_map:
            arrays.append(pa.array([_text(row.get("id")) for row in rows], pa.string()))
        extras = list(map(self._extra, rows if self._is_map else map(lacking, rows)))
        arrays += (self._array(member, rows) for member in self._members)
        arrays.append(_array_of_text(extras))
        return pa.Table.from_arrays(arrays, schema=self.schema)

    def allowed(self, data: Plain) -> Plain:
        """The part of an original record that may be stored, for records that do not fit the model.

        Unknown members and members of the wrong type count as personal.
        """
        if self._shape is None or not isinstance(data, dict):
            return self._policy.unknown(data)
        return self._policy.shown(self._shape)(data)

    def _columns(self, model: type[msgspec.Struct]) -> list[_Member]:
        info = cast("inspect.StructType", inspect.type_info(model))
        sensitive: frozenset[str] = getattr(model, "_sensitive_", frozenset())
        secret: frozenset[str] = getattr(model, "_secret_", frozenset())
        return [
            _Member.of(field, digested=field.name in sensitive and self._policy.personal == "hash")
            for field in info.fields
            if field.encode_name not in LEFT_OUT
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
            # As plain text, because a column of enum members takes three times as long.
            values = [None if v is None else v.value for v in values]
        return _array_of_text(values) if member.textual else pa.array(values, member.type)

    def _extra(self, sent: Mapping[str, Plain] | None) -> str | None:
        if sent is None:
            return None
        if self._shape is None:
            found = {name: value for name, value in sent.items() if name != "id"}
        else:
            found = dict(unknown(sent, self._shape, ""))
        return (
            as_json({name: self._policy.unknown(value) for name, value in found.items()})
            if found
            else None
        )


def schema(model: Any, *, personal: Personal = "drop") -> pa.Schema:
    """The Arrow schema of a model's tables; see `Columns`."""
    return Columns(model, personal=personal, salt="-" * LEAST_SALT).schema


@dataclass(frozen=True, slots=True)
class _Member:
    """One column: its member, and how it is made."""

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
        found = kind_of(field.type)
        kind = pa.string() if digested else found and _TYPES[found]
        return cls(
            field.encode_name,
            field.name,
            kind or pa.string(),
            field.type,
            nested=kind is None,
            digested=digested,
            enumerated=any(isinstance(one, inspect.EnumType) for one in arms(field.type)),
            textual=kind is None or kind == pa.string(),
        )


def _text(value: Plain) -> str | None:
    return value if value is None or isinstance(value, str) else as_json(value)


def _array_of_text(values: Sequence[str | None]) -> pa.Array:
    return compute.replace_substring(  # pyright: ignore[reportAttributeAccessIssue] - made at run time
        pa.array(values, pa.string()), NO_TEXT, REPLACEMENT
    )
