"""Counts what a run does. No I/O."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from .._core.whole import lacking


@dataclass(slots=True)
class Tally:
    """What a run has read so far; the sources fill it.

    Attributes:
        rows: Records read for each table.
        loaded: Rows loaded into the tables: new and changed records, and invalid ones.
        invalid: Records of each table that could not be read; they go to `invalid_records`.
        deleted: Records of each table for which the provider returned 404.
        not_seen: Records of each table that the provider no longer lists, without a 404.
        skipped: Tables that could not be read, and why.
        more: Whether the run stopped early, so that another one has to continue it.
        late: Whether the run continues an interrupted one, and has to read once more at its end.
        unseen: The kept policies that a `reconcile` has not read yet, until it is complete.
        at: `updated_at` of the newest policy read so far, Unix time in seconds.
        complete_to: When the last complete reading of policies began, Unix time in seconds by the
            provider's clock.
        clock: Seconds by which the provider's clock is ahead of this machine's.
        on_progress: Called after each page.
    """

    rows: Counter[str] = field(default_factory=Counter)
    loaded: int = 0
    invalid: Counter[str] = field(default_factory=Counter)
    deleted: Counter[str] = field(default_factory=Counter)
    not_seen: Counter[str] = field(default_factory=Counter)
    skipped: dict[str, str] = field(default_factory=dict)
    more: bool = False
    late: bool = False
    unseen: Unseen | None = None
    at: int | None = None
    complete_to: int | None = None
    clock: float = 0.0
    on_progress: Callable[[Tally], object] | None = None

    def page(self, table: str, rows: int) -> None:
        """Count the rows of a page."""
        self.rows[table] += rows
        if self.on_progress:
            self.on_progress(self)


class Unseen:
    """Counts ids that did not come, with 9 bytes per id. A set of a million takes 100 MB.

    Args:
        ids: The ids to count.
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self._hashes = array("q", sorted(map(hash, ids)))
        self._came = bytearray(len(self._hashes))

    @property
    def number(self) -> int:
        """How many did not come."""
        return self._came.count(0)

    def saw(self, ids: Iterable[str]) -> None:
        """Note ids that came. Unknown ids are ignored."""
        for one in map(hash, ids):
            place = bisect_left(self._hashes, one)
            if place < len(self._hashes) and self._hashes[place] == one:
                self._came[place] = 1


class Recent:
    """Remembers which versions of records this process has loaded, so that reading them again
    loads nothing. A version counts once `loaded` is called.

    It holds a digest of 8 bytes for each row of the last run.
    """

    def __init__(self) -> None:
        self._known: set[bytes] = set()
        self._now: set[bytes] = set()

    def fresh(self, records: list[Any]) -> list[Any]:
        """The records whose present version was not loaded yet."""
        encode = msgspec.json.Encoder().encode
        # Unknown members may change without a new `updated_at`.
        return [one for one in records if self.is_new(encode((one, lacking(one))))]

    def is_new(self, version: bytes) -> bool:
        """Whether this version was not loaded."""
        digest = hashlib.blake2b(version, digest_size=8).digest()
        self._now.add(digest)
        return digest not in self._known

    @property
    def is_warm(self) -> bool:
        """Whether it remembers any version."""
        return bool(self._known)

    def loaded(self) -> None:
        """Note that everything returned since the last call is now in the tables."""
        self._known, self._now = self._now, set()
