"""Split a period of a list into consecutive windows for concurrent readers. No I/O.

Each window has its own `PolicyWalk` with whole seconds as bounds, so the `updated_at` of a row
puts it into exactly one window. A row that changes during the reading moves to the last window,
which is open unless the period has an end.

The distribution of the rows is not known in advance. So the period is split into equal parts after
its first page, and a reader that has finished takes over half of the longest part that is left.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Generic

import msgspec

from .._core.arguments import check_text
from .._paging.by_time import PolicyWalk
from .._paging.position import PageSize, Position
from ..errors import PagingError
from .invalid import Invalid, Known, Taken
from .position import PageQuery
from .timed import Row

_SEPARATOR = "."


class Windows(Generic[Row]):
    """The windows of a list and the progress of the caller in each. Thread-safe.

    Args:
        since: First second to include, Unix time (UTC); None for no lower bound.
        until: Last second to include; None for no upper bound.
        page_size: Rows per request; None to let it grow.
        cursor: A cursor of an earlier reading; replaces `since` and `until`. It has the windows
            that were not read to the end, for any number of readers.
    """

    def __init__(
        self,
        *,
        since: int | None = None,
        until: int | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
    ) -> None:
        size = PageSize(page_size)
        parts = [None] if cursor is None else check_text(cursor, "cursor").split(_SEPARATOR)
        known = Known()
        self.walks: list[PolicyWalk[Row]] = [
            PolicyWalk(since=since, until=until, page_size=size, cursor=part, known=known)
            for part in parts
        ]
        # The positions up to which the caller has the records; the walks may be ahead.
        self._handed_out: list[Position | None] = [walk.position for walk in self.walks]
        # The window that a poll continues with.
        self._last = len(self.walks) - 1
        self._free = list(range(len(self.walks)))
        self._lock = threading.Lock()
        self._errors: list[PagingError] = []

    def split(self, end: int, parts: int) -> None:
        """Split the only window after its first page was returned. See `PolicyWalk.split`."""
        with self._lock:
            if len(self.walks) == 1:
                self._add(0, self.walks[0].split(end, parts))

    def share(self, end: int) -> int | None:
        """Assign a window to one reader. Returns its number, or None if there are no more."""
        with self._lock:
            # Prefer windows in which rows were found.
            for begun in (True, False):
                if not self._free:
                    numbers = [n for n, walk in enumerate(self.walks) if walk.begun is begun]
                    longest = max(numbers, key=lambda n: self.walks[n].left(end), default=None)
                    if longest is not None:
                        self._add(longest, self.walks[longest].split(end, 2))
            return self._free.pop(0) if self._free else None

    def query(self, number: int) -> PageQuery | None:
        with self._lock:
            return self.walks[number].query()

    def shrink(self, number: int, failure: Exception | None = None) -> bool:
        """See `PolicyWalk.shrink`."""
        return self.walks[number].shrink(failure)

    def take(
        self,
        number: int,
        rows: Sequence[Row],
        next_href: str | None,
        invalid: Sequence[Invalid] = (),
    ) -> tuple[Taken[Row], Position]:
        """See `PolicyWalk.take`. Also returns the position for `hand_out`."""
        with self._lock:
            walk = self.walks[number]
            try:
                return walk.take(rows, next_href, invalid), walk.position
            except PagingError as error:
                self._errors.append(error)
                raise

    def hand_out(self, number: int, position: Position | None) -> None:
        """Store the position up to which the caller has a window; None at its end."""
        if position is not None or number != self._last:
            self._handed_out[number] = position

    def tell(self, error: PagingError) -> None:
        """Set the cursor of all windows on an error of this reading."""
        if any(error is own for own in self._errors):
            error.cursor = self.cursor

    @property
    def cursor(self) -> str:
        """The positions of all unfinished windows as a string for `Windows(cursor=...)`."""
        with self._lock:
            # A window may have been split in the meantime.
            return _SEPARATOR.join(
                msgspec.structs.replace(position, until=walk.until).encode()
                for position, walk in zip(self._handed_out, self.walks, strict=True)
                if position is not None
            )

    def _add(self, number: int, walks: list[PolicyWalk[Row]]) -> None:
        """Add the later parts of a window."""
        if walks and number == self._last:
            self._last = len(self.walks) + len(walks) - 1
        self._free += range(len(self.walks), len(self.walks) + len(walks))
        self.walks += walks
        self._handed_out += (walk.position for walk in walks)
