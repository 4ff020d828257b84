"""Pagination by record index: choose the next range to request. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from .._core.arguments import check_number
from ..errors import PagingError
from .invalid import Invalid, Known, Taken, merged

MOST_RECORDS_PER_RANGE = 100
# A smaller range may be empty if counting starts at 1 and the last index is exclusive.
LEAST_RECORDS_PER_RANGE = 3
# With one record per range, counted from 1, a record repeats 3 times, plus once per insertion.
MOST_REPEATED_RANGES = 6
MOST_SHIFTED_RANGES = 50
MOST_STEPS_BACK = 50

Item = TypeVar("Item")


class IndexWalk(Generic[Item]):
    """Reads a list that is paged by the index of the first and last record of a range.

    The documents do not say whether the last index is inclusive or whether counting starts at 0
    or 1. So the walk advances by the number of records received, ends when no more arrive, and
    returns each id once. Insertions do no harm. A deletion moves later records up, so each range
    begins with the last record of the previous one. If a different record is there, the walk
    steps back until it finds a known one. If the provider keeps its records in order, no record
    that exists during the whole walk is missed.

    Args:
        identify: Returns a unique key of a record, such as its id.
        start: Index of the first record.
        page_size: Records per request, 3 to `most`.
        most: Maximum number of records in a range.
    """

    def __init__(
        self,
        identify: Callable[[Item], str],
        *,
        start: int = 0,
        page_size: int = MOST_RECORDS_PER_RANGE,
        most: int = MOST_RECORDS_PER_RANGE,
    ) -> None:
        self._page_size = check_number(page_size, "page_size", LEAST_RECORDS_PER_RANGE, most)
        self._identify = identify
        self._start = self._next = self._furthest = check_number(start, "start", 0)
        self._overlap = 1
        self._ended = False
        self._seen: set[str] = set()
        self._known = Known()
        self._longest = 0
        self._ends: object = None
        self._repeats = 0
        self._steps_back = 0
        self._done = False

    def query(self) -> tuple[int, int] | None:
        """Return the first and last index to request next, or None at the end of the list."""
        return None if self._done else (self._low, self._low + self._page_size - 1)

    def take(
        self, records: Sequence[Item], _: str | None = None, invalid: Sequence[Invalid] = ()
    ) -> Taken[Item]:
        """Process the response to `query`; see `Walk.take`.

        Raises:
            PagingError: The provider sends the same records for every index, or changes their
                order between requests.
        """
        every = merged(records, invalid)
        low = self._low
        if low > self._start and not self._ended and not self._joins(every, low):
            self._step_back(low)
            return Taken([], [])
        fresh: list[Item] = []
        for record in records:
            key = self._identify(record)
            if key not in self._seen:
                self._seen.add(key)
                fresh.append(record)
        news = self._known.news(every, invalid, self._identify, f"index {low}")
        self._known.add(invalid)
        if fresh or news:
            self._steps_back = 0
        self._advance(low, every, news=bool(fresh or news))
        # If counting starts at 1, the next range begins with the second to last record.
        for again in every[-2:]:
            self._known.comes_again(again, f"index {self._low}")
        return Taken(fresh, news)

    @property
    def _low(self) -> int:
        return max(self._start, self._next - self._overlap)

    def _joins(self, every: Sequence[Item | Invalid], low: int) -> bool:
        """Whether a range begins with a known record, so that no record was skipped."""
        if not every:
            return False
        if isinstance(every[0], Invalid):
            return self._known.came(every[0], f"index {low}")
        return self._identify(every[0]) in self._seen

    def _step_back(self, low: int) -> None:
        """Move back: a record before this range was deleted, so its first record has moved up."""
        if self._steps_back == MOST_STEPS_BACK:
            raise PagingError(
                "the provider returns the records in another order on each request (now at index "
                f"{low}), so the list could not be read to its end; try again later"
            )
        if self._overlap:
            half = self._page_size // 2
            self._next = max(self._start, low + 1 - (half << min(self._steps_back, 10)))
        self._overlap = 1
        self._steps_back += 1

    def _advance(self, low: int, every: Sequence[Item | Invalid], *, news: bool) -> None:
        end = low + len(every)
        ends = len(every), *(self._name(one) for one in (*every[:1], *every[-1:]))
        if news:
            self._repeats = 0
        elif end >= self._furthest:
            self._repeats += 1
        # Fewer or different known records mean that insertions have shifted the range.
        stands = ends == self._ends and len(every) >= self._longest
        most = MOST_REPEATED_RANGES if stands else MOST_SHIFTED_RANGES
        if every and self._repeats >= most:
            raise PagingError(
                "the provider ignores `from` and sends the same records again (now at index "
                f"{end}); the list could not be read to its end"
            )
        self._ends = ends
        self._longest = max(self._longest, len(every))
        self._done = not every
        # No further records mean the end of the list, unless a range of one record was cut.
        self._ended = end <= self._next
        # Constant insertions must not keep the walk from advancing.
        self._overlap = 1 if news else 0
        self._next = max(end, self._next)
        self._furthest = max(self._furthest, end)

    def _name(self, one: Item | Invalid) -> str:
        return one.fingerprint if isinstance(one, Invalid) else self._identify(one)
