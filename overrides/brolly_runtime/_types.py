"""Builds types under one lock, before anything is read with them.

msgspec prepares a type, and the types in it, when it is first used. Threads that do so at the same
time crash the interpreter (`docs/msgspec-threads.md`). So every first use goes through `decoder`.
Prepared types need no lock.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import Enum
from typing import Any, TypeVar, cast

import msgspec

from ._errors import ConfigurationError

T = TypeVar("T")

_lock = threading.RLock()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def once(made: dict[Any, T], key: Any, make: Callable[[], T]) -> T:
    """Makes something of a type, once and in one thread."""
    found = made.get(key)
    if found is None:
        with _lock:
            found = made.get(key)
            if found is None:
                found = made[key] = make()
    return found


def decoder(type_: type[T]) -> msgspec.json.Decoder[T]:
    """The decoder of a type, made once."""
    return _decoders.get(type_) or once(
        _decoders, type_, lambda: msgspec.json.Decoder(type_, dec_hook=_read)
    )


def decode(type_: type[T], content: bytes) -> T:
    """JSON as a value of a type.

    Raises:
        msgspec.DecodeError: It is not JSON, or does not fit the type.
    """
    try:
        return decoder(type_).decode(content)
    except UnicodeDecodeError:
        reason = "text in the body is not UTF-8"
    except RecursionError:
        reason = "the body is nested too deeply"
    # Not chained, because the original error holds the body.
    raise msgspec.DecodeError(reason)


def _read(type_: type[Any], value: object) -> Any:
    if isinstance(choice := cast("object", type_), OneOf):
        return _read_one_of(choice, value)
    raise NotImplementedError(type_)


def convert(value: object, type_: type[T]) -> T:
    """Plain data as a value of a type.

    Raises:
        msgspec.ValidationError: It does not fit; the text ends with the JSON path.
    """
    decoder(type_)
    return msgspec.convert(value, type_, dec_hook=_read)


class OneOf(type):
    """The type of a value that is one of several models. It is never instantiated.

    Attributes:
        branches: The models, in the order of the spec.
        by: The member whose text names the model; empty if there is none.
        where: The model for each text of that member.
    """

    branches: Callable[[], tuple[type[msgspec.Struct], ...]]
    by: str
    where: Mapping[str, str]

    def __instancecheck__(cls, instance: object) -> bool:
        # msgspec checks the result of `read` by it.
        return isinstance(instance, cls.branches())


def one_of(
    name: str,
    branches: Callable[[], tuple[type[msgspec.Struct], ...]],
    by: str = "",
    where: Mapping[str, str] | None = None,
) -> Any:
    """A type to read with."""
    return OneOf(name, (), {"branches": staticmethod(branches), "by": by, "where": where or {}})


def _read_one_of(type_: OneOf, value: object) -> msgspec.Struct:
    """A value as the model that its discriminator names, or as the one that fits best.

    Without a known discriminator, that is the first model with the fewest unknown members and enum
    values, because a model with only optional members accepts anything.

    Raises:
        ValueError: It fits none of them. The text does not show the value.
    """
    branches = type_.branches()
    members = _members(value)
    mark = members.get(type_.by)
    named = type_.where.get(mark) if isinstance(mark, str) else None
    fitting: list[msgspec.Struct] = []
    for branch in branches:
        if named == branch.__name__:
            return convert(value, branch)
        with suppress(msgspec.ValidationError):
            fitting.append(convert(value, branch))
    if not fitting:
        raise ValueError(f"Expected one of {', '.join(branch.__name__ for branch in branches)}")
    return min(fitting, key=lambda model: _unknown(model, members))


def _members(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _unknown(model: msgspec.Struct, value: dict[str, Any]) -> int:
    """The number of members and enum values of an object that a model does not have."""
    fields = {field.encode_name: field.name for field in msgspec.structs.fields(model)}
    held = [getattr(model, fields[name]) for name in value if name in fields]
    odd = [one for one in held if isinstance(one, Enum) and one not in list(type(one))]
    return len(value.keys() - fields) + len(odd)


_MISMATCH = re.compile(r"Expected `(?P<due>[^`]+)`, got `(?P<got>[^`]+)`")
_MISSING = re.compile(r"missing required field `([^`]+)`")
_PATH = re.compile(r" - at `(?P<path>[^`]*)`$")


def mismatch(error: msgspec.DecodeError) -> tuple[str, str]:
    """What does not fit and its JSON path, without any value of the data."""
    text = str(error)
    path = _PATH.search(text)
    if wrong := _MISMATCH.search(text):
        reason = f"expected {wrong['due']}, got {wrong['got']}"
    elif missing := _MISSING.search(text):
        reason = f"the member {missing[1]!r} is missing"
    elif isinstance(error, msgspec.ValidationError):
        reason = "the value does not match the documented format"
    else:
        reason = "the body is not valid JSON"
    return reason, path["path"] if path else "$"


def json_bytes(name: str, value: object) -> bytes:
    """A model or plain data as JSON under wire names.

    Raises:
        ConfigurationError: It holds something that cannot be JSON.
    """
    try:
        return msgspec.json.encode(value)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        reason = type(error).__name__
    # Not chained, because the original error and its frames hold the value.
    raise ConfigurationError(
        f"{name}: cannot be written as JSON ({reason}); use models, dict, list, str, numbers, "
        "bool, None and datetimes with a time zone"
    )


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows knows no fork
    # A child must not inherit a locked lock or a half-built type.
    os.register_at_fork(
        before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release
    )
