"""The registry of walks, which need several requests to check a promise, and their helpers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

from brolly_contract.exchange import Record, moment
from brolly_contract.target import Api
from brolly_contract.traffic import UntestedError, World

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Walk:
    """One walk."""

    name: str
    api: Api
    operation: str
    """operationId that a finding belongs to."""
    writes: bool
    needs_channel: bool
    promise: str
    facts: tuple[str, ...]
    """Where the specification makes the promise, as `Facts.find` reads it."""
    take: Callable[[World], None] = field(repr=False)

    def on(self, world: World) -> None:
        """Take the walk, if the target allows it.

        Raises:
            UntestedError: It does not.
            AssertionError: The promise is broken.
        """
        if self.writes and world.target.read_only:
            raise UntestedError("writes, needs --writes")
        if self.needs_channel and not world.target.channel_key:
            raise UntestedError("needs INSUREHERO_CHANNEL_KEY")
        self.take(world)


WALKS: dict[str, Walk] = {}
"""All walks by name."""


def walk(
    api: Api, operation: str, *facts: str, writes: bool = False, channel: bool = False
) -> Callable[[Callable[[World], None]], Callable[[World], None]]:
    """Register a function as a walk, by its name and with its docstring as the promise.

    It raises AssertionError. Its messages contain only times and numbers from a response.
    """

    def register(function: Callable[[World], None]) -> Callable[[World], None]:
        words = " ".join((function.__doc__ or "").partition("\n\n")[0].split())
        WALKS[function.__name__] = Walk(
            function.__name__, api, operation, writes, channel, words, facts, function
        )
        return function

    return register


def member(record: Record, name: str) -> str:
    """A text of a record; AssertionError if it is missing or not a text."""
    value = record.get(name)
    assert isinstance(value, str), f"a record has no text in {name}"
    assert value, f"a record has an empty {name}"
    return value


def needed(found: list[T], what: str) -> list[T]:
    """What was found; UntestedError if it is nothing."""
    if not found:
        raise UntestedError(f"the account holds no {what}")
    return found


def kept(record: Any, wanted: Record, *names: str, what: str) -> None:
    """AssertionError unless a record has the values that were sent."""
    for name in names or wanted:
        found = record.get(name) if isinstance(record, dict) else None
        sent = wanted[name]
        at = _moment(sent)
        same = found == sent or (at is not None and _moment(found) == at)
        assert same, f"{name} of {what} is not as it was sent"


def _moment(value: Any) -> float | None:
    """Unix seconds of a time, which has several spellings; None for anything else."""
    return moment(value) if isinstance(value, str) and "T" in value else None


def altered(secret: str, at: int = -1) -> str:
    """A secret that is wrong by one character."""
    place = at % len(secret)
    other = "a" if secret[place] != "a" else "b"
    return secret[:place] + other + secret[place + 1 :]


def sample(items: Sequence[Record], most: int) -> Iterable[Record]:
    """A few records: the first, the last and some between."""
    if len(items) <= most:
        return items
    step = (len(items) - 1) / (most - 1)
    return [items[round(number * step)] for number in range(most)]


def in_path(value: str) -> str:
    """A value as a part of a path."""
    return quote(value, safe="")


def contradictions(first: Record, second: Record, *, but: Iterable[str] = ()) -> list[str]:
    """The names of members that differ between two readings of one record.

    Members that are missing or null in one of them do not count.
    """
    names = first.keys() & second.keys() - set(but)
    return sorted(name for name in names if _contradicts(first[name], second[name]))


def _contradicts(first: Any, second: Any) -> bool:
    match first, second:
        case None, _:
            return False
        case _, None:
            return False
        case dict(), dict():
            return bool(contradictions(first, second))
        case list(), list():
            pairs = zip(first, second, strict=False)
            return len(first) != len(second) or any(_contradicts(*pair) for pair in pairs)
        case _:
            return bool(first != second)
