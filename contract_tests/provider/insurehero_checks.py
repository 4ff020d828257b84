"""What InsureHero's documents promise beyond the shape of an answer.

Sources: seed 002 (authorize), docs.insurehero.io integrations and authorization pages; fact sheet,
sections 2 and 3. Each check holds for both readings of `to` and for either first index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import schemathesis
from schemathesis import CheckContext, Response

from brolly_mock.spec import load
from provider.exchange import SKIP, AnyCase, Exchange, check_exchange, records, whole_number

_GREATEST_PAGE = 100
_LISTS = (
    "list_risk_items",
    "list_claims",
    "list_channel_risk_items",
    "list_packages",
    "list_users",
)
_OPERATIONS = tuple(operation.id for operation in load("insurehero").operations)
_AUTHORIZE = ("authorize", "authorize_channel")
_EXPLAINED = frozenset({400, 401, 402, 404, 422, 429})


@check_exchange(*_LISTS)
def range_size(exchange: Exchange) -> object:
    """A range holds no more records than were asked for, and never more than 100."""
    asked = _range(exchange)
    if asked is None:
        return SKIP
    first, last = asked
    most = max(0, min(last - first + 1, _GREATEST_PAGE))
    size = len(records(exchange.body, "data"))
    assert size <= most, f"the range holds {size} records, asked for were {most}"
    return None


@dataclass(frozen=True, slots=True)
class _Range:
    operation: str
    first: int
    last: int
    ids: frozenset[str]

    def contradicts(self, other: _Range) -> bool:
        apart = self.last < other.first or other.last < self.first
        return self.operation == other.operation and apart and not self.ids.isdisjoint(other.ids)


@schemathesis.check
class ranges_disjoint:  # noqa: N801 - the class name is the check's name in every report
    """Ranges that do not overlap share no record.

    Holds while nobody writes: with a record inserted between two requests, indexes move.
    """

    def __init__(self) -> None:
        self._seen: set[_Range] = set()

    def after_response(self, _: CheckContext, response: Response, case: AnyCase) -> bool | None:
        exchange = Exchange.read(response, case)
        asked = _range(exchange) if exchange else None
        if exchange is None or asked is None:
            return SKIP
        ids = frozenset(_texts(records(exchange.body, "data"), "id"))
        page = _Range(exchange.operation, *asked, ids)
        clash = next(filter(page.contradicts, self._seen), None)
        self._seen.add(page)
        assert clash is None, (
            f"records {page.first} to {page.last} came again in {clash.first} to {clash.last}"
        )
        return None


@check_exchange(*_OPERATIONS)
def error_explains(exchange: Exchange) -> object:
    """A refused request is told why, in `error` and in `details`."""
    if exchange.status not in _EXPLAINED:
        return SKIP
    body = exchange.body if isinstance(exchange.body, dict) else {}
    missing = [name for name in ("error", "details") if not isinstance(body.get(name), str)]
    assert not missing, f"status {exchange.status} comes without {' and '.join(missing)}"
    return None


@schemathesis.check
class key_checked:  # noqa: N801 - as above
    """Authorize refuses a wrong key with 401, and a request without a key with 400 or 401."""

    def __init__(self) -> None:
        self._done: set[str] = set()

    def after_response(self, _: CheckContext, response: Response, case: AnyCase) -> bool | None:
        exchange = Exchange.read(response, case)
        if exchange is None or exchange.operation not in _AUTHORIZE or exchange.status != 200:
            return SKIP
        if exchange.operation in self._done:
            return SKIP
        self._done.add(exchange.operation)
        for words, headers, refusals in (
            ("a wrong key", {"x-api-key": "wrong"}, {401}),
            ("no key", {}, {400, 401}),
        ):
            status = case.operation.Case(headers=headers).call().status_code
            assert status in refusals, f"{words} is answered by {status}, not by a refusal"
        return None


def _range(exchange: Exchange) -> tuple[int, int] | None:
    """The first and last index of a range that was given, None for any other exchange."""
    if exchange.operation not in _LISTS or exchange.status != 200:
        return None
    first, last = (whole_number(exchange.query.get(name)) for name in ("from", "to"))
    return None if first is None or last is None else (first, last)


def _texts(items: list[dict[str, Any]], name: str) -> list[str]:
    return [item[name] for item in items if isinstance(item.get(name), str)]
