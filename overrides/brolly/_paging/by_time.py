"""Lists that are ordered by the time of the last change: which page to ask for next. No I/O.

`PolicyWalk` rests only on what the documents promise, and stays right under each reading of what
they leave open.
"""

from __future__ import annotations

import hashlib
import logging
import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Generic, Literal, Protocol, TypeVar
from urllib.parse import parse_qsl

from brolly_runtime import Page

from ..errors import ConfigurationError, PagingError
from .invalid import Invalid, Known, Taken, merged
from .position import (
    EPOCH,
    FIRST_SECOND,
    LAST_SECOND,
    MOST_ROWS_PER_PAGE,
    PageQuery,
    PageSize,
    Position,
)

# KASKO serves 20 policies where no limit is given, so it can serve a page of that size.
SURE_PAGE_SIZE = 20
MOST_EMPTY_PAGES = 1000


_LOG = logging.getLogger("brolly")
_PLAIN_LINK = re.compile(r"[^?#]*\?since=(\d{1,18})&?")


class TimedRow(Protocol):
    """A row of a list that is ordered by the time of its last change."""

    @property
    def id(self) -> str: ...
    @property
    def updated_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row that could not be read, where it stands in time."""

    invalid: Invalid
    id: str
    updated_at: datetime
    timed: bool
    """Whether the time is its own, or a neighbour's."""


Row = TypeVar("Row", bound=TimedRow)


class PolicyWalk(Generic[Row]):
    """Reads a list that is ordered by `updated_at` and paged by `since`, without a gap.

    The documents give a cursor of whole seconds and do not say whether it includes its own
    second, nor whether fractions of a second count. So a page proves only that the seconds before
    its last one are complete, and the walk

    * takes from a `next` link only that there is more, and asks from one second before its own
      last one: that brings the whole of the last second under every reading;
    * asks for more rows at once when these two seconds fill a whole page;
    * hands out each (id, updated_at) once;
    * asks again when a page is empty though rows that came before are due on it;
    * raises `PagingError` when a second holds more rows than the provider sends at once, or when
      rows that are due do not come.

    Args:
        since: First second wanted, Unix time (UTC); None for all.
        until: Last second wanted; None for no end.
        page_size: Rows to ask for at once.
        cursor: Of this walk at an earlier time, in place of the two bounds.
        known: The invalid records that came before, shared with the walks of other periods.
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
                "a cursor holds its own since and until: give one or the other"
            )
        self._at = start.at
        self._low = start.low
        self._until = start.until
        # Rows that may come again, each with its second.
        self._seen = dict(start.seen)
        self._known = Known() if known is None else known
        self._longest = 0
        # Whether there is more than a last page with a link brought, where that was asked.
        self._ahead: Literal["", "second", "next", "more"] = ""
        self._limit = max(self._size.rows, start.limit)
        self._most = MOST_ROWS_PER_PAGE
        self._failure: Exception | None = None
        self._from: int | None = None
        self._skips = 0
        # Whether the last row has a time of its own, and so is due again.
        self._due = start.at is not None
        self._doubts = False
        self._done = False

    def query(self) -> PageQuery | None:
        """The page to ask for next, or None when the list has been read."""
        if self._done:
            return None
        # Rows that have changed since may have left the period, but not the list.
        until = None if self._until is None or self._doubts else self._until + 1
        return PageQuery(self._since, until, self._limit)

    def feed(self, rows: Sequence[Row], next_href: str | None) -> Page[Row]:
        """`take` the answer to `query`, and say where the reading stands after it."""
        return Page(self.take(rows, next_href).records, self.cursor)

    def take(
        self, rows: Sequence[Row], next_href: str | None = None, invalid: Sequence[Invalid] = ()
    ) -> Taken[Row]:
        """Take the answer to `query`; see `Walk.take`. The rows are those that are wanted.

        Raises:
            PagingError: The list cannot be read without a gap; it names the second.
        """
        if self._ahead in ("second", "next"):
            return self._looked_ahead(rows, invalid)
        if not invalid:
            return Taken(self._take(rows, next_href), [])
        every = merged(rows, invalid)
        news = self._known.news(
            every, invalid, lambda row: str(_key(row)), f"from {self._since}", timed=True
        )
        placed = self._placed(every, next_href)
        found = self._take(placed, next_href)
        wanted = {row.invalid for row in found if isinstance(row, _Placed)}
        fresh = [one for one in news if one in wanted or one.index < 0]
        # What lies in another window is for the walk of that window to hand out.
        others = {*news}.difference(fresh)
        self._known.add([one for one in invalid if one not in others])
        full = len(placed) >= max(self._longest, min(self._limit, SURE_PAGE_SIZE))
        if self._done and full and not fresh and isinstance(placed[-1], _Placed):
            self._check_time(placed[-1])
        return Taken([row for row in found if not isinstance(row, _Placed)], fresh)

    def _placed(self, every: Sequence[Row | Invalid], next_href: str | None) -> list[Row | _Placed]:
        """What could not be read gets the place in time that it has or, without one, its
        neighbour's."""
        times = [None if isinstance(row, Invalid) else row.updated_at for row in every]
        later: datetime | None = None
        following: list[datetime | None] = []
        for time in reversed(times):
            later = time or later
            following.append(later)
        following.reverse()
        if following[:1] == [None]:
            # Nothing here has a time, unless one that could not be read.
            link = self._read_link(next_href)[1]
            start = max(link or 0, self._at or 0, self._low or 0)
        else:
            start = 0
        earlier: datetime | None = None
        rows: list[Row | _Placed] = []
        for row, after in zip(every, following, strict=True):
            if not isinstance(row, Invalid):
                earlier = row.updated_at
                rows.append(row)
                continue
            own = row.updated_at
            if own and ((earlier and own < earlier) or (after and own > after)):
                own = None
            earlier = own or earlier or after or _moment(start)
            rows.append(_Placed(row, row.id or row.name, earlier, timed=own is not None))
        return rows

    def _check_time(self, last: _Placed) -> None:
        if not last.timed:
            raise PagingError(
                "the last row of a full page could not be read, not even its updated_at, so what "
                f"follows it cannot be asked for; nothing after second {self._at} was read",
                second=self._at,
                cursor=self.cursor,
            )

    def _take(self, rows: Sequence[Any], next_href: str | None) -> list[Any]:
        times = [row.updated_at for row in rows]
        self._check_order(times)
        first, last = (_floor(times[0]), _floor(times[-1])) if times else (None, None)
        self._check_start(first)
        more, next_since = self._read_link(next_href)
        fresh = [] if last is None else self._fresh(rows, times, last)
        # A page this long may have been cut, whatever its links say.
        full = len(rows) >= min(self._limit, SURE_PAGE_SIZE)
        filled = len(rows) >= self._limit
        self._longest = max(self._longest, len(rows))
        if rows:
            self._doubts, self._due = False, not _is_untimed(rows[-1])
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
                # A short page of all that is known of this second: the link may say nothing.
                self._look_ahead()
            else:
                self._widen(stuck=filled or not fresh)
        elif (fresh and full) or filled:
            self._widen(stuck=filled)
        else:
            self._done = True
        if self._until is not None and last is not None and last > self._until:
            self._done = True
        return self._wanted(fresh, first, last)

    def shrink(self, failure: Exception | None = None) -> bool:
        """Whether a page that failed is worth another try, as it was longer than any that came.

        `query` then asks for fewer rows, and for no more again. Where so few do not do, `take`
        raises the `failure`, if it may have had nothing to do with the length.
        """
        if self._limit <= self._size.proven:
            return False
        self._failure = failure
        self._size.refused()
        self._limit = self._most = max(self._size.proven, self._limit // 2)
        return True

    @property
    def begun(self) -> bool:
        """Whether a row was seen, and so whether there are any."""
        return self._at is not None

    def left(self, end: int) -> int:
        """Seconds of the period that are left to read if rows end at `end`; 0 if none is known."""
        start = self._low if self._at is None else self._at
        if self._done or start is None:
            return 0
        return max(0, (end if self._until is None else min(end, self._until)) - start)

    def split(self, end: int, parts: int) -> list[PolicyWalk[Row]]:
        """Share the rest of the period with other walks, whose periods follow one another.

        An answer to this walk that is on its way may be taken afterwards.

        Args:
            end: Where the rows are expected to end, Unix time; only the balance depends on it.
            parts: How many walks there shall be, this one included, which then ends earlier.

        Returns:
            The other walks; none where too little is left.
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
        """Where the walk stands."""
        return Position(
            2,
            self._at,
            self._low,
            self._until,
            # Only what a crowded second needs: whoever resumes may want pages of another size.
            self._limit if self._limit > self._size.rows else 0,
            tuple(self._seen.items()),
        )

    @property
    def cursor(self) -> str:
        """Where the walk stands, as a string for `PolicyWalk(cursor=...)`."""
        return self.position.encode()

    @property
    def _since(self) -> int | None:
        if self._from is not None:
            return self._from
        if self._ahead in ("second", "next"):
            return (self._at or 0) + (self._ahead == "next")
        first = self._low if self._at is None else self._at
        return None if first is None else max(0, first - 1)

    def _check_start(self, first: int | None) -> None:
        since = self._since
        if since is not None and first is not None and first < since:
            raise PagingError(
                f"the provider sent policies from before `since` ({since}), so it cannot be "
                "read page by page; nothing after that second was read",
                second=since,
                cursor=self.cursor,
            )

    def _check_order(self, times: list[datetime]) -> None:
        """Within a second any order will do."""
        if times == sorted(times):
            return
        for earlier, later in pairwise(map(_floor, times)):
            if later < earlier:
                raise PagingError(
                    "the provider's page is not in the order of updated_at, so pages cannot be "
                    f"joined without a gap; nothing after second {self._at} was read",
                    second=later,
                    cursor=self.cursor,
                )

    def _fresh(self, rows: Sequence[Row], times: list[datetime], last: int) -> list[Row]:
        """The rows that did not come before; remembers those that may come again.

        Only the seconds up to the walk's own can repeat what was read, and only a page's last two
        will be asked for again. The rows between, nearly all of a page, are not looked up.
        """
        start = 0 if self._at is None else bisect_left(times, _moment(self._at + 1))
        end = max(start, bisect_left(times, _moment(last - 1)))
        between: Iterable[Row] = rows[start:end]
        if len({row.id for row in between}) < end - start:
            between = {(row.id, row.updated_at): row for row in between}.values()
        return [*self._news(rows[:start]), *between, *self._news(rows[end:])]

    def _news(self, rows: Sequence[Row]) -> Iterator[Row]:
        for row in rows:
            key = _key(row)
            if key not in self._seen:
                self._seen[key] = _floor(row.updated_at)
                yield row

    def _wanted(self, fresh: list[Row], first: int | None, last: int | None) -> list[Row]:
        """Without what lies outside the period, which a page may hold at its ends."""
        low, high = self._low or 0, math.inf if self._until is None else self._until
        if first is None or last is None or low <= first <= last <= high:
            return fresh
        return [row for row in fresh if low <= _floor(row.updated_at) <= high or _is_untimed(row)]

    def _advance(self, second: int) -> None:
        self._at = second
        self._from, self._skips, self._ahead = None, 0, ""
        self._seen = {key: seen for key, seen in self._seen.items() if seen >= second - 1}
        self._limit = min(max(self._size.rows, self._limit // 2), self._most)

    def _skip_to(self, second: int) -> None:
        """Follow an empty page's link: the provider says that there is nothing until then."""
        if self._skips == MOST_EMPTY_PAGES:
            raise PagingError(
                f"the provider sent {MOST_EMPTY_PAGES} empty pages in a row, each with a link to "
                "another; nothing after the second named here was read",
                second=self._at,
                cursor=self.cursor,
            )
        self._from = second
        self._skips += 1

    @property
    def _expects_known(self) -> bool:
        """Whether the answer to `query` brings rows again that came before, at the least."""
        if not self._due or self._from is not None or self._at is None:
            return False
        return self._since == self._at - 1

    def _doubt(self) -> None:
        """Ask once more where nothing came though known rows are there. Twice, it is the end."""
        self._done, self._doubts = self._doubts, True
        if self._done:
            _LOG.info(
                "the provider sent an empty page twice where policies of second %s came before; it "
                "is taken for the end",
                self._at,
            )

    def _look_ahead(self) -> None:
        """Ask from the last second and from the next, before a page with a link counts as the last.

        A provider may send fewer rows at once than it was asked for, and fewer than there are.
        """
        if self._ahead == "more":
            raise PagingError(
                f"the provider sends {self._longest} policies at once, and second {self._at} and "
                "the one before hold as many or more, so they could not be read in full; ask the "
                "provider for a larger limit, or read on from a later `since` and fetch the rest "
                "by id",
                second=self._at,
                cursor=self.cursor,
            )
        self._ahead = "second"

    def _looked_ahead(self, rows: Sequence[Row], invalid: Sequence[Invalid]) -> Taken[Row]:
        """News is asked for again as always: here it only counts whether there is any."""
        at = self._at or 0
        end = math.inf if self._until is None else self._until
        times = (one.updated_at for one in invalid)
        later = any(time and at < _floor(time) <= end for time in times)
        news = later or any(
            at <= _floor(row.updated_at) <= end and _key(row) not in self._seen for row in rows
        )
        last = self._ahead == "next" or at >= end
        self._done = last and not news
        self._ahead = "more" if news else "" if last else "next"
        return Taken([], [])

    @property
    def _at_most(self) -> bool:
        return self._limit == self._most

    def _holds_all(self, rows: Sequence[Row]) -> bool:
        keys = {_key(row) for row in rows}
        return all(key in keys for key, second in self._seen.items() if second == self._at)

    def _widen(self, *, stuck: bool) -> None:
        """Ask for more rows at once, as the last second may not fit on a page.

        Where the provider refuses longer pages the same is asked again while that brings news.
        """
        stuck = stuck or self._most == MOST_ROWS_PER_PAGE
        if stuck and self._at_most and not self._done:
            raise self._failure or PagingError(
                f"second {self._at} holds more policies than the provider sends at once, so it "
                "could not be read in full; ask the provider for a larger limit, or read on from "
                "a later `since` and fetch the rest by id",
                second=self._at,
                cursor=self.cursor,
            )
        self._limit = min(2 * self._limit, self._most)

    def _read_link(self, href: str | None) -> tuple[bool, int | None]:
        """Whether a `next` link says that there is more, and from which second it would go on."""
        if plain := _PLAIN_LINK.fullmatch(href or ""):
            return True, int(plain[1])
        parameters = dict(parse_qsl((href or "").partition("?")[2].partition("#")[0]))
        since = parameters.get("since")
        if since is None and not parameters.keys() - {"limit", "until"}:
            # Only the base URL, or an empty `since`: the end.
            return False, None
        second = _second(since)
        if second is None:
            raise PagingError(
                "the provider's next link pages in a way that the documents do not describe",
                second=self._at,
                cursor=self.cursor,
            )
        return True, second


def _second(text: str | None) -> int | None:
    """A `since` of either documented form in Unix seconds, or None if it is neither."""
    if text is not None and re.fullmatch(r"\d{1,18}", text):
        return int(text)
    try:
        # A `+` that was not percent-encoded has become a space.
        return math.floor(datetime.fromisoformat((text or "").replace(" ", "+")).timestamp())
    except (ValueError, OverflowError):
        return None


def _floor(time: datetime) -> int:
    return math.floor(time.timestamp())


def _moment(second: int) -> datetime:
    """The first instant of a second, or the nearest that a datetime can hold."""
    return EPOCH + timedelta(seconds=min(max(second, FIRST_SECOND), LAST_SECOND))


def _is_untimed(row: TimedRow | _Placed) -> bool:
    return isinstance(row, _Placed) and not row.timed


def _key(row: TimedRow | _Placed) -> int:
    # Where a record has no time its place may be another on another page.
    time = "" if _is_untimed(row) else repr(row.updated_at.timestamp())
    digest = hashlib.blake2b(f"{time} {row.id}".encode(), digest_size=7)
    return int.from_bytes(digest.digest())
