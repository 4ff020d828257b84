"""Checks of what callers hand in, before anything is sent.

What is plainly meant is taken; the rest is refused with the name of the argument and the form it
wants. A refused value is not shown: it may be a key or a record.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta
from numbers import Integral, Real
from typing import TypeVar

from ..errors import ConfigurationError

T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_FIRST_TOO_LATE = 10**11
"""No second of this number is meant: in milliseconds it lies in 1973, in seconds in 5138."""

_LONGEST = 10**6
"""Seconds. More than this is a mistake, such as milliseconds or infinity."""

_FORMS = (
    "Unix time in seconds, a datetime with a time zone, a date, or ISO text such as "
    "2015-10-14T12:52:46+00:00"
)


def check_period(since: object, until: object) -> tuple[int | None, int | None]:
    """The first and the last whole second of a period, Unix time (UTC); None for no bound.

    A date stands for its whole day. 0 means no bound, as it does in KASKO's API.

    Raises:
        ConfigurationError: A bound cannot be right, or `since` is after `until`.
    """
    first = _second(since, "since", time.min)
    last = _second(until, "until", time(23, 59, 59))
    if first is not None and last is not None and first > last:
        raise ConfigurationError("since is after until; swap the two")
    return first, last


def check_number(value: object, name: str, least: int, most: float = math.inf) -> int:
    """A whole number within its bounds.

    Raises:
        ConfigurationError: It is another kind of value, or out of bounds.
    """
    number = _number(value)
    if isinstance(number, int) and least <= number <= most:
        return number
    bounds = f"of {least} or more" if most == math.inf else f"from {least} to {most:g}"
    raise ConfigurationError(f"{name} must be a whole number {bounds}{_kind_of(value)}")


def check_seconds(value: object, name: str, *, or_zero: bool = False) -> float:
    """A number of seconds above 0, or 0 where that may be; at most some eleven days.

    Raises:
        ConfigurationError: It is another kind of value, or out of bounds.
    """
    number = _number(value)
    if number is not None and (0 < number <= _LONGEST or (or_zero and number == 0)):
        return float(number)
    bound = f"{'0 or more' if or_zero else 'above 0'} and at most {_LONGEST:,}"
    raise ConfigurationError(f"{name} must be a number of seconds {bound}{_kind_of(value)}")


def check_flag(value: object, name: str) -> bool:
    """True or False, and nothing that only counts as one: the text "false" would count as True.

    Raises:
        ConfigurationError: It is another kind of value.
    """
    if not isinstance(value, bool):
        raise ConfigurationError(f"{name} must be True or False{_kind_of(value)}")
    return value


def check_text(value: object, name: str) -> str:
    """Text that is not empty.

    Raises:
        ConfigurationError: It is another kind of value, or empty.
    """
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a str{_kind_of(value)}")
    if not value:
        raise ConfigurationError(f"{name} must not be empty")
    return value


def _second(value: object, name: str, of_day: time) -> int | None:
    if value is None:
        return None
    if isinstance(value, str):
        value = _from_text(value.strip(), name)
    number = _number(value)
    if number is not None:
        number = _in_seconds(number, name)
    elif isinstance(value, date):
        number = _since_epoch(value, name, of_day)
    if number is None:
        raise ConfigurationError(f"{name} must be {_FORMS}{_kind_of(value)}")
    if number < 0:
        raise ConfigurationError(f"{name} must not be before 1970")
    return math.floor(number) or None


def _since_epoch(value: date, name: str, of_day: time) -> int | None:
    if not isinstance(value, datetime):
        value = datetime.combine(value, of_day, UTC)
    try:
        if value.utcoffset() is None:
            raise ConfigurationError(f"{name} needs a time zone, for example tzinfo=UTC")
    except ValueError:
        # The missing datetime of pandas counts as one.
        return None
    # Exact, which `timestamp()` is not for late years.
    return (value - _EPOCH) // timedelta(seconds=1)


def _in_seconds(number: float, name: str) -> float:
    if isinstance(number, float) and not math.isfinite(number):
        raise ConfigurationError(f"{name} must be {_FORMS}, not infinity or NaN")
    if number >= _FIRST_TOO_LATE:
        raise ConfigurationError(
            f"{name} is Unix time in seconds; this number looks like milliseconds or a smaller "
            "unit, so divide it by 1000 or more"
        )
    return number


def _from_text(written: str, name: str) -> object:
    if re.fullmatch(r"\d{9,18}|0", written, re.ASCII):
        return int(written)
    # Python reads the number of a week too, and any letter between date and time.
    for kind in (date, datetime) if re.match(r"\d{4}-\d\d-\d\d([Tt ]|$)", written) else ():
        try:
            return kind.fromisoformat(written)
        except ValueError:
            continue
    raise ConfigurationError(f"{name} must be {_FORMS}; this text is none of these")


def _number(value: object) -> float | None:
    """A number of any library, but no truth value."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Integral):
        return int(value)
    try:
        return float(value) if isinstance(value, Real) else None
    except OverflowError:
        return math.inf


def _kind_of(value: object) -> str:
    return f", not {type(value).__name__}" if _number(value) is None else ""
