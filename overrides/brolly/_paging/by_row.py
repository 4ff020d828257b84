"""Pagination of KASKO datasets by row: choose the next page to request. No I/O.

A page follows the row that `starting_after` names: by id, or by number if rows have no ids.
Responses also have a `Link` header, but its relation names are not documented. So a list ends at
an empty page, which costs one more call.
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
    """Reads a list with `starting_after` and returns each row once.

    Args:
        identify: Returns a unique key of a row.
        after: Returns the value of `starting_after`, given the number of rows received so far and
            a row of the last page, valid or not; None if the row has no usable value.
        overlap: Number of known rows that a page may begin with.
        page_size: Rows per request, up to `most`.
        most: Maximum number of rows in a page.
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
        """Return the next `starting_after` and `limit`, or None at the end of the list.

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
        """Process the response to `query`; see `Walk.take`.

        Raises:
            PagingError: The provider sends the same rows for every request.
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
        # A row without an id is repeated when the page follows an earlier row that has one.
        elif sum(not isinstance(row, Invalid) or row.id is not None for row in every) > (
            self._overlap
        ):
            raise PagingError(
                "the provider ignores `starting_after` and sends the same rows again; the list "
                "could not be read to its end"
            )
        return Taken(fresh, news)

    def _go_on(self, every: Sequence[Row | Invalid]) -> None:
        """Continue after the last row that has a usable position."""
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
    """Return a walk for rows that have an id."""
    return RowWalk(
        identify, lambda _, row: cast("str | None", row.id), page_size=page_size, most=most
    )


def by_number(
    identify: Callable[[Any], str], page_size: int, most: int = MOST_ROWS
) -> RowWalk[Any, int]:
    """Return a walk for rows that have only a number.

    The documents do not say whether counting starts at 0 or 1. One less than the number of rows
    received works for both: it may repeat the last row, which is then dropped.
    """
    return RowWalk(
        identify, lambda received, _: received - 1, page_size=page_size, most=most, overlap=1
    )
