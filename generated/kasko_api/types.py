# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""What all generated modules share: models, open enums, requests, and the wire form of values."""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Mapping, Sequence
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Self, TypeAlias, TypeVar, cast
from urllib.parse import quote

import msgspec
from msgspec import UNSET, field
from msgspec import UnsetType as Unset

from .errors import StatusError

__all__ = (
    "UNSET",
    "File",
    "Model",
    "OpenEnum",
    "Request",
    "StatusError",
    "Timestamp",
    "Unset",
    "field",
)

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Timestamp: TypeAlias = Annotated[datetime.datetime, msgspec.Meta(tz=True)]
"""An instant. Read with any offset but never without one; a model holds it in UTC."""

if TYPE_CHECKING:
    # Checkers see what a model holds once it is read, msgspec sees what it may be read from.
    AlsoInteger: TypeAlias = Annotated[T, "read from an integer too"]
    AlsoEmptyArray: TypeAlias = Annotated[T, "read from an empty array too"]
else:
    AlsoInteger = T | int
    AlsoEmptyArray = T | Annotated[list[Any], msgspec.Meta(max_length=0)]


class OpenEnum(StrEnum):
    """A text enum that a provider may extend at any time.

    Known values are found in any letter case. An unknown value becomes a member equal to its text;
    it is not cached, so that a server which invents values cannot fill the memory.
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

    Members that the spec marks as personal or secret are shown as `'***'`; the attributes and
    `to_dict` hold the value.

    A frozen tree read from JSON cannot form a reference cycle, so the garbage collector need not
    walk it.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset()

    def to_dict(self) -> dict[str, Any]:
        """The members by their wire names, ready for JSON; what is UNSET is left out."""
        return cast("dict[str, Any]", msgspec.to_builtins(self))

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
        name: File name, as the provider will see it.
        content: The bytes.
        media_type: Such as `application/pdf`.
    """

    name: str
    content: bytes
    media_type: str

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"name", "content"})


class Request(msgspec.Struct, Generic[T_co], kw_only=True, frozen=True):
    """One call that is not sent yet, and how to read its answer.

    Only `operation`, `method` and `template` are fit for logs; the rest may hold personal data, so
    `repr` leaves it out.

    Attributes:
        operation: operationId of the spec.
        method: HTTP method in upper case.
        template: Path of the spec, with its placeholders.
        path: Path to send, percent-encoded; a value never leaves its segment.
        query: Names and values of the query in wire form, not percent-encoded.
        headers: Headers that the operation itself asks for.
        returns: Type of the answer by status (`200`, `2XX`).
        errors: Type of the error body by status (`404`, `5XX`, `default`).
        content: Encoded body.
        security: Names of the spec's security schemes, any one of which opens the operation.
        server: Origin of the operation where it is not that of the whole API.
        repeat_on: Statuses after which the same call may be made again.
    """

    operation: str
    method: str
    template: str
    path: str
    returns: Mapping[str, Any]
    errors: Mapping[str, Any]
    headers: Mapping[str, str]
    query: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None
    security: tuple[str, ...] = ()
    server: str = ""
    repeat_on: tuple[int, ...] = ()

    @property
    def replayable(self) -> bool:
        """Whether sending the call twice has the effect of sending it once, by its method alone."""
        return self.method in ("GET", "HEAD")

    def read(self, status: int, content: bytes) -> T_co:
        """The typed answer. A 2xx status unknown to the spec is read like the first it knows.

        Raises:
            StatusError: The status is outside 200 to 299.
            msgspec.ValidationError: A value has the wrong type; the text ends with its JSON path.
            msgspec.DecodeError: The body is not JSON.
        """
        if not 200 <= status <= 299:
            raise StatusError(status, self.read_error(status, content))
        first = next(iter(self.returns.values()), None)
        return cast("T_co", _decode(_by_status(self.returns, status, first), content))

    def read_error(self, status: int, content: bytes) -> object | None:
        """The error model documented for `status`, or None if the body is anything else."""
        try:
            return cast("object", _decode(_by_status(self.errors, status, None), content))
        except msgspec.DecodeError:
            return None

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [(name, getattr(self, name)) for name in ("operation", "method", "template")]

    def __repr__(self) -> str:
        return f"Request({self.operation!r}, {self.method!r}, {self.template!r})"


def _by_status(types: Mapping[str, Any], status: int, otherwise: Any) -> Any:
    for key in (str(status), f"{status // 100}XX", "default"):
        if key in types:
            return types[key]
    return otherwise


@cache
def _decoder(type_: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(type_)


def _decode(type_: Any, content: bytes) -> Any:
    if type_ is None or (type_ is Any and not content):
        return None
    try:
        return _decoder(type_).decode(content)
    except UnicodeDecodeError:
        reason = "text in the body is not UTF-8"
    except RecursionError:
        reason = "the body is nested too deeply"
    # Not chained: the original holds the body.
    raise msgspec.DecodeError(reason)


def as_utc(value: datetime.datetime) -> datetime.datetime:
    """The same instant in UTC.

    Raises:
        ValueError: `value` is naive, or in UTC its year is not within 1 to 9999.
    """
    if value.utcoffset() is None:
        raise ValueError("a datetime without a time zone is no instant")
    try:
        return value.astimezone(datetime.UTC)
    except OverflowError:
        raise ValueError("the year is out of range") from None


_SURROGATE = re.compile(r"[\ud800-\udfff]")
_HEADER_VALUE = re.compile(r"(?:[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?)?")


def _wire(name: str, value: object) -> str:
    """One scalar as text. Errors name the parameter and never show the value."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            if _SURROGATE.search(value):
                raise ValueError(f"{name}: text with a lone surrogate cannot be sent")
            return str.__str__(value)  # what a mixed-in enum holds, not its name
        case int():
            return str(int(value))
        case float() if isfinite(value):
            return str(value)
        case datetime.datetime():
            try:
                return as_utc(value).isoformat()
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
        case datetime.date():
            return value.isoformat()
        case _:
            raise TypeError(f"{name}: {type(value).__name__} has no wire form")


def path_segment(name: str, value: object) -> str:
    """One percent-encoded path segment.

    Raises:
        ValueError: The value is empty or a dot segment, which would call another path.
    """
    text = _wire(name, value)
    if text in ("", ".", ".."):
        raise ValueError(f"{name}: must not be empty, '.' or '..'")
    return quote(text, safe="")


def query_pairs(*parameters: tuple[str, object]) -> tuple[tuple[str, str], ...]:
    """Names and values to send; UNSET and None are left out, a list repeats its name."""
    pairs: list[tuple[str, str]] = []
    for name, value in parameters:
        if value is UNSET or value is None:
            continue
        pairs.extend((name, _wire(name, item)) for item in _items(value))
    return tuple(pairs)


def _items(value: object) -> Sequence[object]:
    return cast("Sequence[object]", value) if isinstance(value, list | tuple) else (value,)


def header_values(*parameters: tuple[str, object]) -> dict[str, str]:
    """Headers to send; UNSET and None are left out.

    Raises:
        ValueError: A value is not a field value of HTTP: it holds a line break, another control
            character or text beyond Latin-1, or begins or ends with a space.
    """
    headers = dict(query_pairs(*parameters))
    for name, value in headers.items():
        if not _HEADER_VALUE.fullmatch(value):
            raise ValueError(f"{name}: not a legal header value")
    return headers


def json_body(value: object) -> bytes | None:
    """A model or plain data as JSON under wire names; None if there is no body."""
    return None if value is UNSET else msgspec.json.encode(value)


def multipart_body(body: object) -> tuple[bytes, str]:
    """A model or a mapping as a form, and its media type. UNSET and None are left out.

    Raises:
        TypeError: A member is neither a file nor a scalar nor a list of these.
    """
    # Drawn anew each time, so that no file can hold it and forge a part.
    boundary = secrets.token_hex(16)
    content = b"".join(
        b"--%b\r\n%b\r\n" % (boundary.encode(), _part(name, item))
        for name, value in _members(body)
        for item in _items(value)
    )
    return content + b"--%b--\r\n" % boundary.encode(), f"multipart/form-data; boundary={boundary}"


def _members(body: object) -> list[tuple[str, Any]]:
    if isinstance(body, Mapping):
        members = list(cast("Mapping[str, Any]", body).items())
    else:
        fields = msgspec.structs.fields(cast("msgspec.Struct", body))
        members = [(field.encode_name, getattr(body, field.name)) for field in fields]
    return [(name, value) for name, value in members if value is not UNSET and value is not None]


def _part(name: str, value: object) -> bytes:
    disposition = f'Content-Disposition: form-data; name="{_quoted(name)}"'
    if isinstance(value, File):
        kind = header_values((name, value.media_type))[name]
        head = f'{disposition}; filename="{_quoted(value.name)}"\r\nContent-Type: {kind}'
        return b"%b\r\n\r\n%b" % (head.encode(), value.content)
    return f"{disposition}\r\n\r\n{_wire(name, value)}".encode()


def _quoted(text: str) -> str:
    """A name within a part's header, as browsers write it (WHATWG HTML, multipart form data)."""
    return text.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")


def check_files(name: str, files: File | list[File] | Unset | None, most: int, *kinds: str) -> None:
    """Refuse files before anything is sent.

    Raises:
        ValueError: A file has more than `most` bytes, or a media type that fits none of `kinds`.
    """
    for file in _items(files):
        if not isinstance(file, File):
            continue
        if len(file.content) > most:
            raise ValueError(f"{name}: a file of {len(file.content)} bytes; at most {most} go")
        if kinds and not any(fnmatchcase(file.media_type.lower(), kind) for kind in kinds):
            raise ValueError(f"{name}: the media type of a file must be one of {', '.join(kinds)}")
