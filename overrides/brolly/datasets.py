"""Which rows of a KASKO dataset to ask for next. No I/O.

A page follows the row that `starting_after` names: by its id, or by its number where rows have no
ids (kasko.md 4.17). Pages also carry a `Link`, but which relation names it uses is not documented:
so a list ends at a page without rows, at the cost of one more call.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from ._arguments import check_number
from .errors import PagingError

MOST_ROWS = 100
"""What `limit` may be at most (kasko.md 4.17)."""

Row = TypeVar("Row")
After = TypeVar("After")


class RowWalk(Generic[Row, After]):
    """Reads a list from row to row, and hands out each row once.

    Args:
        identify: What tells a row from any other.
        after: What to send as `starting_after`, given the number of rows received so far and the
            last of them.
        overlap: How many rows that came before may open a page.
        page_size: Rows to ask for at once, to `MOST_ROWS`.
    """

    def __init__(
        self,
        identify: Callable[[Row], str],
        after: Callable[[int, Row], After],
        *,
        overlap: int = 0,
        page_size: int = MOST_ROWS,
    ) -> None:
        check_number(page_size, "page_size", overlap + 1, MOST_ROWS)
        self.page_size = page_size
        self._identify = identify
        self._after = after
        self._overlap = overlap
        self._seen: set[str] = set()
        self._position: After | None = None
        self._done = False

    def query(self) -> tuple[After | None, int] | None:
        """`starting_after` and `limit` to ask for next, or None when the list has been read."""
        return None if self._done else (self._position, self.page_size)

    def feed(self, rows: Sequence[Row], dropped: int = 0) -> list[Row]:
        """Take the answer to `query`; returns the rows that did not come before.

        `dropped` counts the rows of the answer that could not be read.

        Raises:
            PagingError: The provider sends the same rows whatever it is asked for.
        """
        fresh: list[Row] = []
        for row in rows:
            key = self._identify(row)
            if key not in self._seen:
                self._seen.add(key)
                fresh.append(row)
        if fresh:
            self._position = self._after(len(self._seen), rows[-1])
        elif dropped:
            raise PagingError("no row of a page could be read, and what follows it needs one's id")
        elif len(rows) > self._overlap:
            raise PagingError(
                "the provider sends rows that came before, whatever `starting_after` says; the "
                "list was not read to its end"
            )
        self._done = not fresh
        return fresh


def by_id(page_size: int) -> RowWalk[Any, str]:
    """The walk of rows that have an id."""
    return RowWalk(lambda row: row.id, lambda _, row: row.id, page_size=page_size)


def by_number(page_size: int) -> RowWalk[dict[str, Any], int]:
    """The walk of distinct rows, which have a number only.

    Whether counting starts at 0 or 1 is not documented. One row less than has come is right for
    both: it may bring the last row again, which is then dropped.
    """
    return RowWalk(
        lambda row: json.dumps(row, sort_keys=True),
        lambda received, _: received - 1,
        overlap=1,
        page_size=page_size,
    )


def as_json(value: Sequence[str] | Sequence[Mapping[str, Any]]) -> str:
    """A parameter that is JSON text, with nothing that is not needed."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
