"""Reads policies in batches, and keeps the place after each. It does not know dlt or tables."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import msgspec

from kasko_api.models.policy import Policy

from .._core.answers import http_date
from .._core.whole import headers_of
from ..errors import NotFoundError, PagingError, ResponseValidationError
from ..kasko import Kasko
from ._place import Place
from ._tally import Recent, Tally, Unseen

TABLE = "policies"
ROWS_AT_ONCE = 2_000
"""The size of a batch. Larger ones take more memory and save little time."""
WORTH_A_LOAD = 60
"""Seconds that the stored place may lag while nothing changes."""


@dataclass(slots=True)
class Reading:
    """One run's reading.

    Args:
        place: Where the last run ended. Store it with the rows if `moved` is true.
        tally: Counts what is read.
        on_invalid: Called with each record that cannot be read.
        check: Called with each page's policies; it may refuse them.
        lookback: Seconds to read again.
        since: The first second to copy, Unix time.
        workers: Parallel requests.
        max_rows: Stop after the batch that reaches this number of rows.
        recent: What this process has loaded.
        clock: Measures how long the reading takes, in seconds.
        once: Stop before a page with another version of a policy that came already.

    Attributes:
        moved: Whether `place` has to be stored.
        known: `recent`, if this reading may leave out versions that are loaded.
    """

    place: Place
    tally: Tally
    on_invalid: Callable[[Any, ResponseValidationError], object]
    check: Callable[[list[Policy]], object] = bool
    lookback: int = 900
    since: int | None = None
    workers: int = 1
    max_rows: int | None = None
    recent: Recent | None = None
    clock: Callable[[], float] = time.monotonic
    once: bool = False
    moved: bool = False
    known: Recent | None = None
    _start: float = 0.0
    _sent: float = 0.0
    _came: set[int] = field(default_factory=set)
    _began: int | None = None

    def go_on(self, client: Kasko) -> Iterator[list[Policy]]:
        """Continue where the last run ended."""
        unseen = self.tally.unseen
        head, resumed = self.place.head, self.place.cursor is not None
        if not self.tally.more:
            self.tally.late = resumed
        self.tally.more = False
        arguments = self.place.next(self.lookback, self.since if unseen is None else None)
        self.known = self.recent if head is not None and not resumed else None
        rows = news = 0
        try:
            for records in self._pages(client, arguments):
                rows += len(records)
                if unseen is not None:
                    unseen.saw(record.id for record in records)
                fresh = records if self.known is None else self.known.fresh(records)
                news += len(fresh)
                yield fresh
                if self.max_rows is not None and rows >= self.max_rows:
                    self.tally.more = True
                    break
        except PagingError:
            if not rows:
                raise
            # Load what came first; the next reading meets the error again.
            self.tally.more = True
        if self.tally.more:
            self.moved = True
            return
        self.place.ended(self._time, math.ceil(self._time + self.clock() - self._sent))
        self.tally.complete_to = self.place.done
        # A poll without changes must not cause a load just to store its time.
        moved = (self.place.head or 0) - (head or 0)
        self.moved = bool(news or resumed or moved >= WORTH_A_LOAD)
        # What an interrupted run began is complete only up to then, so read once more.
        self.tally.more, self.tally.late = self.tally.late, False
        if unseen is not None:
            self.tally.not_seen[TABLE] += unseen.number
            self.tally.unseen = None

    def reconcile(self, client: Kasko, known: Iterable[str]) -> Iterator[list[Policy]]:
        """Read everything from the beginning. With the same `tally`, continue there.

        Args:
            client: The client to read with.
            known: Ids in the table. Those that do not come are counted as not seen.
        """
        if self.tally.unseen is None:
            self.tally.unseen = Unseen(known)
            self.place = self.place.again(self.since)
        yield from self.go_on(client)

    def some(self, client: Kasko, keys: Sequence[str]) -> Iterator[list[Policy]]:
        """Policies by their ids. The place does not change."""
        client = client.with_options(whole_records=True)
        found: list[Policy] = []
        for key in dict.fromkeys(keys):
            try:
                found.append(client.get_policy(key))
            except NotFoundError:
                self.tally.not_seen[TABLE] += 1
            except ResponseValidationError as error:
                self.on_invalid({"id": key}, error)
        self.check(found)
        self.tally.page(TABLE, len(found))
        yield found

    def kept(self) -> dict[str, Any]:
        """The place, as plain data."""
        place: dict[str, Any] = msgspec.to_builtins(self.place)
        return place

    def _pages(self, client: Kasko, arguments: dict[str, Any]) -> Iterator[list[Policy]]:
        """Batches of policies; `place` is then the place after the batch."""
        some: list[Policy] = []
        self._start, self._sent = time.time(), self.clock()
        whole = client.with_options(whole_records=True)
        pages = whole.iter_policy_pages(
            **arguments, workers=self.workers, on_invalid=self.on_invalid
        )
        with closing(pages):
            try:
                for page in pages:
                    if self._began is None:
                        self._note_time(page.items[0], self.clock() - self._sent)
                    records = self._only_once(page.items) if self.once else page.items
                    if not records:
                        self.tally.more = True
                        break
                    newest = int(max(record.updated_at for record in records).timestamp())
                    self.place.saw(page.cursor, newest, self._time)
                    self.check(records)
                    self.tally.at = newest
                    self.tally.page(TABLE, len(records))
                    some += records
                    if len(some) >= ROWS_AT_ONCE:
                        yield some
                        some = []
            except PagingError:
                if some:
                    yield some
                raise
        if some:
            yield some

    def _only_once(self, records: list[Policy]) -> list[Policy]:
        """The last version of each, or none if one of them came on an earlier page already."""
        last = {hash(record.id): record for record in records}
        if not self._came.isdisjoint(last):
            return []
        self._came.update(last)
        return list(last.values())

    def _note_time(self, first: Policy, took: float) -> None:
        # The provider's time when it sent the record.
        date = http_date((headers_of(first) or {}).get("date", ""))
        if date is not None:
            # The provider may have read its data when the request arrived.
            self._began = int(date - took)
            self.tally.clock = date - took - self._start

    @property
    def _time(self) -> int:
        """When the reading began, by the provider's clock if known."""
        return int(self._start) if self._began is None else self._began
