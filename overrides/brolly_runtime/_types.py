"""Types are built here, under one lock, before anything is read with them.

msgspec builds what it needs to read a type when the type is first used, nested types included, and
threads that do so at the same moment crash the interpreter (`docs/msgspec-threads.md`). So every
first use goes through `decoder`. Types that are built are only read, which needs no lock.
"""

from __future__ import annotations

import os
import threading
from typing import Any, TypeVar, cast

import msgspec

from ._unions import OneOf, read_one_of

T = TypeVar("T")

_lock = threading.RLock()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def decoder(type_: type[T]) -> msgspec.json.Decoder[T]:
    """The decoder of a type, made once."""
    found = _decoders.get(type_)
    if found is None:
        with _lock:
            found = _decoders.get(type_)
            if found is None:
                found = _decoders[type_] = msgspec.json.Decoder(type_, dec_hook=_read)
    return found


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


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows knows no fork
    # A child must find neither a lock that nobody holds nor a type that is half built.
    os.register_at_fork(
        before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release
    )
