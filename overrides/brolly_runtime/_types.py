"""Types are built here, under one lock, before anything is read with them.

msgspec builds what it needs to read a type when the type is first used, nested types included, and
threads that do so at the same moment crash the interpreter (`docs/msgspec-threads.md`). So every
first use goes through `decoder`. Types that are built are only read, which needs no lock.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

import msgspec

from ._errors import ConfigurationError
from ._unions import OneOf, read_one_of

T = TypeVar("T")

_lock = threading.RLock()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def once(made: dict[Any, T], key: Any, make: Callable[[], T]) -> T:
    """What is made of types, made by one thread alone, and once."""
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
        msgspec.DecodeError: It is not JSON, or does not fit.
    """
    try:
        return decoder(type_).decode(content)
    except UnicodeDecodeError:
        reason = "text in the body is not UTF-8"
    except RecursionError:
        reason = "the body is nested too deeply"
    # Not chained: the original holds the body.
    raise msgspec.DecodeError(reason)


def _read(type_: type[Any], value: object) -> Any:
    if isinstance(choice := cast("object", type_), OneOf):
        return read_one_of(choice, value, convert)
    raise NotImplementedError(type_)


def convert(value: object, type_: type[T]) -> T:
    """Plain data as a value of a type.

    Raises:
        msgspec.ValidationError: It does not fit; the text ends with the JSON path.
    """
    decoder(type_)
    return msgspec.convert(value, type_, dec_hook=_read)


_MISMATCH = re.compile(r"Expected `(?P<due>[^`]+)`, got `(?P<got>[^`]+)`")
_MISSING = re.compile(r"missing required field `([^`]+)`")
_PATH = re.compile(r" - at `(?P<path>[^`]*)`$")


def mismatch(error: msgspec.DecodeError) -> tuple[str, str]:
    """What does not fit and where (a JSON path), without a value of the data in it."""
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
        ConfigurationError: It holds something that has no form in JSON.
    """
    try:
        return msgspec.json.encode(value)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        reason = type(error).__name__
    # Not chained: the original and its frames hold the value.
    raise ConfigurationError(
        f"{name}: cannot be written as JSON ({reason}); use models, dict, list, str, numbers, "
        "bool, None and datetimes with a time zone"
    )


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows knows no fork
    # A child must find neither a lock that nobody holds nor a type that is half built.
    os.register_at_fork(
        before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release
    )
