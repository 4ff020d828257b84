"""A request as it went over the wire and what came back, as the checks look at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, wraps
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec
import schemathesis
from schemathesis import Case, CheckContext, Response

Record: TypeAlias = dict[str, Any]
AnyCase: TypeAlias = Case[Any]

SKIP = True
"""What a Schemathesis check returns when it had nothing to look at."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request of an operation, and its response."""

    operation: str
    """operationId of the specification."""
    status: int
    path: dict[str, str]
    """Path parameters, percent-decoded from the URL that was sent."""
    query: dict[str, str]
    """Query parameters that were sent exactly once."""
    body: Any
    """The JSON of the response; None when it was something else."""
    headers: dict[str, str]
    """Of the response, by names in lower case."""

    @classmethod
    def read(cls, response: Response, case: AnyCase) -> Exchange | None:
        """The exchange of a case; None for methods that the specification does not know."""
        if response.request.method != case.operation.method.upper():
            return None
        url = urlsplit(response.request.url or "")
        pairs = parse_qsl(url.query, keep_blank_values=True)
        names = [name for name, _ in pairs]
        return cls(
            operation=case.operation.definition.raw["operationId"],
            status=response.status_code,
            path=_path_parameters(case.operation.path.partition("#")[0], url.path),
            query={name: value for name, value in pairs if names.count(name) == 1},
            body=read_json(response.content),
            headers={name.lower(): ", ".join(them) for name, them in response.headers.items()},
        )


def check_exchange(*operations: str) -> Callable[[Callable[[Exchange], object]], None]:
    """Register a function as a Schemathesis check of these operations' responses, by its own name.

    The function raises AssertionError where a response breaks the contract, in words that hold
    nothing of the response but times and numbers; it returns SKIP when it had nothing to check.
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
    """The objects in the list at a path; none where the response has another shape.

    Shapes are the business of `response_schema_conformance`; the other checks look past them.
    """
    for name in path:
        body = body.get(name) if isinstance(body, dict) else None
    return [item for item in body if isinstance(item, dict)] if isinstance(body, list) else []


def whole_number(text: str | None) -> int | None:
    """The number that a parameter's text stands for, if it is one."""
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


def _path_parameters(template: str, path: str) -> dict[str, str]:
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(template))
    found = re.search(f"{pattern}$", path)
    values = found.groupdict() if found else {}
    return {name: unquote(value) for name, value in values.items()}


# Each check of a response asks for its body in turn.
@lru_cache(maxsize=1)
def read_json(content: bytes) -> Any:
    """JSON; None where a body is something else."""
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
