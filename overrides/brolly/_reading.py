"""From an answer to typed values: whole, or record by record where the caller asks for it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, cast

import msgspec

from ._answers import CutShortError, Misfit, Reader, mismatch, request_id_of
from ._invalid import Invalid
from ._lenient import Outline, as_utf8, document, leaks, mended, outline, plain
from ._wire import Call, HttpResponse
from .errors import ConfigurationError, ResponseValidationError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

OnInvalid = Literal["raise"] | Callable[[Any, ResponseValidationError], object]
"""`"raise"`, or a function that takes the raw record and the error that it would have raised.

It is called once for each record, in the thread or task that reads the iterator, also with several
workers; what it raises comes out of the iterator as it is. With an async client it may be an async
function. The record is complete, unknown members included; where it is no JSON, it is its text.
"""


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
        """The `X-Request-Id` of the answer, if it can be printed safely, or None."""
        return request_id_of(HttpResponse(self.status, self.headers, b""))

    def json(self) -> Any:
        """The body as plain data, unknown members included.

        Raises:
            msgspec.DecodeError: The body is not JSON.
        """
        with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return msgspec.json.decode(self.content)
        return document(self.content)


def reply_reader(call: Call[T]) -> Reader[Reply[T]]:
    """Reads an answer as `reader` does, and keeps what came around it."""
    read = reader(call)
    return lambda response: Reply(
        read(response), response.status, response.headers, response.content
    )


def reader(call: Call[T]) -> Reader[T]:
    """Reads an answer by the call's own types; one wrong member fails the whole answer."""
    return lambda response: read_whole(call, response.status, response.content)


def read_whole(call: Call[T], status: int, content: bytes) -> T:
    """The typed answer. What has no place in the types may be odd, and the form may be another's.

    Raises:
        msgspec.DecodeError: It cannot be read without a loss.
    """
    try:
        return call.read(status, content)
    except msgspec.DecodeError:
        return read_mended(lambda text: call.read(status, text), as_utf8(content))


def read_mended(read: Callable[[bytes], T], content: bytes, *, page: bool = True) -> T:
    """What `read` gives, though the content may hold what msgspec or `read` refuses.

    Raises:
        msgspec.DecodeError: It cannot be read without a loss.
    """
    try:
        return read(content)
    except msgspec.DecodeError as error:
        refused = error
    found = mended(content, page=page)
    if found is None:
        raise refused
    text, odd = found
    try:
        value = read(text)
    except msgspec.ValidationError as error:
        reason, path = mismatch(error)
    else:
        if not odd or not leaks(value):
            return value
        path, reason = next(iter(odd.items()))
    raise Misfit(odd.get(path) or odd.get(path.removesuffix("[0]")) or reason, path)


class ListReader:
    """Reads the pages of one list, and sets aside the records that do not fit.

    Args:
        on_invalid: What to do with a record that does not fit.
        path: The members that lead from the top of an answer to its list of records.
    """

    def __init__(self, on_invalid: OnInvalid, *path: str) -> None:
        if on_invalid != "raise" and not callable(on_invalid):
            raise ConfigurationError(
                'on_invalid must be "raise" or a function that takes a record and an error'
            )
        self._on_invalid = on_invalid
        self._path = path

    def of(self, call: Call[T]) -> Reader[tuple[T, list[Invalid]]]:
        """The reader for the next page's call: gives the page, and what of it was set aside."""
        return lambda response: self._read(call, response)

    def report(self, invalid: Sequence[Invalid]) -> None:
        """Hand out what was set aside, in the thread of whoever reads the list.

        Nothing here handles errors: what the caller's function raises comes out as it is.

        Raises:
            ConfigurationError: The function has to be awaited.
        """
        for one in invalid:
            result = self._tell(one)
            if inspect.isawaitable(result):
                if inspect.iscoroutine(result):
                    result.close()
                raise ConfigurationError(
                    "on_invalid must not be an async function, as this client is not async"
                )

    async def report_async(self, invalid: Sequence[Invalid]) -> None:
        """The same in the task of whoever reads the list; an async function is awaited."""
        for one in invalid:
            result = self._tell(one)
            if inspect.isawaitable(result):
                await result

    def _tell(self, one: Invalid) -> object:
        return self._on_invalid(one.record, one.error) if callable(self._on_invalid) else None

    def _read(self, call: Call[T], response: HttpResponse) -> tuple[T, list[Invalid]]:
        try:
            return call.read(response.status, response.content), []
        except msgspec.DecodeError:
            content = as_utf8(response.content)
        found = outline(content, self._path)
        if found is None or found.start is None:
            return read_whole(call, response.status, response.content), []
        if found.end is None:
            raise CutShortError
        return self._sort(call, response, content, found)

    def _sort(
        self, call: Call[T], response: HttpResponse, content: bytes, found: Outline
    ) -> tuple[T, list[Invalid]]:
        """The answer with the records that can be read, each of which is tried alone."""
        head, tail = self._frame(call, response.status, content, found)

        def read(records: bytes) -> T:
            return call.read(response.status, head + records + tail)

        valid: list[bytes] = []
        invalid: list[Invalid] = []

        def set_aside(index: int, record: object, reason: str, path: str) -> None:
            if self._on_invalid == "raise":
                raise Misfit(reason, path)
            error = ResponseValidationError(
                f"a record does not have the documented shape at {path}: {reason}",
                path=path,
                operation=call.operation,
                request_id=request_id_of(response),
            )
            invalid.append(Invalid(index, record, error))

        place = "".join(["$", *(f".{name}" for name in self._path)])
        for index, span in enumerate(found.records):
            record = content[span]
            fault = _fault(read, record)
            if isinstance(fault, bytes):
                valid.append(fault)
            else:
                reason, path = fault
                path = path.removeprefix(place).removeprefix("[0]").removeprefix("$")
                set_aside(index, plain(record), reason, f"{place}[{index}]{path}")
        if rest := content[found.end :].strip(b" \t\r\n\0"):
            set_aside(-1, plain(rest), "there is more after the end of the answer", "$")
        return read(b",".join(valid)), invalid

    def _frame(
        self, call: Call[T], status: int, content: bytes, found: Outline
    ) -> tuple[bytes, bytes]:
        """What stands before and behind the records, brought into a form that can be read."""
        content = content[: found.start] + b"[]" + content[found.stop : found.end]
        start = cast("int", found.start) + 1
        try:
            call.read(status, content)
        except msgspec.DecodeError as error:
            read_whole(call, status, content)
            text, _ = cast("tuple[bytes, dict[str, str]]", mended(content, page=True))
            again = outline(text, self._path)
            if again is None or again.start is None:
                raise error from None
            content, start = text, again.start + 1
        return content[:start], content[start:]


def _fault(read: Callable[[bytes], object], record: bytes) -> bytes | tuple[str, str]:
    """The record in a form that can be read, or what is wrong with it and where."""
    try:
        read(record)
    except msgspec.ValidationError as error:
        return mismatch(error)
    except msgspec.DecodeError:
        pass
    else:
        return record
    try:
        read_mended(read, record, page=False)
    except msgspec.DecodeError as error:
        return mismatch(error)
    return cast("tuple[bytes, object]", mended(record, page=False))[0]
