"""A tiny model of a provider's list, for tests of the walkers without any HTTP."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True)
class Row:
    id: str
    second: int

    @property
    def updated_at(self) -> datetime:
        return datetime.fromtimestamp(self.second, UTC)


@dataclass
class TimedProvider:
    """Serves rows by time under one reading of what the documents leave open.

    `writes` is called before each request and may change the rows, as other users would.
    """

    rows: list[Row]
    inclusive: bool = True
    cap: int | None = None
    short_pages: bool = False
    always_links: bool = False
    random: random.Random = field(default_factory=lambda: random.Random(0))
    requests: int = 0
    sent: int = 0

    def get(self, since: int | None, until: int | None, limit: int) -> tuple[list[Row], str | None]:
        self.requests += 1
        low, high = since or 0, until if until is not None else 2**40
        within = [
            row
            for row in self.rows
            if (low <= row.second <= high)
            if self.inclusive or ((since is None or row.second > low) and row.second < high)
        ]
        # The order within one second is not stable between requests.
        self.random.shuffle(within)
        within.sort(key=lambda row: row.second)
        size = min(limit, self.cap or limit)
        if self.short_pages:
            size = self.random.randint(min(1, size), size)
        page = within[:size]
        self.sent += len(page)
        more = len(within) > len(page) or (self.always_links and bool(page))
        if not self.inclusive and page and self.cap is None and not self.short_pages:
            # With an exclusive bound, the link may count only what it would itself show.
            more = any(row.second > page[-1].second for row in within) or self.always_links
        at = page[-1].second if page else low
        return page, f"https://elsewhere.example/policies/?since={at}&" if more else None
