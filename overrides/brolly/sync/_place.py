"""Where a copy of policies stands, and what to read next. No I/O.

Each run is one walk. It starts `lookback` seconds before the head, the newest second that the last
run is sure of. So a change that becomes visible within `lookback` of its `updated_at` is in the
tables after the next run.

The head is the last second seen, less the time that the reading took: a page read early may lack a
change that appeared while later pages were read. The head is never later than the provider's clock
at the beginning of the reading, so a row with a future time does not move it.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Place(msgspec.Struct, omit_defaults=True):
    """What the tables hold, in Unix seconds (UTC); kept with them.

    Attributes:
        low: The first second of the copy; None for all.
        head: All that was visible up to this second is in; None before the first complete reading.
        cursor: Where to continue an interrupted reading.
        began: The provider's time when the interrupted reading began.
        newest: The last second that it has seen.
        done: The provider's time when the last complete reading began.
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
            since: The first second to copy. If it is earlier than before, everything from there
                on is read again.
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
        """The place for reading everything again. The first second only moves back."""
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
        """Note that the reading is complete.

        Args:
            time: When the reading began, if no page came.
            now: The time now, by the same clock.
        """
        began = time if self.began is None else self.began
        if self.newest is not None:
            self.head = min(self.newest - max(0, now - began), began)
        self.done = began
        self.cursor = self.began = self.newest = None
