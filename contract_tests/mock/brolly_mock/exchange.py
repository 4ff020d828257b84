"""A call of an operation, its response, and interceptors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, TypeAlias

import msgspec
from starlette.datastructures import Headers

from .delivery import WHOLE, Delivery
from .parts import Parts


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was matched to its operation."""

    parts: Parts
    operation: str
    """operationId of the specification; `unknown` when no operation has this path and method."""
    method: str
    path: str
    path_parameters: Mapping[str, str]
    query: tuple[tuple[str, str], ...]
    headers: Headers
    origin: str
    """Scheme, host and port that the request came to."""
    refuse: Callable[[int, str], Answer]
    """Makes an error answer of this status and message in the provider's own form."""
    body: bytes = field(default=b"", repr=False)

    def parameter(self, name: str) -> str | None:
        """The raw text of a query parameter; the last one counts when it is repeated."""
        return next((value for key, value in reversed(self.query) if key == name), None)

    def with_header(self, name: str, value: str) -> Call:
        """The same call with one header set."""
        return replace(self, headers=Headers({**dict(self.headers), name.lower(): value}))

    def without_parameters(self, *names: str) -> Call:
        """The same call without the named query parameters."""
        return replace(self, query=tuple(pair for pair in self.query if pair[0] not in names))


@dataclass(slots=True)
class Answer:
    """The response of a provider: a JSON document, unless `content` replaces it."""

    status: int
    payload: Any = None
    headers: dict[str, str] = field(default_factory=dict[str, str])
    content: bytes | None = None
    media_type: str = "application/json"
    delivery: Delivery = WHOLE

    def body(self) -> bytes:
        """The bytes of the body."""
        return msgspec.json.encode(self.payload) if self.content is None else self.content


Handler: TypeAlias = Callable[[Call], Answer]
Interceptor: TypeAlias = Callable[[Call, Handler], Answer]
"""Stands between a request and its provider: may change the call, the answer, or answer itself."""


def phrase(status: int) -> str:
    """The reason phrase of a status; statuses outside the registry have one of their own."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"


def intercepted(handler: Handler, interceptor: Interceptor) -> Handler:
    """Wrap a handler in an interceptor."""
    return lambda call: interceptor(call, handler)
