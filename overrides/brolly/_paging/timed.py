"""Rows and `next` links of lists that are ordered by `updated_at`. No I/O."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from urllib.parse import parse_qsl

from brolly_runtime import LATEST

from .invalid import Invalid
from .position import EPOCH, FIRST_SECOND, LAST_SECOND

_PLAIN_LINK = re.compile(r"[^?#]*\?since=(\d{1,18})&?")


class TimedRow(Protocol):
    """A row of a list that is ordered by `updated_at`."""

    @property
    def id(self) -> str: ...
    @property
    def updated_at(self) -> datetime: ...


Row = TypeVar("Row", bound=TimedRow)


@dataclass(frozen=True, slots=True)
class Placed:
    """An invalid row with its position in time."""

    invalid: Invalid
    id: str
    updated_at: datetime
    timed: bool
    """Whether the row has a valid time; otherwise it has the time of a neighbour."""


def placed(every: Sequence[Row | Invalid], start: int) -> list[Row | Placed]:
    """Give each invalid row its own time or, without one, that of a neighbour.

    Args:
        every: All rows of a response in order.
        start: The second to use if no row of the response has a time.
    """
    following: list[datetime | None] = []
    later: datetime | None = None
    for row in reversed(every):
        later = later if isinstance(row, Invalid) else row.updated_at
        following.append(later)
    rows: list[Row | Placed] = []
    earlier: datetime | None = None
    for row, after in zip(every, reversed(following), strict=True):
        if not isinstance(row, Invalid):
            earlier = row.updated_at
            rows.append(row)
            continue
        own = row.updated_at
        if own and ((earlier and own < earlier) or (after and own > after)):
            own = None
        earlier = own or earlier or after or moment(start)
        rows.append(Placed(row, row.id or row.name, earlier, timed=own is not None))
    return rows


def linked_second(href: str | None) -> int | None:
    """Return the second at which a `next` link continues, or None at the end of the list.

    Raises:
        ValueError: The link uses a kind of paging that is not documented.
    """
    if plain := _PLAIN_LINK.fullmatch(href or ""):
        return int(plain[1])
    parameters = dict(parse_qsl((href or "").partition("?")[2].partition("#")[0]))
    since = parameters.get("since")
    if since is None and not parameters.keys() - {"limit", "until"}:
        # Only the base URL, or an empty `since`.
        return None
    if re.fullmatch(r"\d{1,18}", since or ""):
        return int(since or "")
    try:
        # A `+` that was not percent-encoded has become a space.
        return math.floor(datetime.fromisoformat((since or "").replace(" ", "+")).timestamp())
    except OverflowError as error:
        raise ValueError from error


def floor(time: datetime) -> int:
    """Return a time as Unix time in whole seconds, rounded down."""
    return math.floor(time.timestamp())


def moment(second: int) -> datetime:
    """Return the start of a second, or the nearest time that a datetime can represent."""
    return EPOCH + timedelta(seconds=min(max(second, FIRST_SECOND), LAST_SECOND))


def in_time(second: int | None) -> int | None:
    """Limit a bound to the largest number that can be sent as seconds."""
    return None if second is None else min(second, LATEST)


def is_untimed(row: TimedRow | Placed) -> bool:
    """Whether the row has the time of a neighbour instead of its own."""
    return isinstance(row, Placed) and not row.timed


def key_of(row: TimedRow | Placed) -> int:
    """Return a unique key of a row and its version."""
    # A record without a time may get a different neighbour on another page.
    time = "" if is_untimed(row) else repr(row.updated_at.timestamp())
    digest = hashlib.blake2b(f"{time} {row.id}".encode(), digest_size=7)
    return int.from_bytes(digest.digest())
