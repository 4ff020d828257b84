"""Encodes Python values for requests.

A value that cannot be encoded raises `ConfigurationError`, which names the parameter and never
shows the value. UNSET and None are left out, as arguments and as members of a form.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from math import isfinite
from numbers import Integral
from typing import Any, TypeVar, cast
from urllib.parse import quote, urlencode

import msgspec
from msgspec import UNSET, UnsetType as Unset

from ._errors import ConfigurationError
from ._models import File
from ._types import json_bytes

T = TypeVar("T")


def as_utc(value: dt.datetime) -> dt.datetime:
    """The same instant in UTC.

    Raises:
        ValueError: `value` has no time zone, or its year in UTC is not within 1 to 9999.
    """
    if value.utcoffset() is None:
        raise ValueError("a datetime needs a time zone")
    try:
        return value.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError("the year is out of range") from None


_SURROGATE = re.compile(r"[\ud800-\udfff]")
_HEADER_VALUE = re.compile(r"(?:[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?)?")


def _wire(name: str, value: object) -> str:
    """A scalar as text."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            if _SURROGATE.search(value):
                raise ConfigurationError(f"{name}: text with a lone surrogate cannot be sent")
            return str.__str__(value)  # the value of a mixed-in enum, not its name
        case int() | Integral():
            return str(int(value))
        case float() if isfinite(value):
            return str(value)
        case dt.datetime():
            try:
                return as_utc(value).isoformat()
            except ValueError as error:
                raise ConfigurationError(f"{name}: {error}") from None
        case dt.date():
            return value.isoformat()
        case _:
            raise ConfigurationError(f"{name}: {type(value).__name__} cannot be sent")


def path_segment(name: str, value: object) -> str:
    """One percent-encoded path segment."""
    text = _wire(name, value)
    # These would change the path.
    if text in ("", ".", ".."):
        raise ConfigurationError(f"{name}: must not be empty, '.' or '..'")
    return quote(text, safe="")


def given(name: str, value: T) -> T:
    """A required argument."""
    if value is UNSET or value is None:
        raise ConfigurationError(f"{name} is required, but is {value!r}")
    return value


def query_pairs(*parameters: tuple[str, object]) -> tuple[tuple[str, str], ...]:
    """Names and values of a query; a list repeats its name."""
    return tuple((name, _wire(name, item)) for name, value in parameters for item in _items(value))


def _items(value: object) -> Sequence[object]:
    """The values to send: the items of a list, and none for UNSET and None."""
    if value is UNSET or value is None:
        return ()
    return cast("Sequence[object]", value) if isinstance(value, list | tuple) else (value,)


def header_values(*parameters: tuple[str, object]) -> dict[str, str]:
    """Headers to send. Values with control characters or beyond Latin-1 are refused."""
    headers = dict(query_pairs(*parameters))
    for name, value in headers.items():
        if not _HEADER_VALUE.fullmatch(value):
            raise ConfigurationError(f"{name}: not a valid header value")
    return headers


def json_text(name: str, value: object) -> object:
    """A list as JSON text, for a parameter."""
    if value is UNSET or value is None:
        return UNSET
    if not isinstance(value, list | tuple):
        raise ConfigurationError(f"{name} must be a list, not {type(value).__name__}")
    return json_bytes(name, cast("object", value)).decode()


def json_body(value: object) -> bytes | None:
    """A model or plain data as JSON under wire names; None if there is no body."""
    return None if value is UNSET or value is None else json_bytes("body", value)


def joined(name: str, value: object, separator: str) -> object:
    """A list as one text; UNSET if it is empty, as no text can express that."""
    if not isinstance(value, list | tuple):
        return value
    texts = [_wire(name, item) for item in _items(cast("object", value))]
    if any(separator in text for text in texts):
        raise ConfigurationError(f"{name}: an item contains {separator!r}, which separates items")
    return separator.join(texts) if texts else UNSET


def form_body(body: object) -> bytes | None:
    """A model or a mapping as a URL-encoded form; None if there is no body."""
    return None if body is None else urlencode(query_pairs(*_members(body))).encode()


def multipart_body(body: object) -> tuple[bytes, str]:
    """A model or a mapping as a form that may hold files, and its media type."""
    # Random, so that a file cannot contain it and forge a part.
    boundary = os.urandom(16).hex()
    content = b"".join(
        b"--%b\r\n%b\r\n" % (boundary.encode(), _part(name, item))
        for name, value in _members(body)
        for item in _items(value)
    )
    return content + b"--%b--\r\n" % boundary.encode(), f"multipart/form-data; boundary={boundary}"


def _members(body: object) -> Iterable[tuple[str, Any]]:
    if isinstance(body, Mapping):
        return cast("Mapping[str, Any]", body).items()
    fields = msgspec.structs.fields(cast("msgspec.Struct", body))
    return [(field.encode_name, getattr(body, field.name)) for field in fields]


def _part(name: str, value: object) -> bytes:
    disposition = f'Content-Disposition: form-data; name="{_quoted(name)}"'
    if isinstance(value, File):
        kind = header_values((name, value.media_type))[name]
        head = f'{disposition}; filename="{_quoted(value.name)}"\r\nContent-Type: {kind}'
        return b"%b\r\n\r\n%b" % (head.encode(), value.content)
    return f"{disposition}\r\n\r\n{_wire(name, value)}".encode()


def _quoted(text: str) -> str:
    """A name in the header of a part, as browsers encode it (WHATWG HTML, multipart form data)."""
    return text.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")


def check_files(name: str, files: File | list[File] | Unset | None, most: int, *kinds: str) -> None:
    """Refuse files larger than `most` bytes, or with a media type not in `kinds`."""
    for file in _items(files):
        if not isinstance(file, File):
            continue
        if len(file.content) > most:
            raise ConfigurationError(
                f"{name}: the file has {len(file.content)} bytes; at most {most} are allowed"
            )
        if kinds and not any(fnmatchcase(file.media_type.lower(), kind) for kind in kinds):
            raise ConfigurationError(
                f"{name}: the media type of a file must be one of {', '.join(kinds)}"
            )
