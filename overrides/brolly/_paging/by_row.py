"""Which rows of a KASKO dataset to ask for next. No I/O.

A page follows the row that `starting_after` names: by its id, or by its number where rows have no
ids. Pages also carry a `Link`, but which relation names it uses is not documented:
so a list ends at a page without rows, at the cost of one more call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast

from .._core.arguments import check_number
from ..errors import PagingError
from .invalid import Invalid, Known, Taken, merged

MOST_ROWS = 100

Row = TypeVar("Row")
After = TypeVar("After")


class RowWalk(Generic[Row, After]):
    """Reads a list from row to row, and hands out each row once.

    Args:
        identify: What tells a row from any other.
        after: What to send as `starting_after`, given the number of rows received so far and one
            of the last page, valid or not; None where that one does not tell.
        overlap: How many rows that came before may open a page.
        page_size: Rows to ask for at once, to `most`.
        most: The most rows of a page.
    """

    def __init__(
        self,
        identify: Callable[[Row], str],
        after: Callable[[int, Row | Invalid], After | None],
        *,
        page_size: int,
        most: int,
        overlap: int = 0,
    ) -> None:
        self.page_size = check_number(page_size, "page_size", overlap + 1, most)
        self._identify = identify
        self._after = after
        self._overlap = overlap
        self._seen: set[str] = set()
        self._known = Known()
        self._received = 0
        self._position: After | None = None
        # The row that the next page follows.
        self._edge = "the first"
        self._stuck = False
        self._done = False

    def query(self) -> tuple[After | None, int] | None:
        """`starting_after` and `limit` to ask for next, or None when the list has been read.

        Raises:
            PagingError: No row of a page could be read, not even its id.
        """
        if self._stuck:
            raise PagingError(
                "no row of a page could be read, so the next page cannot be requested"
            )
        return None if self._done else (self._position, self.page_size)

    def take(
        self, rows: Sequence[Row], _: str | None = None, invalid: Sequence[Invalid] = ()
    ) -> Taken[Row]:
        """Take the answer to `query`; see `Walk.take`.

        Raises:
            PagingError: The provider sends the same rows whatever it is asked for.
        """
        fresh: list[Row] = []
        for row in rows:
            key = self._identify(row)
            if key not in self._seen:
                self._seen.add(key)
                fresh.append(row)
        every = merged(rows, invalid)
        news = self._known.news(every, invalid, self._identify, self._edge)
        self._known.add(invalid)
        self._received += len(fresh) + sum(one.index >= 0 for one in news)
        self._done = not fresh and not news
        if not self._done:
            self._go_on(every)
        # A row without an id comes again where those before it have one.
        elif sum(not isinstance(row, Invalid) or row.id is not None for row in every) > (
            self._overlap
        ):
            raise PagingError(
                "the provider ignores `starting_after` and sends the same rows again; the list "
                "could not be read to its end"
            )
        return Taken(fresh, news)

    def _go_on(self, every: Sequence[Row | Invalid]) -> None:
        """After the last row that shows where it stands."""
        for row in reversed(every):
            after = self._after(self._received, row)
            if after is not None:
                self._position = after
                self._edge = row.fingerprint if isinstance(row, Invalid) else self._identify(row)
                break
        else:
            self._stuck = bool(every)
        if self._overlap:
            self._edge = f"number {self._position}"
            self._known.comes_again(every[-1], self._edge)


def by_id(
    identify: Callable[[Any], str], page_size: int, most: int = MOST_ROWS
) -> RowWalk[Any, str]:
    """The walk of rows that have an id."""
    return RowWalk(
        identify, lambda _, row: cast("str | None", row.id), page_size=page_size, most=most
    )


def by_number(
    identify: Callable[[Any], str], page_size: int, most: int = MOST_ROWS
) -> RowWalk[Any, int]:
    """The walk of rows that have a number only.

    Whether counting starts at 0 or 1 is not documented. One row less than has come is right for
    both: it may bring the last row again, which is then dropped.
    """
    return RowWalk(
        identify, lambda received, _: received - 1, page_size=page_size, most=most, overlap=1
    )
