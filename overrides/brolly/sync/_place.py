"""Where a copy of policies stands, and what to read next. No I/O.

Each run reads again what changed within `lookback` of the newest change that the run before could
know of, then whatever changed since: one walk, so that a version comes once. That is in:

    a change that becomes visible within `lookback` of its `updated_at`, after the next run.

The newest change is the last second that was seen, less the time that the reading took: what came
early in it may have been read before a late change showed itself. Nor is it later than the
provider's own clock when that reading began: a row that bears a time of the future must not move
what is read again.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Place(msgspec.Struct, omit_defaults=True):
    """What the tables hold, in Unix seconds (UTC); kept with them.

    Attributes:
        low: Where the copy begins; None for all.
        head: Up to which second all was read that was visible; None before the first end.
        cursor: Where a reading that has not ended goes on.
        began: The provider's time when that reading began.
        newest: The last second that it has seen.
        done: The provider's time when the last reading that ended began.
    """

    low: int | None = None
    head: int | None = None
    cursor: str | None = None
    began: int | None = None
    newest: int | None = None
    done: int | None = None

    def next(self, lookback: int, since: int | None) -> dict[str, Any]:
        """Arguments for `iter_policy_pages`.

        Args:
            lookback: Seconds to read again.
            since: Where the copy shall begin. Earlier than it did, everything from there on is
                read again.
        """
        earlier = self.low is not None and since is not None and since < self.low
        if self.cursor is not None and not earlier:
            return {"cursor": self.cursor}
        if self.head is None or earlier:
            self.low = since if since is not None else self.low
            start = self.low
        else:
            start = max(self.head - lookback, self.low or 0)
        self.cursor = self.began = self.newest = None
        return {"since": start} if start else {}

    def again(self, since: int | None) -> Place:
        """Before all that the copy holds; where it begins only moves back."""
        if self.head is None and self.cursor is None:
            return Place(low=since)
        return Place(low=self.low if since is None or self.low is None else min(since, self.low))

    def saw(self, cursor: str, newest: int, time: int) -> None:
        """Note a page: its cursor, its last second, and the time when the reading began."""
        self.cursor = cursor
        self.newest = max(newest, self.newest or 0)
        if self.began is None:
            self.began = time

    def ended(self, time: int, now: int) -> None:
        """Note that there is no more.

        Args:
            time: When the reading began, if no page came.
            now: The time now, by the same clock.
        """
        began = time if self.began is None else self.began
        if self.newest is not None:
            self.head = min(self.newest - max(0, now - began), began)
        self.done = began
        self.cursor = self.began = self.newest = None
