"""From an answer to typed values: whole, or record by record where the caller asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, cast

import msgspec

from brolly_runtime import convert

from ._answers import Reader, mismatch, request_id_of
from ._wire import Call, HttpResponse
from .errors import ConfigurationError, ResponseValidationError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

OnInvalid = Literal["raise"] | Callable[[Any, ResponseValidationError], None]
"""`"raise"`, or a function that takes the raw record and the error that it would have raised."""

Invalid = tuple[Any, ResponseValidationError]
"""A record that was set aside, and why."""


@dataclass(frozen=True, slots=True)
class Reply(Generic[T_co]):
    """An answer with all that came around its value.

    Neither headers nor body show in a repr: they may hold personal data.

    Attributes:
        value: What the method of the operation would have returned.
        status: HTTP status.
        headers: Header fields of the answer, names in lower case.
        content: The body as it came, with members that the model does not know.
    """

    value: T_co
    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def etag(self) -> str | None:
        """The version of what was read, to the byte as the provider wrote it, or None."""
        return self.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """When what was read was last changed, to the byte as the provider wrote it, or None."""
        return self.headers.get("last-modified")

    @property
    def request_id(self) -> str | None:
        """The `X-Request-Id` of the answer (seed 000), if it can be printed safely, or None."""
        return request_id_of(HttpResponse(self.status, self.headers, b""))

    def json(self) -> Any:
        """The body as plain data, unknown members included.

        Raises:
            msgspec.DecodeError: The body is not JSON.
        """
        return msgspec.json.decode(self.content)


def reply_reader(call: Call[T]) -> Reader[Reply[T]]:
    """Reads an answer as `reader` does, and keeps what came around it."""
    read = reader(call)
    return lambda response: Reply(
        read(response), response.status, response.headers, response.content
    )


def reader(call: Call[T]) -> Reader[T]:
    """Reads an answer by the call's own types; one wrong member fails the whole answer."""
    return lambda response: call.read(response.status, response.content)


class ListReader:
    """Reads the pages of one list, and sets aside the records that do not fit.

    Args:
        on_invalid: What to do with a record that does not fit.
        record_type: The type of a record.
        path: The members that lead from the top of an answer to its list of records.
    """

    def __init__(self, on_invalid: OnInvalid, record_type: type, *path: str) -> None:
        if on_invalid != "raise" and not callable(on_invalid):
            raise ConfigurationError(
                'on_invalid must be "raise" or a function that takes a record and an error'
            )
        self._on_invalid = on_invalid
        self._record_type = record_type
        self._path = path
        self._reported: set[int] = set()

    def of(self, call: Call[T]) -> Reader[tuple[T, list[Invalid]]]:
        """The reader for the next page's call: gives the page, and what of it was set aside."""
        if self._on_invalid == "raise":
            return lambda response: (call.read(response.status, response.content), [])
        return lambda response: self._read(call, response)

    def report(self, invalid: list[Invalid]) -> None:
        """Hand the caller what was set aside: in the caller's own thread or task, outside of all
        that handles errors, so that what the caller's function raises comes out as it is."""
        for record, error in invalid:
            # A record at the edge of a page, or between two windows, comes again.
            fingerprint = hash(msgspec.json.encode(record))
            if callable(self._on_invalid) and fingerprint not in self._reported:
                self._reported.add(fingerprint)
                self._on_invalid(record, error)

    def _read(self, call: Call[T], response: HttpResponse) -> tuple[T, list[Invalid]]:
        try:
            return call.read(response.status, response.content), []
        except msgspec.ValidationError:
            document, records = self._find(response.content)
        valid: list[Any] = []
        invalid: list[Invalid] = []
        for index, record in enumerate(records):
            try:
                convert(record, self._record_type)
            except msgspec.ValidationError as failure:
                reason, path = mismatch(failure)
            else:
                valid.append(record)
                continue
            place = "".join(f".{name}" for name in self._path)
            path = f"${place}[{index}]{path.removeprefix('$')}"
            error = ResponseValidationError(
                f"a record does not have the documented shape at {path}: {reason}",
                path=path,
                operation=call.operation,
                request_id=request_id_of(response),
            )
            invalid.append((record, error))
        records[:] = valid
        return call.read(response.status, msgspec.json.encode(document)), invalid

    def _find(self, content: bytes) -> tuple[Any, list[Any]]:
        """The parsed answer and the list of records within it, empty where there is none."""
        document: Any = msgspec.json.decode(content)
        found = document
        for name in self._path:
            found = cast("dict[str, Any]", found).get(name) if isinstance(found, dict) else None
        records: list[Any] = cast("Any", found) if isinstance(found, list) else []
        return document, records
