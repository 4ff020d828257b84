"""From an answer to typed values: whole, or record by record where the caller asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import msgspec

from .answers import Misfit, Reader, mismatch, request_id_of
from .lenient import as_utf8, document, leaks, mended
from .whole import keep_answer, whole_answer
from .wire import Call, HttpResponse

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Reply(Generic[T_co]):
    """An answer with all that came around its value.

    Neither headers nor body show in a repr: they may hold personal data.

    Attributes:
        value: What the method of the operation would have returned.
        status_code: HTTP status.
        headers: Header fields of the answer, names in lower case.
        content: The body as it came, with members that the model does not know.
    """

    value: T_co
    status_code: int
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
        return request_id_of(HttpResponse(self.status_code, self.headers, b""))

    def json(self) -> Any:
        """The body as plain data, unknown members included.

        Raises:
            msgspec.DecodeError: The body is not JSON.
        """
        return document(self.content)


def reader(call: Call[T], *, whole: bool = False) -> Reader[T]:
    """Reads an answer by the call's own types; one wrong member fails the whole answer.

    Args:
        call: What is asked for.
        whole: Whether the answer, and the models in it, keep what came for them.
    """
    if not whole:
        return lambda response: read_whole(call, response.status, response.content)
    keeping = whole_answer(call)

    def read(response: HttpResponse) -> T:
        answer = read_whole(keeping, response.status, response.content)
        keep_answer(answer, response.content, response.headers)
        return answer

    return read


def reply_reader(call: Call[T], *, whole: bool = False) -> Reader[Reply[T]]:
    """Reads an answer, and keeps what came around it."""
    read = reader(call, whole=whole)
    return lambda response: Reply(
        read(response), response.status, response.headers, response.content
    )


def read_whole(call: Call[T], status: int, content: bytes) -> T:
    """The typed answer. What has no place in the types may be odd, and the form may be another's.

    Raises:
        msgspec.DecodeError: It cannot be read without a loss.
    """
    try:
        return call.read(status, content)
    except msgspec.DecodeError:
        return read_mended(lambda text: call.read(status, text), as_utf8(content))


def read_mended(
    read: Callable[[bytes], T], content: bytes, *, page: bool = True, place: str = "$"
) -> T:
    """What `read` gives, though the content may hold what msgspec or `read` refuses.

    Args:
        read: Reads JSON without faults.
        content: JSON, perhaps with faults.
        page: Whether it is a whole answer.
        place: JSON path of the content in the errors of `read`.

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
    within = f"${path.removeprefix(place)}"
    raise Misfit(odd.get(within) or odd.get(within.removesuffix("[0]")) or reason, path)
