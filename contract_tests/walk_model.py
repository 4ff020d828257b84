"""A tiny model of a provider's list, for tests of the walkers without any HTTP."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True)
class Row:
    id: str
    second: int
    fraction: float = 0.0

    @property
    def time(self) -> float:
        return self.second + self.fraction

    @property
    def updated_at(self) -> datetime:
        return datetime.fromtimestamp(self.time, UTC)


class TooMuchError(Exception):
    """A provider that refuses a limit."""


@dataclass
class TimedProvider:
    """Serves rows by time under one reading of what the documents leave open.

    With `exact` it compares and sorts by fractions of a second too, though its cursors are whole;
    with `truncated` it does not show them. With `empty_pages` a gap may be answered by a page
    without rows that links into the gap or to its end. It raises where more than `most` is asked.
    """

    rows: list[Row]
    inclusive: bool = True
    exact: bool = False
    truncated: bool = False
    cap: int | None = None
    most: int | None = None
    short_pages: bool = False
    always_links: bool = False
    empty_pages: bool = False
    random: random.Random = field(default_factory=lambda: random.Random(0))
    requests: int = 0
    sent: int = 0

    def get(self, since: int | None, until: int | None, limit: int) -> tuple[list[Row], str | None]:
        self.requests += 1
        if self.most is not None and limit > self.most:
            raise TooMuchError
        low, high = since or 0, until if until is not None else 2**40
        within = [
            row
            for row in self.rows
            if (low <= self._time(row) <= high)
            if self.inclusive
            or ((since is None or self._time(row) > low) and self._time(row) < high)
        ]
        # The order within one second is not stable between requests.
        self.random.shuffle(within)
        within.sort(key=self._time)
        if self.empty_pages and since is not None and within:
            end = within[0].second - (not self.inclusive)
            if since < end and self.random.random() < 0.7:
                onward = self.random.randint(since + 1, end)
                return [], f"https://elsewhere.example/policies/?since={onward}&"
        size = min(limit, self.cap or limit)
        if self.short_pages:
            size = self.random.randint(min(1, size), size)
        page = within[:size]
        self.sent += len(page)
        more = len(within) > len(page) or (self.always_links and bool(page))
        if not self.inclusive and page and self.cap is None and not self.short_pages:
            # With an exclusive bound, the link may count only what it would itself show.
            beyond = self._time(page[-1])
            more = any(self._time(row) > beyond for row in within) or self.always_links
        if self.truncated:
            page = [Row(row.id, row.second) for row in page]
        at = page[-1].second if page else low
        return page, f"https://elsewhere.example/policies/?since={at}&" if more else None

    def _time(self, row: Row) -> float:
        return row.time if self.exact else row.second


def body(page: list[Row], link: str | None) -> bytes:
    """A page as the provider would write it."""
    items = [{"id": row.id, "updated_at": row.updated_at.isoformat()} for row in page]
    links = {"next": {"href": link}} if link else {}
    return json.dumps({"_embedded": {"item": items}, "_links": links}).encode()
