"""Lists that are paged by the index of a record: which range to ask for next. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from .._core.arguments import check_number
from ..errors import PagingError
from .invalid import Invalid, Known, Taken, merged

MOST_RECORDS_PER_RANGE = 100
# A smaller range is empty where counting starts at 1 and the last index is left out.
LEAST_RECORDS_PER_RANGE = 3
# One record at once, counted from 1, comes three times, and once more for each that is inserted.
MOST_REPEATED_RANGES = 6
MOST_SHIFTED_RANGES = 50
MOST_STEPS_BACK = 50

Item = TypeVar("Item")


class IndexWalk(Generic[Item]):
    """Reads a list that is paged by the index of its first and last record, up to 100 at once.

    The documents leave open whether the last index is included and whether counting starts at 0
    or 1. So the walk goes on by the number of records that came, ends where no more come, and hands
    out each id once. Records that others insert are no trouble. Where one is deleted, those behind
    it move up; so each range begins with the last record of the one before. Where another
    record stands there, the walk steps back until it meets one that it knows. As long as the
    provider keeps the order of its records, none that is there all the time is missed.

    Args:
        identify: What tells a record from any other, such as its id.
        start: Index of the first record.
        page_size: Records to ask for at once, 3 to `most`.
        most: The most records of a range.
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
        """First and last index to ask for next, or None when the list has been read."""
        return None if self._done else (self._low, self._low + self._page_size - 1)

    def take(
        self, records: Sequence[Item], _: str | None = None, invalid: Sequence[Invalid] = ()
    ) -> Taken[Item]:
        """Take the answer to `query`; see `Walk.take`.

        Raises:
            PagingError: The provider sends the same records whatever index is asked for, or its
                order changes from request to request.
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
        # Counting may start at 1: then the last record but one comes again first.
        for again in every[-2:]:
            self._known.comes_again(again, f"index {self._low}")
        return Taken(fresh, news)

    @property
    def _low(self) -> int:
        return max(self._start, self._next - self._overlap)

    def _joins(self, every: Sequence[Item | Invalid], low: int) -> bool:
        """Whether a range begins with a record that came before, so that none is hidden."""
        if not every:
            return False
        if isinstance(every[0], Invalid):
            return self._known.came(every[0], f"index {low}")
        return self._identify(every[0]) in self._seen

    def _step_back(self, low: int) -> None:
        """Something before this range is gone, and what it should begin with has moved up."""
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
        # Fewer or other known records are what others have pushed there by inserting.
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
        # Where nothing more came the list ends, unless a range of one record was cut short.
        self._ended = end <= self._next
        # Others who insert all the time must not keep it where it is.
        self._overlap = 1 if news else 0
        self._next = max(end, self._next)
        self._furthest = max(self._furthest, end)

    def _name(self, one: Item | Invalid) -> str:
        return one.fingerprint if isinstance(one, Invalid) else self._identify(one)
