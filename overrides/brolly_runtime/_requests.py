"""A request that is not sent yet, and how its response is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar, cast

import msgspec

from ._types import decode

T_co = TypeVar("T_co", covariant=True)


class StatusError(Exception):
    """The response has a status outside 200 to 299.

    `str` and `repr` do not show the error model, as messages may contain personal data.

    Attributes:
        status: HTTP status, any integer a server may send.
        error: The error model that the spec documents for this status, or None for another body
            (HTML, empty, truncated).
    """

    def __init__(self, status: int, error: object | None = None) -> None:
        super().__init__(status, error)
        self.status = status
        self.error = error

    def __str__(self) -> str:
        return f"HTTP status {self.status}"

    def __repr__(self) -> str:
        return f"StatusError(status={self.status})"


class Request(msgspec.Struct, Generic[T_co], kw_only=True, frozen=True):
    """One request that is not sent yet, and how to read its response.

    Only `operation`, `method` and `template` are safe to log. The rest may hold personal data, so
    `repr` leaves it out.

    Attributes:
        operation: operationId of the spec.
        method: HTTP method in upper case.
        template: Path of the spec, with its placeholders.
        path: Path to send, percent-encoded; a value never leaves its segment.
        query: Names and values of the query as text, not percent-encoded.
        headers: Headers that are parameters of the operation.
        returns: Type of the response by status (`200`, `2XX`).
        errors: Type of the error body by status (`404`, `5XX`, `default`).
        content: Encoded body.
        security: Names of the spec's security schemes, one of which the operation needs.
        anonymous: Whether the operation also works without credentials. Those of `security` are
            still sent if there are any, as locked records need them.
        server: Origin of the operation, if it differs from that of the API.
        repeat_on: Statuses after which the request may be repeated.
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
    anonymous: bool = False
    server: str = ""
    repeat_on: tuple[int, ...] = ()

    @property
    def replayable(self) -> bool:
        """Whether the method is idempotent."""
        return self.method in ("GET", "HEAD")

    def read(self, status: int, content: bytes) -> T_co:
        """The typed response. An undocumented 2xx status is read as the first documented one.

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
        """The error model documented for `status`, or None for another body."""
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


def _decode(type_: Any, content: bytes) -> Any:
    if type_ is None or (type_ is Any and not content):
        return None
    if type_ is bytes:
        return content
    return decode(type_, content)
