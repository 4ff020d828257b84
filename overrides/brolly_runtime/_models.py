"""The base of models, open enums, instants and files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeAlias, TypeVar, cast

import msgspec
from msgspec import UNSET

from ._errors import ConfigurationError
from ._types import convert, json_bytes, mismatch

T = TypeVar("T")

Timestamp: TypeAlias = Annotated[dt.datetime, msgspec.Meta(tz=True)]
"""A point in time. It is read with any offset, but not without one; a model holds it in UTC."""

if TYPE_CHECKING:
    # Type checkers see what a model holds, msgspec what it is read from.
    AlsoInteger: TypeAlias = Annotated[T, "read from an integer too"]
    AlsoEmptyArray: TypeAlias = Annotated[T, "read from an empty array too"]
else:
    AlsoInteger = T | int
    AlsoEmptyArray = T | Annotated[list[Any], msgspec.Meta(max_length=0)]


class OpenEnum(StrEnum):
    """A text enum that the provider may extend at any time.

    Known values are matched in any letter case. An unknown value becomes a member equal to its
    text. It is not cached, so that a server cannot fill the memory with values.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        folded = value.casefold()
        for member in cls:
            if member.value.casefold() == folded:
                return member
        unknown = str.__new__(cls, value)
        unknown._name_ = "UNKNOWN"
        unknown._value_ = value
        return unknown


class Model(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """Base of all models: a value, compared by its members.

    Members that the spec marks as personal or secret are shown as `'***'`; the attributes,
    `to_dict` and `to_json` hold the value.

    A member that the provider left out is `UNSET`, one that it sent as null is None. A member that
    the documents always show is None in both cases. `UNSET` is false and is not written.

    A frozen tree read from JSON has no reference cycles, so the garbage collector can skip it.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset()
    """Members that hold personal data or a secret."""
    _secret_: ClassVar[frozenset[str]] = frozenset()
    """Those of them that grant access, such as signed URLs."""

    def to_dict(self) -> dict[str, Any]:
        """The members by wire name, ready for JSON, without those that are UNSET."""
        return cast("dict[str, Any]", msgspec.to_builtins(self))

    def to_json(self) -> str:
        """The same as JSON text.

        Raises:
            ConfigurationError: Free data in it cannot be JSON. The text shows no value.
        """
        return json_bytes(type(self).__name__, self).decode()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """A model from the result of `to_dict`, or from parsed JSON.

        Unknown members are left out.

        Raises:
            ConfigurationError: It does not fit. The text names the member and shows no value.
        """
        try:
            return convert(data, cls)
        except msgspec.ValidationError as error:
            reason, path = mismatch(error)
        except (TypeError, ValueError, OverflowError, RecursionError) as error:
            reason, path = type(error).__name__, "$"
        # Not chained, because the original error may quote a value.
        raise ConfigurationError(f"does not fit {cls.__name__} at {path}: {reason}")

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        members = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return [
            (name, "***" if name in self._sensitive_ else value)
            for name, value in members
            if value is not UNSET
        ]

    def __repr__(self) -> str:
        members = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({members})"


class File(Model, kw_only=False, frozen=True):
    """A file to upload.

    Attributes:
        name: The file name that is sent.
        content: The bytes.
        media_type: Such as `application/pdf`.
    """

    name: str
    content: bytes
    media_type: str

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"name", "content"})
