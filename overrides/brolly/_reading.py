"""From an answer to typed values: whole, or record by record where the caller asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast

import msgspec

from ._pipeline import Call, HttpResponse, Reader, mismatch, request_id_of
from .errors import ResponseValidationError

T = TypeVar("T")

OnInvalid = Literal["raise"] | Callable[[Any, ResponseValidationError], None]
"""`"raise"`, or a function that takes the raw record and the error that it would have raised."""


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
        self._on_invalid = on_invalid
        self._record_type = record_type
        self._path = path
        self._reported: set[int] = set()
        self.dropped = 0
        """How many records of the last answer were set aside."""

    def of(self, call: Call[T]) -> Reader[T]:
        """The reader for the next page's call."""
        whole = reader(call)
        return whole if self._on_invalid == "raise" else lambda response: self._read(call, response)

    def _read(self, call: Call[T], response: HttpResponse) -> T:
        self.dropped = 0
        try:
            return call.read(response.status, response.content)
        except msgspec.ValidationError:
            document, records = self._find(response.content)
        valid: list[Any] = []
        for index, record in enumerate(records):
            try:
                msgspec.convert(record, self._record_type)
            except msgspec.ValidationError as error:
                reason, path = mismatch(error)
            else:
                valid.append(record)
                continue
            path = f"$.{'.'.join(self._path)}[{index}]{path.removeprefix('$')}"
            self._report(
                record,
                ResponseValidationError(
                    f"a record does not have the documented shape at {path}: {reason}",
                    path=path,
                    operation=call.operation,
                    request_id=request_id_of(response),
                ),
            )
        self.dropped = len(records) - len(valid)
        records[:] = valid
        return call.read(response.status, msgspec.json.encode(document))

    def _find(self, content: bytes) -> tuple[Any, list[Any]]:
        """The parsed answer and the list of records within it, empty where there is none."""
        document: Any = msgspec.json.decode(content)
        found = document
        for name in self._path:
            found = cast("dict[str, Any]", found).get(name) if isinstance(found, dict) else None
        records: list[Any] = cast("Any", found) if isinstance(found, list) else []
        return document, records

    def _report(self, record: object, error: ResponseValidationError) -> None:
        # A record at the edge of a page comes again with the next one.
        fingerprint = hash(msgspec.json.encode(record))
        if callable(self._on_invalid) and fingerprint not in self._reported:
            self._reported.add(fingerprint)
            self._on_invalid(record, error)
