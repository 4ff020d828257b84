"""One period of a list, read as windows that follow one another, by as many readers as one likes.

No I/O here. Each window is a `PolicyWalk` of its own, with whole seconds as bounds, so a row falls
into exactly one of them: by its `updated_at`. A row that changes meanwhile moves to the last one,
which has no end unless the period has one.

Nobody knows beforehand where the rows are. So the period is cut into equal parts once its first
page was read, and whoever has finished takes over half of the longest part that is left.
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
    """The windows of one reading, and what of them was handed out. Threads may share it.

    Args:
        since: First second wanted, Unix time (UTC); None for all.
        until: Last second wanted; None for no end.
        page_size: Rows to ask for at once; None to let it grow.
        cursor: Of an earlier reading, in place of the two bounds. It holds as many windows as were
            not read to their ends, whoever reads them now.
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
        # Up to where the caller has what was read: the walks themselves may be ahead of that.
        self._handed_out: list[Position | None] = [walk.position for walk in self.walks]
        # The window that a poll goes on with.
        self._last = len(self.walks) - 1
        self._free = list(range(len(self.walks)))
        self._lock = threading.Lock()
        self._errors: list[PagingError] = []

    def split(self, end: int, parts: int) -> None:
        """Cut a reading that has one window, its first page handed out. See `PolicyWalk.split`."""
        with self._lock:
            if len(self.walks) == 1:
                self._add(0, self.walks[0].split(end, parts))

    def share(self, end: int) -> int | None:
        """The number of a window to read, for one reader alone, or None if there is no more."""
        with self._lock:
            # First those where rows were found.
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
        """See `PolicyWalk.take`; with the rows comes the position to hand out with them."""
        with self._lock:
            walk = self.walks[number]
            try:
                return walk.take(rows, next_href, invalid), walk.position
            except PagingError as error:
                self._errors.append(error)
                raise

    def hand_out(self, number: int, position: Position | None) -> None:
        """Note up to where the caller has a window; None where there is no more of it."""
        if position is not None or number != self._last:
            self._handed_out[number] = position

    def tell(self, error: PagingError) -> None:
        """Say in an error of this reading where all windows stand."""
        if any(error is own for own in self._errors):
            error.cursor = self.cursor

    @property
    def cursor(self) -> str:
        """What was not handed out yet, of all windows, as a string for `Windows(cursor=...)`."""
        with self._lock:
            # A window may have been cut since.
            return _SEPARATOR.join(
                msgspec.structs.replace(position, until=walk.until).encode()
                for position, walk in zip(self._handed_out, self.walks, strict=True)
                if position is not None
            )

    def _add(self, number: int, walks: list[PolicyWalk[Row]]) -> None:
        """The later parts of a window."""
        if walks and number == self._last:
            self._last = len(self.walks) + len(walks) - 1
        self._free += range(len(self.walks), len(self.walks) + len(walks))
        self.walks += walks
        self._handed_out += (walk.position for walk in walks)
