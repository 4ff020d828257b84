"""What a run has done so far: counted while it reads, told when it has ended. No I/O."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from .._core.whole import lacking


@dataclass(slots=True)
class Tally:
    """Filled by the sources.

    Attributes:
        rows: Records read for each table.
        loaded: Rows handed to the tables: of new or changed records, and of those set aside.
        invalid: Records of each table that could not be read and were set aside.
        deleted: Records of each table that the provider answers 404 for.
        not_seen: Records that a table holds and the provider's list did not show, though it does
            not say that they are gone.
        skipped: Tables that could not be read, and why.
        more: Whether a limit of rows ended the reading.
        at: Up to which second the policies were read, Unix time.
        complete_to: When a reading of policies that has ended began, Unix time of the provider.
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
    at: int | None = None
    complete_to: int | None = None
    clock: float = 0.0
    on_progress: Callable[[Tally], object] | None = None

    def page(self, table: str, rows: int) -> None:
        """Count the rows of a page."""
        self.rows[table] += rows
        if self.on_progress:
            self.on_progress(self)


class Recent:
    """Which versions of records a process has loaded of late, so that reading them again costs no
    load. Only what was surely loaded counts: `loaded` says so.

    It holds a digest of 8 bytes a row, of the rows that the last reading brought.
    """

    def __init__(self) -> None:
        self._known: set[bytes] = set()
        self._now: set[bytes] = set()

    def fresh(self, records: list[Any]) -> list[Any]:
        """Those that were not loaded as they are now."""
        encode = msgspec.json.Encoder().encode
        # What the model does not know may change without a new `updated_at`.
        return [one for one in records if self.is_new(encode((one, lacking(one))))]

    def is_new(self, version: bytes) -> bool:
        """Whether this version was not loaded."""
        digest = hashlib.blake2b(version, digest_size=8).digest()
        self._now.add(digest)
        return digest not in self._known

    @property
    def is_warm(self) -> bool:
        """Whether it knows anything."""
        return bool(self._known)

    def loaded(self) -> None:
        """Note that what was handed out is in the tables."""
        self._known, self._now = self._now, set()
