"""Invalid records: what can be read of them, and which were received before. No I/O.

A walk needs their position and, if available, their id and time like those of valid records.
Otherwise one mistake of the provider could look like the end of a list or a repeated page.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, NamedTuple, TypeVar, cast

from .._core.lenient import member
from ..errors import ResponseValidationError

Item = TypeVar("Item")


@dataclass(slots=True, eq=False)
class Invalid:
    """A record that does not match the schema.

    Attributes:
        index: Its index among the records of the response; -1 for text after the list.
        record: The record as plain data.
        error: Why it is invalid.
    """

    index: int
    record: Any = field(repr=False)
    error: ResponseValidationError
    fingerprint: str = field(init=False, repr=False)
    name: str = field(init=False, repr=False)
    """The key that identifies the record; see `Known`."""
    places: list[str] = field(init=False, repr=False, default_factory=list[str])
    """Other keys that may identify the record."""

    def __post_init__(self) -> None:
        try:
            text = json.dumps(self.record, sort_keys=True, default=str)
        except (TypeError, ValueError, RecursionError):
            text = str(self.record)
        self.name = self.fingerprint = hashlib.blake2b(
            text.encode("utf-8", "surrogateescape"), digest_size=12
        ).hexdigest()

    @property
    def id(self) -> str | None:
        """The id of the record, if it has one that can be sent in a request."""
        value = self._member("id")
        if isinstance(value, bool) or not isinstance(value, str | int):
            return None
        text = str(value)
        return text if text and text.isprintable() else None

    @property
    def updated_at(self) -> datetime | None:
        """The time of the record's last change, if it can be read."""
        try:
            moment = datetime.fromisoformat(cast("str", self._member("updated_at")))
            # Models hold neither a time without a zone nor one after the year 9999 in UTC.
            return None if moment.tzinfo is None else moment.astimezone(UTC)
        except (TypeError, ValueError, OverflowError):
            return None

    def _member(self, name: str) -> object:
        if isinstance(self.record, str):
            return member(self.record, name) if self.record.startswith("{") else None
        if not isinstance(self.record, dict):
            return None
        return cast("dict[str, object]", self.record).get(name)


class Taken(NamedTuple, Generic[Item]):
    """The new records of a response."""

    records: list[Item]
    invalid: list[Invalid]


def merged(records: Sequence[Item], invalid: Sequence[Invalid]) -> list[Item | Invalid]:
    """Return all records of a response in the provider's order."""
    every: list[Item | Invalid] = list(records)
    for one in invalid:
        if one.index >= 0:
            every.insert(one.index, one)
    return every


class Known:
    """Tracks which invalid records were received before.

    A record with an id is identified by its content. One without an id is identified by content
    and position: its distance to another record. Without such a record, as at the border of two
    windows, it may be reported twice, but it is never lost.
    """

    def __init__(self) -> None:
        # Maps each key to the name that the record got when it was first received.
        self._names: dict[str, str] = {}

    def news(
        self,
        every: Sequence[Item | Invalid],
        invalid: Sequence[Invalid],
        identify: Callable[[Item], str],
        before: str,
        *,
        timed: bool = False,
    ) -> list[Invalid]:
        """Return the new records and set their names. `add` then marks them as known.

        Args:
            every: All records of a response in order.
            invalid: The invalid ones among them.
            identify: Returns a unique key of a valid record.
            before: The start of the response, or the record before it.
            timed: Whether to identify a record that has a time by its content, which includes the
                time, and the number of equal ones before it, as a response has whole seconds.
        """
        names: dict[Invalid, list[str]] = {one: [] for one in invalid}
        for sequence, side, edge in ((every, "behind", before), (every[::-1], "before", "")):
            anchor, distance = edge, 0
            for one in sequence:
                distance += 1
                if not isinstance(one, Invalid):
                    anchor, distance = identify(one), 0
                elif one.id is not None:
                    anchor, distance = one.fingerprint, 0
                elif anchor:
                    names[one].append(_place(one, distance, side, anchor))
        fresh: list[Invalid] = []
        here: dict[str, str] = {}
        copies = Counter[str]()
        for one, places in names.items():
            found = places or [one.fingerprint]
            if timed and one.id is None and one.updated_at is not None:
                copies[one.fingerprint] += 1
                found = [f"{one.fingerprint} {copies[one.fingerprint]}"]
            known = next(
                (m[place] for place in found for m in (self._names, here) if place in m), None
            )
            if known is None:
                fresh.append(one)
            one.name, one.places = known or found[0], found
            here.update(dict.fromkeys(found, one.name))
        return fresh

    def add(self, invalid: Sequence[Invalid]) -> None:
        """Mark these records as known, whether they are new or not."""
        for one in invalid:
            self._names.update(dict.fromkeys(one.places, one.name))

    def came(self, first: Invalid, before: str) -> bool:
        """Whether the first record of a response that starts at `before` is known."""
        return not self._names.keys().isdisjoint(
            [first.fingerprint, _place(first, 1, "behind", before)]
        )

    def comes_again(self, last: object, before: str) -> None:
        """Note that this last record may be the first of a response that starts at `before`."""
        if isinstance(last, Invalid):
            self._names[_place(last, 1, "behind", before)] = last.name


def _place(one: Invalid, distance: int, side: str, anchor: str) -> str:
    return f"{one.fingerprint} {distance} {side} {anchor}"
