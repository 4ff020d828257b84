"""Read the records of a page, one by one if any of them does not match the schema."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar, cast

import msgspec

from brolly_runtime import OnInvalid

from .._core.answers import CutShortError, Misfit, Reader, mismatch, request_id_of
from .._core.lenient import Outline, as_utf8, mended, outline, plain
from .._core.reading import read_mended, read_whole
from .._core.whole import Sent, whole_list
from .._core.wire import Call, HttpResponse
from ..errors import ConfigurationError, ResponseValidationError
from .invalid import Invalid

T = TypeVar("T")


class ListReader:
    """Reads the pages of a list and separates the records that do not match the schema.

    Args:
        on_invalid: What to do with a record that does not match the schema.
        path: The member names from the root of a response to its list of records.
        whole: Whether records keep their original text.
    """

    def __init__(self, on_invalid: OnInvalid, *path: str, whole: bool = False) -> None:
        if on_invalid != "raise" and not callable(on_invalid):
            raise ConfigurationError(
                'on_invalid must be "raise" or a function that takes a record and an error'
            )
        self._on_invalid = on_invalid
        self._path = path
        self._whole = whole

    def of(self, call: Call[T]) -> Reader[tuple[T, list[Invalid], Sent | None]]:
        """Return the reader for the call of a page.

        It returns the page, its invalid records and, with `whole`, the original text.
        """
        if not self._whole:
            return lambda response: (*self._read(call, response)[:2], None)
        whole = whole_list(call, self._path)
        strict = whole_list(call, self._path, strict=True)

        def read(response: HttpResponse) -> tuple[T, list[Invalid], Sent]:
            content, headers = response.content, response.headers
            with suppress(msgspec.DecodeError):
                page = strict.read(response.status, content)
                return page, [], Sent(content, self._path, None, headers, complete=True)
            page, invalid, texts = self._read(whole, response)
            return page, invalid, Sent(content, self._path, texts, headers)

        return read

    def report(self, invalid: Sequence[Invalid]) -> None:
        """Pass the invalid records to `on_invalid`, in the thread that reads the list.

        Exceptions of the caller's function propagate unchanged.

        Raises:
            ConfigurationError: The function is async.
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
        """Do the same in the task that reads the list; an async function is awaited."""
        for one in invalid:
            result = self._tell(one)
            if inspect.isawaitable(result):
                await result

    def _tell(self, one: Invalid) -> object:
        return self._on_invalid(one.record, one.error) if callable(self._on_invalid) else None

    def _read(
        self, call: Call[T], response: HttpResponse
    ) -> tuple[T, list[Invalid], list[bytes] | None]:
        """Return the page, its invalid records, and the texts of the others if read one by one."""
        try:
            return call.read(response.status, response.content), [], None
        except msgspec.DecodeError:
            content = as_utf8(response.content)
        found = outline(content, self._path)
        if found is None or found.start is None:
            return read_whole(call, response.status, response.content), [], None
        if found.end is None:
            raise CutShortError
        return self._sort(call, response, content, found)

    def _sort(
        self, call: Call[T], response: HttpResponse, content: bytes, found: Outline
    ) -> tuple[T, list[Invalid], list[bytes]]:
        """Read each record separately and return the page with the valid ones."""
        head, tail = self._frame(call, response.status, content, found)

        def read(records: bytes) -> T:
            return call.read(response.status, head + records + tail)

        valid: list[bytes] = []
        texts: list[bytes] = []
        invalid: list[Invalid] = []

        def set_aside(index: int, record: object, reason: str, path: str) -> None:
            if self._on_invalid == "raise":
                raise Misfit(reason, path)
            error = ResponseValidationError(
                f"a record does not match the documented schema at {path}: {reason}",
                path=path,
                operation=call.operation,
                request_id=request_id_of(response),
            )
            invalid.append(Invalid(index, record, error))

        place = "".join(["$", *(f".{name}" for name in self._path)])
        for index, span in enumerate(found.records):
            record = content[span]
            fault = _fault(read, record, f"{place}[0]")
            if isinstance(fault, bytes):
                valid.append(fault)
                texts.append(record)
            else:
                reason, path = fault
                path = path.removeprefix(place).removeprefix("[0]").removeprefix("$")
                set_aside(index, plain(record), reason, f"{place}[{index}]{path}")
        if rest := content[found.end :].strip(b" \t\r\n\0"):
            set_aside(-1, plain(rest), "there is more text after the end of the response", "$")
        return read(b",".join(valid)), invalid, texts

    def _frame(
        self, call: Call[T], status: int, content: bytes, found: Outline
    ) -> tuple[bytes, bytes]:
        """Return the text before and after the records, repaired if necessary."""
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


def _fault(read: Callable[[bytes], object], record: bytes, place: str) -> bytes | tuple[str, str]:
    """Return the record, repaired if necessary, or the reason and path of its error."""
    try:
        read(record)
    except msgspec.ValidationError as error:
        return mismatch(error)
    except msgspec.DecodeError:
        pass
    else:
        return record
    try:
        read_mended(read, record, page=False, place=place)
    except msgspec.DecodeError as error:
        return mismatch(error)
    return cast("tuple[bytes, object]", mended(record, page=False))[0]
