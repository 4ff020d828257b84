"""A request as it was sent and its response, as the checks see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache, wraps
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlsplit

import msgspec
import requests
import schemathesis
from requests.structures import CaseInsensitiveDict
from schemathesis import Case, CheckContext, Response

Record: TypeAlias = dict[str, Any]
AnyCase: TypeAlias = Case[Any]


def response_to(
    method: str,
    url: str,
    sent: Mapping[str, str],
    content: bytes | None,
    *,
    status: int,
    received: Mapping[str, list[str]],
    body: bytes,
) -> Response:
    """A response with its request, in the form of Schemathesis.

    Args:
        method: HTTP method.
        url: The whole address.
        sent: Headers of the request.
        content: Body of the request.
        status: HTTP status.
        received: Headers of the response, by names in lower case.
        body: Body of the response.
    """
    request = requests.PreparedRequest()
    request.method, request.url, request.body = method, url, content
    request.headers = CaseInsensitiveDict(sent)
    return Response(status, received, body, request, elapsed=0.0, verify=True)


SKIP = True
"""What a Schemathesis check returns if there is nothing to check."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request of an operation, and its response."""

    operation: str
    """operationId of the specification."""
    status: int
    query: dict[str, str]
    """Query parameters that were sent exactly once."""
    body: Any
    """The JSON of the response; None if it is not JSON."""

    @classmethod
    def read(cls, response: Response, case: AnyCase) -> Exchange | None:
        """The exchange of a case; None for a method that the operation does not have."""
        if response.request.method != case.operation.method.upper():
            return None
        query = urlsplit(response.request.url or "").query
        pairs = parse_qsl(query, keep_blank_values=True)
        names = [name for name, _ in pairs]
        return cls(
            operation=case.operation.definition.raw["operationId"],
            status=response.status_code,
            query={name: value for name, value in pairs if names.count(name) == 1},
            body=read_json(response.content),
        )


def check_exchange(*operations: str) -> Callable[[Callable[[Exchange], object]], None]:
    """Register a function as a Schemathesis check of these operations' responses, by its own name.

    The function raises AssertionError if a response breaks the contract, and returns SKIP if there
    is nothing to check. Its messages contain only times and numbers from the response.
    """

    def register(function: Callable[[Exchange], object]) -> None:
        @wraps(function)
        def run(_: CheckContext, response: Response, case: AnyCase) -> bool | None:
            if case.operation.definition.raw["operationId"] not in operations:
                return SKIP
            exchange = Exchange.read(response, case)
            try:
                return SKIP if exchange is None or function(exchange) is SKIP else None
            except (ValueError, OverflowError) as odd:
                raise AssertionError(f"unreadable ({type(odd).__name__})") from None

        schemathesis.check(run)

    return register


def records(body: Any, *path: str) -> list[Record]:
    """The objects in the list at a path; none if the response has another shape.

    `response_schema_conformance` checks shapes.
    """
    for name in path:
        body = body.get(name) if isinstance(body, dict) else None
    return [item for item in body if isinstance(item, dict)] if isinstance(body, list) else []


def whole_number(text: str | None) -> int | None:
    """The number in a parameter's text; None if it is not a number."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,300}", text) else None


def moment(text: Any) -> float | None:
    """Unix seconds of an ISO 8601 time with offset, or of a number; None for anything else."""
    if not isinstance(text, str):
        return None
    number = whole_number(text)
    if number is not None:
        return float(number)
    try:
        read = datetime.fromisoformat(text.upper())
        return None if read.tzinfo is None else read.astimezone(UTC).timestamp()
    except (ValueError, OverflowError):
        return None


def http_date(text: str) -> float | None:
    """The Unix time of an HTTP date, or None for any other text."""
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found.timestamp() if text.rstrip().endswith("GMT") else None


def strings(value: Any) -> Iterator[str]:
    """Every text within a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)


# Each check reads the same body.
@lru_cache(maxsize=1)
def read_json(content: bytes) -> Any:
    """JSON; None if a body is not JSON."""
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
