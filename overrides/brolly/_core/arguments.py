"""Checks arguments before anything is sent.

An unambiguous value is accepted. Anything else raises `ConfigurationError`, which names the
argument and the expected form. It does not show the value, which may be a key or a record.
"""

from __future__ import annotations

import math
from typing import TypeVar

from brolly_runtime import kind_of, number_of, second

from ..errors import ConfigurationError

T = TypeVar("T")

_LONGEST = 10**6
"""In seconds. More than this is a mistake, such as milliseconds or infinity."""


def check_period(since: object, until: object) -> tuple[int | None, int | None]:
    """The first and last whole second of a period in Unix time (UTC); None for no bound.

    A date means its whole day. 0 means no bound, as in KASKO's API.
    """
    first = None if since is None else second("since", since) or None
    last = None if until is None else second("until", until, end=True) or None
    if first is not None and last is not None and first > last:
        raise ConfigurationError("since is after until; swap the two")
    return first, last


def check_number(value: object, name: str, least: int, most: float = math.inf) -> int:
    """A whole number within its bounds."""
    number = number_of(value)
    if isinstance(number, int) and least <= number <= most:
        return number
    bounds = f"of {least} or more" if most == math.inf else f"from {least} to {most:g}"
    raise ConfigurationError(f"{name} must be a whole number {bounds}{kind_of(value)}")


def check_seconds(value: object, name: str, *, or_zero: bool = False) -> float:
    """A number of seconds above 0, or from 0 if `or_zero`; at most about eleven days."""
    number = number_of(value)
    if number is not None and (0 < number <= _LONGEST or (or_zero and number == 0)):
        return float(number)
    bound = f"{'0 or more' if or_zero else 'above 0'} and at most {_LONGEST:,}"
    raise ConfigurationError(f"{name} must be a number of seconds {bound}{kind_of(value)}")


def check_flag(value: object, name: str) -> bool:
    """True or False only, because the text "false" would count as True."""
    if not isinstance(value, bool):
        raise ConfigurationError(f"{name} must be True or False{kind_of(value)}")
    return value


def check_text(value: object, name: str) -> str:
    """Text that is not empty."""
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a str{kind_of(value)}")
    if not value:
        raise ConfigurationError(f"{name} must not be empty")
    return value
