"""Reads arguments in the forms that callers use.

An invalid one raises `ConfigurationError`, which names the argument. It does not show the value,
which may be a key or a record.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta
from numbers import Integral, Real
from typing import Any

from msgspec import UNSET

from ._errors import ConfigurationError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

LATEST = 10**11 - 1
"""The largest number of seconds, in the year 5138. As milliseconds it would be in 1973."""

_FORMS = (
    "Unix time in seconds, a datetime with a time zone, a date, or ISO text such as "
    "2015-10-14T12:52:46+00:00"
)


def instant(name: str, value: Any, *, end: bool = False) -> Any:
    """A bound of a period, as Unix seconds or a datetime.

    Args:
        name: The argument, for errors.
        value: What the caller passed. UNSET and None are returned as they are.
        end: Whether a date means its last second.
    """
    if value is None or value is UNSET or isinstance(value, datetime):
        return value
    if type(value) is int and 0 <= value <= LATEST:
        return value
    return second(name, value, end=end)


def second(name: str, value: object, *, end: bool = False) -> int:
    """A point in time as whole seconds of Unix time (UTC)."""
    if isinstance(value, str):
        value = _from_text(value.strip(), name)
    found = number_of(value)
    if found is not None:
        found = _in_seconds(found, name)
    elif isinstance(value, date):
        found = _since_epoch(value, name, time(23, 59, 59) if end else time.min)
    if found is None:
        raise ConfigurationError(f"{name} must be {_FORMS}{kind_of(value)}")
    if found < 0:
        raise ConfigurationError(f"{name} must not be before 1970")
    return math.floor(found)


def _since_epoch(value: date, name: str, of_day: time) -> int | None:
    if not isinstance(value, datetime):
        value = datetime.combine(value, of_day, UTC)
    try:
        if value.utcoffset() is None:
            raise ConfigurationError(f"{name} needs a time zone, for example tzinfo=UTC")
    except ValueError:
        # pandas' NaT is a datetime too.
        return None
    # `timestamp()` is not exact for late years.
    return (value - _EPOCH) // timedelta(seconds=1)


def _in_seconds(number: float, name: str) -> float:
    if isinstance(number, float) and not math.isfinite(number):
        raise ConfigurationError(f"{name} must be {_FORMS}, not infinity or NaN")
    if number > LATEST:
        raise ConfigurationError(
            f"{name} is Unix time in seconds; this number looks like milliseconds or a smaller "
            "unit, so divide it by 1000 or more"
        )
    return number


def _from_text(written: str, name: str) -> object:
    if re.fullmatch(r"\d{9,18}|0", written, re.ASCII):
        return int(written)
    # Python also reads week numbers, and any letter between date and time.
    for kind in (date, datetime) if re.match(r"\d{4}-\d\d-\d\d([Tt ]|$)", written) else ():
        try:
            return kind.fromisoformat(written)
        except ValueError:
            continue
    raise ConfigurationError(f"{name} must be {_FORMS}; this text is none of these")


def number_of(value: object) -> float | None:
    """A number of any library, except a bool."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Integral):
        return int(value)
    try:
        return float(value) if isinstance(value, Real) else None
    except OverflowError:
        return math.inf


def kind_of(value: object) -> str:
    """What to say about a value of the wrong kind; nothing for a number."""
    return f", not {type(value).__name__}" if number_of(value) is None else ""
