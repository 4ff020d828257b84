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
MOST_REPEATED_RANGES = 4
MOST_SHIFTED_RANGES = 50

Item = TypeVar("Item")


class IndexWalk(Generic[Item]):
    """Reads a list that is paged by the index of its first and last record, up to 100 at once.

    The documents leave open whether the last index is included and whether counting starts at 0
    or 1. So the walk goes on by the number of records that came, ends
    at the first empty page, and hands out each id once. Records that others insert are no trouble.
    Where one is deleted, another moves up unseen: an index cannot show that.

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
        check_number(page_size, "page_size", LEAST_RECORDS_PER_RANGE, most)
        check_number(start, "start", 0)
        self._identify = identify
        self._next = start
        self._page_size = page_size
        self._seen: set[str] = set()
        self._known = Known()
        self._longest = 0
        self._repeats = 0
        self._done = False

    def query(self) -> tuple[int, int] | None:
        """First and last index to ask for next, or None when the list has been read."""
        return None if self._done else (self._next, self._next + self._page_size - 1)

    def take(
        self, records: Sequence[Item], _: str | None = None, invalid: Sequence[Invalid] = ()
    ) -> Taken[Item]:
        """Take the answer to `query`; see `Walk.take`.

        Raises:
            PagingError: The provider sends the same records whatever index is asked for.
        """
        fresh: list[Item] = []
        for record in records:
            key = self._identify(record)
            if key not in self._seen:
                self._seen.add(key)
                fresh.append(record)
        every = merged(records, invalid)
        news = self._known.news(every, invalid, self._identify, f"index {self._next}")
        received = len(every)
        first = not self._longest
        self._longest = max(self._longest, received)
        self._repeats = 0 if fresh or news else self._repeats + 1
        self._done = received == 0
        # A short range of known records is what others have pushed there by inserting.
        shifted = received < self._longest
        if received and self._repeats >= (MOST_SHIFTED_RANGES if shifted else MOST_REPEATED_RANGES):
            raise PagingError(
                f"the provider sends records that came before, whatever `from` says (now "
                f"{self._next}); the list was not read to its end"
            )
        self._next += received
        if first and received == self._page_size - 1:
            # Counting may start at 1.
            self._known.comes_again(every[-1], f"index {self._next}")
        return Taken(fresh, news)
