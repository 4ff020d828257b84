"""Positions in a list: cursors, queries and page sizes. No I/O."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple

import msgspec

from brolly_runtime import convert, decoder

from .._core.arguments import check_number, check_text
from ..errors import ConfigurationError

FIRST_PAGE_SIZE, GROWN_PAGE_SIZE = 100, 1000
MOST_ROWS_PER_PAGE = 10_000

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_SECOND, LAST_SECOND = (
    (end - EPOCH) // timedelta(seconds=1)
    for end in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
)


class PageQuery(NamedTuple):
    """The query for a page. Bounds are in Unix seconds (UTC), None for no bound."""

    since: int | None
    until: int | None
    limit: int


class Position(msgspec.Struct, array_like=True, frozen=True):
    """The position of a walk. It has digests of the rows that may be sent again, not the rows."""

    version: Literal[2]
    at: int | None
    low: int | None
    until: int | None
    limit: int
    seen: tuple[tuple[int, int], ...]

    @property
    def is_possible(self) -> bool:
        """Whether each value is in the range that a walk can produce."""
        seconds = (self.at, self.low, self.until, *(second for _, second in self.seen))
        return 0 <= self.limit <= MOST_ROWS_PER_PAGE and all(
            second is None or FIRST_SECOND <= second <= LAST_SECOND for second in seconds
        )

    def encode(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")

    @classmethod
    def decode(cls, cursor: str) -> Position:
        check_text(cursor, "cursor")
        try:
            written = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            members = decoder(list[Any]).decode(written)
            if members[:1] == [1]:
                # A cursor of brolly 0.1.0 also has whether `since` is inclusive.
                members = [2, *members[1:4], *members[5:]]
            position = convert(members, cls)
        except (ValueError, RecursionError, msgspec.DecodeError):
            position = None
        if position is None or not position.is_possible:
            raise ConfigurationError(
                "this is not a cursor of brolly; pass the text of `Page.cursor` unchanged"
            )
        return position


class PageSize:
    """The number of rows per request, shared by the walks that read parts of one list.

    By default it starts at 100 and doubles, up to 1,000, with each full page. The documents state
    no maximum for `limit`. Longer pages save requests, but hardly any beyond 1,000. If a longer
    page fails, the size returns to the largest that succeeded.
    """

    def __init__(self, rows: int | None) -> None:
        self._grows = rows is None
        given = FIRST_PAGE_SIZE if rows is None else rows
        self.rows = self.proven = check_number(given, "page_size", 1, MOST_ROWS_PER_PAGE)

    def answered(self, limit: int, *, filled: bool) -> None:
        self.proven = max(self.proven, limit)
        if filled and self._grows:
            self.rows = min(max(self.rows, 2 * limit), GROWN_PAGE_SIZE)

    def refused(self) -> None:
        self._grows = False
        self.rows = min(self.rows, self.proven)
