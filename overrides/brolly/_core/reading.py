"""Turns responses into typed values."""

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
    """A typed value with the response that it came in.

    `repr` shows neither headers nor body, which may hold personal data.

    Attributes:
        value: What the method of the operation returns.
        status_code: HTTP status.
        headers: Header fields of the response, with names in lower case.
        content: The original body, with members that the model does not have.
    """

    value: T_co
    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def etag(self) -> str | None:
        """The `ETag` header exactly as the provider sent it, or None."""
        return self.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """The `Last-Modified` header exactly as the provider sent it, or None."""
        return self.headers.get("last-modified")

    @property
    def request_id(self) -> str | None:
        """The `X-Request-Id` of the response, or None if it is missing or not safe to print."""
        return request_id_of(HttpResponse(self.status_code, self.headers, b""))

    def json(self) -> Any:
        """The body as plain data, with unknown members.

        Raises:
            msgspec.DecodeError: The body is not JSON.
        """
        return document(self.content)


def reader(call: Call[T], *, whole: bool = False) -> Reader[T]:
    """A reader of the response to a call. One invalid member fails the whole response.

    Args:
        call: The call.
        whole: Whether the result, and the models in it, keep what the provider sent.
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
    """A reader that keeps the response with the value."""
    read = reader(call, whole=whole)
    return lambda response: Reply(
        read(response), response.status, response.headers, response.content
    )


def read_whole(call: Call[T], status: int, content: bytes) -> T:
    """The typed value of a response, whose unknown members may be invalid JSON values.

    Raises:
        msgspec.DecodeError: It cannot be read without loss.
    """
    try:
        return call.read(status, content)
    except msgspec.DecodeError:
        return read_mended(lambda text: call.read(status, text), as_utf8(content))


def read_mended(
    read: Callable[[bytes], T], content: bytes, *, page: bool = True, place: str = "$"
) -> T:
    """Read content that may be invalid JSON.

    Args:
        read: Reads valid JSON.
        content: JSON with or without faults.
        page: Whether it is a whole response.
        place: JSON path of the content in the errors of `read`.

    Raises:
        msgspec.DecodeError: It cannot be read without loss.
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
