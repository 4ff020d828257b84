"""Pagination of lists ordered by `updated_at`: choose the next page to request. No I/O.

`PolicyWalk` relies only on documented behaviour and is correct under each possible meaning of
what the documents leave open.
"""

from __future__ import annotations

import logging
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Generic, Literal

from ..errors import ConfigurationError, PagingError
from .invalid import Invalid, Known, Taken, merged
from .position import MOST_ROWS_PER_PAGE, PageQuery, PageSize, Position
from .timed import Placed, Row, floor, in_time, is_untimed, key_of, linked_second, moment, placed

# KASKO sends 20 policies by default, so it supports pages of that size.
SURE_PAGE_SIZE = 20
MOST_EMPTY_PAGES = 1000

_LOG = logging.getLogger("brolly")


class PolicyWalk(Generic[Row]):
    """Reads a list that is ordered by `updated_at` and paged by `since`, without a gap.

    `since` has whole seconds. The documents do not say whether it is inclusive or whether
    fractions of a second count. So a page proves only that the seconds before its last one are
    complete, and the walk

    * uses a `next` link only as a sign that there is more, and requests the next page from one
      second before the last one, which returns the whole last second in every case;
    * requests more rows per page when these two seconds fill a page;
    * returns each (id, updated_at) once;
    * repeats the request when a page is empty although it should contain known rows;
    * raises `PagingError` when a second has more rows than the provider sends per page, or when
      the pages cannot be joined without a gap.

    Args:
        since: First second to include, Unix time (UTC); None for no lower bound.
        until: Last second to include; None for no upper bound.
        page_size: Rows per request.
        cursor: A cursor of an earlier walk; replaces `since` and `until`.
        known: The invalid records received so far, shared with the walks of other periods.
    """

    def __init__(
        self,
        *,
        since: int | None = None,
        until: int | None = None,
        page_size: int | PageSize | None = None,
        cursor: str | None = None,
        known: Known | None = None,
    ) -> None:
        self._size = page_size if isinstance(page_size, PageSize) else PageSize(page_size)
        if cursor is None:
            start = Position(2, None, since, until, self._size.rows, ())
        elif since is None and until is None:
            start = Position.decode(cursor)
        else:
            raise ConfigurationError(
                "a cursor contains since and until; pass either the cursor or these"
            )
        self._at = start.at
        self._low = start.low
        self._until = start.until
        # Keys of rows that may be sent again, with their seconds.
        self._seen = dict(start.seen)
        self._known = Known() if known is None else known
        self._longest = 0
        # State of the check for rows beyond a short page that has a `next` link.
        self._ahead: Literal["", "second", "next", "more"] = ""
        self._limit = max(self._size.rows, start.limit)
        self._most = MOST_ROWS_PER_PAGE
        self._failure: Exception | None = None
        self._from: int | None = None
        self._skips = 0
        # Whether the last row has a valid time, so that the next page must repeat it.
        self._due = start.at is not None
        self._doubts = False
        self._done = False

    def query(self) -> PageQuery | None:
        """Return the next page to request, or None at the end of the list."""
        if self._done:
            return None
        # Rows changed in the meantime may have left the period, but not the list.
        until = None if self._until is None or self._doubts else self._until + 1
        return PageQuery(in_time(self._since), in_time(until), self._limit)

    def take(
        self, rows: Sequence[Row], next_href: str | None = None, invalid: Sequence[Invalid] = ()
    ) -> Taken[Row]:
        """Process the response to `query`; see `Walk.take`. Returns only rows of the period.

        Raises:
            PagingError: The list cannot be read without a gap. The error has the second.
        """
        if self._ahead in ("second", "next"):
            return self._looked_ahead(rows, invalid)
        if not invalid:
            return Taken(self._take(rows, next_href), [])
        every = merged(rows, invalid)
        news = self._known.news(
            every, invalid, lambda row: str(key_of(row)), f"from {self._since}", timed=True
        )
        # If no row has a valid time, the link may give the position.
        start = max(self._read_link(next_href) or 0, self._at or 0, self._low or 0)
        everything = placed(every, start)
        found = self._take(everything, next_href)
        wanted = {row.invalid for row in found if isinstance(row, Placed)}
        fresh = [one for one in news if one in wanted or one.index < 0]
        # The walk of another window returns the records of that window.
        others = {*news}.difference(fresh)
        self._known.add([one for one in invalid if one not in others])
        full = len(everything) >= max(self._longest, min(self._limit, SURE_PAGE_SIZE))
        if self._done and full and not fresh and is_untimed(everything[-1]):
            raise self._gap(
                "the last record of a full page could not be read, not even its updated_at, so "
                f"the next page cannot be requested; nothing after second {self._at} was read"
            )
        return Taken([row for row in found if not isinstance(row, Placed)], fresh)

    def _take(self, rows: Sequence[Any], next_href: str | None) -> list[Any]:
        times = [row.updated_at for row in rows]
        self._check_order(times)
        first, last = (floor(times[0]), floor(times[-1])) if times else (None, None)
        self._check_start(first)
        next_since = self._read_link(next_href)
        more = next_since is not None
        fresh = [] if last is None else self._fresh(rows, times, last)
        # A page of this length may be truncated, even without a `next` link.
        full = len(rows) >= min(self._limit, SURE_PAGE_SIZE)
        filled = len(rows) >= self._limit
        self._longest = max(self._longest, len(rows))
        if rows:
            self._doubts, self._due = False, not is_untimed(rows[-1])
            self._size.answered(self._limit, filled=filled)
        if last is not None and (self._at is None or last > self._at):
            self._advance(last)
            if not more:
                self._done = not full
                self._limit = min(2 * self._limit, self._most)
        elif not rows and next_since is not None and next_since > (self._since or 0):
            self._skip_to(next_since)
        elif not rows and not more and self._expects_known:
            self._doubt()
        elif more:
            if self._at_most and not full and not fresh and self._holds_all(rows):
                # A short page with only known rows: the link may not mean that there is more.
                self._look_ahead()
            else:
                self._widen(stuck=filled or not fresh or self._most == MOST_ROWS_PER_PAGE)
        elif (fresh and full) or filled:
            self._widen(stuck=filled)
        else:
            self._done = True
        if self._until is not None and last is not None and last > self._until:
            self._done = True
        return self._wanted(fresh, first, last)

    def shrink(self, failure: Exception | None = None) -> bool:
        """Reduce the page size after a failure. False if pages of this size succeeded before.

        `query` then requests fewer rows and does not increase the number again. If these are too
        few, `take` raises `failure`, if given: its cause may not be the page size.
        """
        if self._limit <= self._size.proven:
            return False
        self._failure = failure
        self._size.refused()
        self._limit = self._most = max(self._size.proven, self._limit // 2)
        return True

    @property
    def begun(self) -> bool:
        """Whether any row was received."""
        return self._at is not None

    def left(self, end: int) -> int:
        """Seconds of the period still to read if rows end at `end`; 0 if unknown."""
        start = self._low if self._at is None else self._at
        if self._done or start is None:
            return 0
        return max(0, (end if self._until is None else min(end, self._until)) - start)

    def split(self, end: int, parts: int) -> list[PolicyWalk[Row]]:
        """Split the rest of the period into consecutive periods, each with its own walk.

        A response to a pending request of this walk may be processed afterwards.

        Args:
            end: Expected time of the last row, Unix time. It affects only the balance.
            parts: Number of walks, including this one, which then ends earlier.

        Returns:
            The other walks; an empty list if too little is left.
        """
        left = self.left(end)
        parts = min(parts, left)
        start = self._at or self._low or 0
        ends = [start + left * part // parts for part in range(1, parts)]
        walks: list[PolicyWalk[Row]] = [
            PolicyWalk(since=low + 1, until=high, page_size=self._size, known=self._known)
            for low, high in zip(ends, [*ends[1:], self._until], strict=False)
        ]
        if ends:
            self._until = ends[0]
        return walks

    @property
    def until(self) -> int | None:
        return self._until

    @property
    def position(self) -> Position:
        """The current position of the walk."""
        return Position(
            2,
            self._at,
            self._low,
            self._until,
            # Only if a crowded second needs it: a resumed walk may use another page size.
            self._limit if self._limit > self._size.rows else 0,
            tuple(self._seen.items()),
        )

    @property
    def cursor(self) -> str:
        """The current position as a string for `PolicyWalk(cursor=...)`."""
        return self.position.encode()

    @property
    def _since(self) -> int | None:
        if self._from is not None:
            return self._from
        if self._ahead in ("second", "next"):
            return (self._at or 0) + (self._ahead == "next")
        first = self._low if self._at is None else self._at
        return None if first is None else max(0, first - 1)

    def _gap(self, text: str, second: int | None = None) -> PagingError:
        second = self._at if second is None else second
        return PagingError(text, second=second, cursor=self.cursor)

    def _check_start(self, first: int | None) -> None:
        since = self._since
        if since is not None and first is not None and first < since:
            raise self._gap(
                f"the provider sent records from before `since` ({since}), so the list cannot be "
                "read page by page; nothing after that second was read",
                since,
            )

    def _check_order(self, times: list[datetime]) -> None:
        """Check that the seconds are in order. Rows of one second may have any order."""
        if times == sorted(times):
            return
        for earlier, later in pairwise(map(floor, times)):
            if later < earlier:
                raise self._gap(
                    "the provider's page is not in the order of updated_at, so pages cannot be "
                    f"joined without a gap; nothing after second {self._at} was read",
                    later,
                )

    def _fresh(self, rows: Sequence[Row], times: list[datetime], last: int) -> list[Row]:
        """Return the new rows and remember those that may be sent again.

        Only the seconds up to the current one can repeat known rows, and only the last two of a
        page are requested again. The rows between, nearly the whole page, need no lookup.
        """
        start = 0 if self._at is None else bisect_left(times, moment(self._at + 1))
        end = max(start, bisect_left(times, moment(last - 1)))
        between: Iterable[Row] = rows[start:end]
        if len({row.id for row in between}) < end - start:
            between = {(row.id, row.updated_at): row for row in between}.values()
        return [*self._news(rows[:start]), *between, *self._news(rows[end:])]

    def _news(self, rows: Sequence[Row]) -> Iterator[Row]:
        for row in rows:
            key = key_of(row)
            if key not in self._seen:
                self._seen[key] = floor(row.updated_at)
                yield row

    def _wanted(self, fresh: list[Row], first: int | None, last: int | None) -> list[Row]:
        """Drop rows outside the period, which can occur at both ends of a page."""
        low, high = self._low or 0, math.inf if self._until is None else self._until
        if first is None or last is None or low <= first <= last <= high:
            return fresh
        return [row for row in fresh if low <= floor(row.updated_at) <= high or is_untimed(row)]

    def _advance(self, second: int) -> None:
        self._at = second
        self._from, self._skips, self._ahead = None, 0, ""
        self._seen = {key: seen for key, seen in self._seen.items() if seen >= second - 1}
        self._limit = min(max(self._size.rows, self._limit // 2), self._most)

    def _skip_to(self, second: int) -> None:
        """Follow the link of an empty page: there are no rows before that second."""
        if self._skips == MOST_EMPTY_PAGES:
            raise self._gap(
                f"the provider sent {MOST_EMPTY_PAGES} empty pages in a row, each with a link to "
                f"the next; nothing after second {self._at} was read"
            )
        self._from, self._doubts = second, False
        self._skips += 1

    @property
    def _expects_known(self) -> bool:
        """Whether the response to `query` must contain known rows."""
        if not self._due or self._from is not None or self._at is None:
            return False
        return self._since == self._at - 1

    def _doubt(self) -> None:
        """Repeat the request after an unexpected empty page. A second one ends the list."""
        self._done, self._doubts = self._doubts, True
        if self._done:
            _LOG.info(
                "the provider sent an empty page twice, where records of second %s were "
                "expected; the list is taken to end there",
                self._at,
            )

    def _look_ahead(self) -> None:
        """Check from the last second and the next one whether a page with a link is the last.

        A provider may send fewer rows than requested although there are more.
        """
        if self._ahead == "more":
            raise self._gap(
                f"the provider sends {self._longest} records per page, and second {self._at} and "
                "the one before contain as many or more, so they could not be read in full; ask "
                "the provider for a larger limit, or continue from a later `since` and fetch the "
                "rest by id"
            )
        self._ahead = "second"

    def _looked_ahead(self, rows: Sequence[Row], invalid: Sequence[Invalid]) -> Taken[Row]:
        """Check only whether there are new rows; they are requested again as usual."""
        at = self._at or 0
        end = math.inf if self._until is None else self._until
        times = (one.updated_at for one in invalid)
        news = any(time and at < floor(time) <= end for time in times) or any(
            at <= floor(row.updated_at) <= end and key_of(row) not in self._seen for row in rows
        )
        last = self._ahead == "next" or at >= end
        self._done = last and not news
        self._ahead = "more" if news else "" if last else "next"
        return Taken([], [])

    @property
    def _at_most(self) -> bool:
        return self._limit == self._most

    def _holds_all(self, rows: Sequence[Row]) -> bool:
        keys = set(map(key_of, rows))
        return all(key in keys for key, second in self._seen.items() if second == self._at)

    def _widen(self, *, stuck: bool) -> None:
        """Increase the page size, as the last second may not fit on a page.

        If the provider refuses longer pages, repeat the request as long as it returns new rows.
        """
        if stuck and self._at_most and not self._done:
            raise self._failure or self._gap(
                f"second {self._at} contains more records than the provider sends per page, so it "
                "could not be read in full; ask the provider for a larger limit, or continue "
                "from a later `since` and fetch the rest by id"
            )
        self._limit = min(2 * self._limit, self._most)

    def _read_link(self, href: str | None) -> int | None:
        """Return the second at which a `next` link continues, or None at the end of the list."""
        try:
            return linked_second(href)
        except ValueError:
            raise self._gap(
                "the provider's next link uses a kind of paging that its documents do not describe"
            ) from None
