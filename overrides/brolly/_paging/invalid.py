"""Records that cannot be read: what is known of them all the same, and which came before. No I/O.

A walk needs their place, and where it can be had their id and time, as much as that of any other:
otherwise a list seems to end, or to stand still, where a provider made a mistake.
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
    """A record that was set aside.

    Attributes:
        index: Its place among the records of the answer; -1 for text after the list.
        record: What came, as plain data.
        error: Why it was set aside.
    """

    index: int
    record: Any = field(repr=False)
    error: ResponseValidationError
    fingerprint: str = field(init=False, repr=False)
    name: str = field(init=False, repr=False)
    """What it is known by; see `Known`."""
    places: list[str] = field(init=False, repr=False, default_factory=list[str])
    """What else it may be known by."""

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
        """The record's id, if it has one that can be sent."""
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
            # Such as no model holds: without a zone, or beyond the year 9999 in UTC.
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
    """What of an answer did not come before."""

    records: list[Item]
    invalid: list[Invalid]


def merged(records: Sequence[Item], invalid: Sequence[Invalid]) -> list[Item | Invalid]:
    """All records of an answer in the provider's order."""
    every: list[Item | Invalid] = list(records)
    for one in invalid:
        if one.index >= 0:
            every.insert(one.index, one)
    return every


class Known:
    """Which invalid records came before.

    One with an id is known by its content. One without is known by its content and by where it
    stands: how far before or behind which other record. Where nothing else stands near, as at the
    border of two windows, it may be taken for new twice; that loses nothing.
    """

    def __init__(self) -> None:
        # To the name that the record got when it came first.
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
        """Those that are new, each with its name. They are known once they are given to `add`.

        Args:
            every: All records of an answer in order.
            invalid: What was set aside of it.
            identify: What tells a valid record from any other.
            before: Where the answer begins, or what stands before its first record.
            timed: Whether a record that has a time is known by its content, which holds the time,
                and the number of its like before it: an answer holds whole seconds.
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
        """Note that these came, whether they are new or not."""
        for one in invalid:
            self._names.update(dict.fromkeys(one.places, one.name))

    def came(self, first: Invalid, before: str) -> bool:
        """Whether the first record of an answer that begins there is one that came before."""
        return not self._names.keys().isdisjoint(
            [first.fingerprint, _place(first, 1, "behind", before)]
        )

    def comes_again(self, last: object, before: str) -> None:
        """Note that the last record of an answer may be the first of one that begins there."""
        if isinstance(last, Invalid):
            self._names[_place(last, 1, "behind", before)] = last.name


def _place(one: Invalid, distance: int, side: str, anchor: str) -> str:
    return f"{one.fingerprint} {distance} {side} {anchor}"
