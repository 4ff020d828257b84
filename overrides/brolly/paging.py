"""How to read a whole list: which page to ask for next, and when it has ended. No I/O here.

`PolicyWalk` reads KASKO's list of policies by time, `IndexWalk` InsureHero's lists by record index.
Both rest only on what the documents promise and stay right under each reading of what they leave
open (kasko.md 4.2, insurehero.md section 3).
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, Generic, Literal, Protocol, TypeVar
from urllib.parse import parse_qsl

import msgspec

from .errors import ConfigurationError, PagingError

DEFAULT_PAGE_SIZE = 100
MOST_ROWS_PER_PAGE = 10_000
MOST_RECORDS_PER_RANGE = 100
# A smaller range is empty where counting starts at 1 and the last index is left out.
LEAST_RECORDS_PER_RANGE = 3
# KASKO serves 20 policies where no limit is given (seed 001), so it can serve a page of that size.
SURE_PAGE_SIZE = 20
MOST_REPEATED_RANGES = 4
MOST_SHIFTED_RANGES = 50
MOST_EMPTY_PAGES = 1000


class TimedRow(Protocol):
    """A row of a list that is ordered by the time of its last change."""

    @property
    def id(self) -> str: ...
    @property
    def updated_at(self) -> datetime: ...


class IdentifiedRow(Protocol):
    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=TimedRow)
Identified = TypeVar("Identified", bound=IdentifiedRow)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """The rows of one page that did not come before, and where to go on.

    Attributes:
        items: The rows, in the provider's order.
        cursor: A JSON-able string; hand it to the iterator, in any process, to read on from the
            end of this page. It holds no personal data.
    """

    items: list[Item] = field(repr=False)
    cursor: str


@dataclass(frozen=True, slots=True)
class PageQuery:
    """What to ask for: bounds in Unix seconds (UTC), None where there is none."""

    since: int | None
    until: int | None
    limit: int


class _Cursor(msgspec.Struct, array_like=True, frozen=True):
    version: Literal[2]
    at: int | None
    low: int | None
    until: int | None
    limit: int
    seen: tuple[tuple[int, int], ...]

    def encode(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")

    @classmethod
    def decode(cls, cursor: str) -> _Cursor:
        try:
            text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            members = msgspec.json.decode(text, type=list[Any])
            if members[:1] == [1]:
                # Of brolly 0.1.0, which also noted whether `since` includes its second.
                members = [2, *members[1:4], *members[5:]]
            return msgspec.convert(members, cls)
        except (ValueError, msgspec.DecodeError) as error:
            raise ConfigurationError(
                "this is not a cursor of brolly: pass the string of `Page.cursor` unchanged"
            ) from error


class PolicyWalk(Generic[Row]):
    """Reads a list that is ordered by `updated_at` and paged by `since`, without a gap.

    The documents give a cursor of whole seconds and do not say whether it includes its own
    second, nor whether fractions of a second count. So a page proves only that the seconds before
    its last one are complete, and the walk

    * takes from a `next` link only that there is more, and asks from one second before its own
      last one: that brings the whole of the last second under every reading;
    * asks for more rows at once when these two seconds fill a whole page;
    * hands out each (id, updated_at) once;
    * raises `PagingError` when a second holds more rows than the provider sends at once.

    Args:
        since: First second wanted, Unix time (UTC); None for all.
        until: Last second wanted; None for no end.
        page_size: Rows to ask for at once.
        cursor: A `Page.cursor`, in place of the two bounds.
    """

    def __init__(
        self,
        *,
        since: int | None = None,
        until: int | None = None,
        page_size: int = DEFAULT_PAGE_SIZE,
        cursor: str | None = None,
    ) -> None:
        if not 1 <= page_size <= MOST_ROWS_PER_PAGE:
            raise ConfigurationError(f"page_size must be from 1 to {MOST_ROWS_PER_PAGE}")
        if cursor is None:
            start = _Cursor(2, None, since, until, page_size, ())
        elif since is None and until is None:
            start = _Cursor.decode(cursor)
        else:
            raise ConfigurationError(
                "a cursor holds its own since and until: give one or the other"
            )
        self._at = start.at
        self._low = start.low
        self._until = start.until
        # Rows that may come again, each with its second.
        self._seen = dict(start.seen)
        self._page_size = page_size
        self._limit = max(page_size, start.limit)
        self._from: int | None = None
        self._skips = 0
        self._done = False

    def query(self) -> PageQuery | None:
        """The page to ask for next, or None when the list has been read."""
        if self._done:
            return None
        until = None if self._until is None else self._until + 1
        return PageQuery(self._since, until, self._limit)

    def feed(self, rows: Sequence[Row], next_href: str | None) -> Page[Row]:
        """Take the answer to `query`; `next_href` is the page's `next` link, if it has one.

        Raises:
            PagingError: The list cannot be read without a gap; it names the second.
        """
        seconds = [math.floor(row.updated_at.timestamp()) for row in rows]
        self._check(seconds)
        more, next_since = self._read_link(next_href)
        fresh = self._fresh(rows, seconds)
        last = seconds[-1] if seconds else None
        # A page this long may have been cut, whatever its links say.
        full = len(rows) >= min(self._limit, SURE_PAGE_SIZE)
        if last is not None and (self._at is None or last > self._at):
            self._advance(last)
            if not more:
                self._done = not full
                self._widen()
        elif not rows and next_since is not None and next_since > (self._since or 0):
            self._skip_to(next_since)
        elif more:
            # A short page of all that is known of this second: the link says nothing.
            self._done = self._at_most and not full and not fresh and self._holds_all(rows)
            self._widen()
        elif (fresh and full) or len(rows) >= self._limit:
            self._widen()
        else:
            self._done = True
        if self._until is not None and last is not None and last > self._until:
            self._done = True
        low, high = self._low or 0, math.inf if self._until is None else self._until
        return Page([row for row, second in fresh if low <= second <= high], self.cursor)

    @property
    def cursor(self) -> str:
        """Where the walk stands, as a string for `PolicyWalk(cursor=...)`."""
        return _Cursor(
            2,
            self._at,
            self._low,
            self._until,
            self._limit,
            tuple(self._seen.items()),
        ).encode()

    @property
    def _since(self) -> int | None:
        if self._from is not None:
            return self._from
        first = self._low if self._at is None else self._at
        return None if first is None else max(0, first - 1)

    def _check(self, seconds: list[int]) -> None:
        since = self._since
        if since is not None and seconds and min(seconds) < since:
            raise PagingError(
                f"the provider sent policies from before `since` ({since}), so it cannot be "
                "read page by page; nothing after that second was read",
                second=since,
                cursor=self.cursor,
            )
        for earlier, later in pairwise(seconds):
            if later < earlier:
                raise PagingError(
                    "the provider's page is not in the order of updated_at, so pages cannot be "
                    f"joined without a gap; nothing after second {self._at} was read",
                    second=later,
                    cursor=self.cursor,
                )

    def _fresh(self, rows: Sequence[Row], seconds: list[int]) -> list[tuple[Row, int]]:
        """The rows that did not come before, each with its second; remembers the edge's."""
        fresh: list[tuple[Row, int]] = []
        on_page: set[tuple[str, datetime]] = set()
        for row, second in zip(rows, seconds, strict=True):
            identity = (row.id, row.updated_at)
            if identity in on_page:
                continue
            on_page.add(identity)
            if second >= seconds[-1] - 1 or second <= (self._at or 0):
                key = _key(row)
                if key in self._seen:
                    continue
                self._seen[key] = second
            fresh.append((row, second))
        return fresh

    def _advance(self, second: int) -> None:
        self._at = second
        self._from, self._skips = None, 0
        self._seen = {key: seen for key, seen in self._seen.items() if seen >= second - 1}
        self._limit = max(self._page_size, self._limit // 2)

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
    def _at_most(self) -> bool:
        return self._limit == MOST_ROWS_PER_PAGE

    def _holds_all(self, rows: Sequence[Row]) -> bool:
        keys = {_key(row) for row in rows}
        return all(key in keys for key, second in self._seen.items() if second == self._at)

    def _widen(self) -> None:
        """Ask for more rows at once, as the last second may not fit on a page."""
        if self._at_most and not self._done:
            raise PagingError(
                f"second {self._at} holds more policies than the provider sends at once, so it "
                "could not be read in full; ask the provider for a larger limit, or read on from "
                "a later `since` and fetch the rest by id",
                second=self._at,
                cursor=self.cursor,
            )
        self._limit = min(2 * self._limit, MOST_ROWS_PER_PAGE)

    def _read_link(self, href: str | None) -> tuple[bool, int | None]:
        """Whether a `next` link says that there is more, and from which second it would go on."""
        parameters = dict(parse_qsl((href or "").partition("?")[2].partition("#")[0]))
        since = parameters.get("since")
        if since is None and not parameters.keys() - {"limit", "until"}:
            # Only the base URL, or an empty `since`: the end (seed 001, kasko.md C14).
            return False, None
        second = _second(since)
        if second is None:
            raise PagingError(
                "the provider's next link pages in a way that the documents do not describe",
                second=self._at,
                cursor=self.cursor,
            )
        return True, second


class IndexWalk(Generic[Identified]):
    """Reads a list that is paged by the index of its first and last record, up to 100 at once.

    The documents leave open whether the last index is included and whether counting starts at 0
    or 1 (insurehero.md section 3). So the walk goes on by the number of records that came, ends
    at the first empty page, and hands out each id once. Records that others insert are no trouble.
    Where one is deleted, another moves up unseen: an index cannot show that.

    Args:
        start: Index of the first record.
        page_size: Records to ask for at once, 3 to 100.
    """

    def __init__(self, *, start: int = 0, page_size: int = MOST_RECORDS_PER_RANGE) -> None:
        if not LEAST_RECORDS_PER_RANGE <= page_size <= MOST_RECORDS_PER_RANGE:
            raise ConfigurationError(
                f"page_size must be from {LEAST_RECORDS_PER_RANGE} to {MOST_RECORDS_PER_RANGE}"
            )
        if start < 0:
            raise ConfigurationError("start must be 0 or more")
        self._next = start
        self._page_size = page_size
        self._seen: set[str] = set()
        self._longest = 0
        self._repeats = 0
        self._done = False

    def query(self) -> tuple[int, int] | None:
        """First and last index to ask for next, or None when the list has been read."""
        return None if self._done else (self._next, self._next + self._page_size - 1)

    def feed(self, records: Sequence[Identified], dropped: int = 0) -> list[Identified]:
        """Take the answer to `query`; returns the records that did not come before.

        `dropped` counts the records of the answer that could not be read.

        Raises:
            PagingError: The provider sends the same records whatever index is asked for.
        """
        fresh: list[Identified] = []
        for record in records:
            if record.id not in self._seen:
                self._seen.add(record.id)
                fresh.append(record)
        received = len(records) + dropped
        self._longest = max(self._longest, received)
        self._repeats = 0 if fresh or dropped else self._repeats + 1
        self._done = received == 0
        # A short range of known records is what others have pushed there by inserting.
        shifted = received < self._longest
        if received and self._repeats >= (MOST_SHIFTED_RANGES if shifted else MOST_REPEATED_RANGES):
            raise PagingError(
                f"the provider sends records that came before, whatever `from` says (now "
                f"{self._next}); the list was not read to its end"
            )
        self._next += received
        return fresh


def _second(text: str | None) -> int | None:
    """A `since` of either documented form in Unix seconds, or None if it is neither."""
    if text is not None and re.fullmatch(r"\d{1,18}", text):
        return int(text)
    try:
        # A `+` that was not percent-encoded has become a space.
        return math.floor(datetime.fromisoformat((text or "").replace(" ", "+")).timestamp())
    except (ValueError, OverflowError):
        return None


def _key(row: TimedRow) -> int:
    digest = hashlib.blake2b(f"{row.updated_at.timestamp()!r} {row.id}".encode(), digest_size=7)
    return int.from_bytes(digest.digest())
