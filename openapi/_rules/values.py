"""Plain values: texts, numbers, flags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from _reader import meant

from .facts import TYPES

if TYPE_CHECKING:
    from collections.abc import Callable


def wrong(kind: str, value: Any) -> str:
    """What to write instead of a value; empty if it is right."""
    if kind in _VALUES:
        fits, advice = _VALUES[kind]
        return "" if fits(value) else advice
    allowed = kind.split("|")
    if isinstance(value, str) and value in allowed:
        return ""
    close = meant(value, allowed) if isinstance(value, str) else ""
    return f"write {allowed[0]}" + (f" or {', '.join(allowed[1:])}" if allowed[1:] else "") + close


def _texts(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, str) and one.strip() for one in value)
    )


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _pattern(value: Any) -> bool:
    try:
        re.compile(value)
    except (re.error, TypeError, OverflowError):
        return False
    return True


def _requirements(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and all(scopes == [] or _texts(scopes) for scopes in one.values())
        for one in value
    )


def _type(value: Any) -> bool:
    listed = value if isinstance(value, list) else [value]
    return (
        bool(listed)
        and all(one in TYPES for one in listed if isinstance(one, str))
        and all(isinstance(one, str) for one in listed)
        and len(set(listed)) == len(listed)
    )


def _several_texts(value: Any) -> bool:
    return value == [] or _texts(value)


_VALUES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "text": (
        lambda value: isinstance(value, str) and bool(value.strip()),
        "write a text (in quotes if it is a number)",
    ),
    "texts": (_texts, "write a list of texts: [one, another]"),
    "names": (_several_texts, "write a list of names: [one, another]"),
    "notes": (
        lambda value: (isinstance(value, str) and bool(value.strip())) or _texts(value),
        "write a text",
    ),
    "flag": (lambda value: isinstance(value, bool), "write true or false"),
    "number": (_number, "write a number"),
    "count": (
        lambda value: isinstance(value, int) and _number(value) and value >= 0,
        "write a whole number",
    ),
    "size": (
        lambda value: isinstance(value, int) and _number(value) and value > 0,
        "write a whole number from 1",
    ),
    "statuses": (
        lambda value: (
            isinstance(value, list)
            and bool(value)
            and all(_number(one) and 400 <= one <= 599 for one in value)
        ),
        "write a list of statuses: [409]",
    ),
    "any map": (lambda value: isinstance(value, dict), "write names with values"),
    "any list": (lambda value: isinstance(value, list), "write a list"),
    "values": (lambda value: isinstance(value, list) and bool(value), "write a list of values"),
    "pattern": (_pattern, "write a regular expression that can be read"),
    "requirements": (_requirements, "write a list of schemes: [{name: []}]"),
    "type": (_type, f"write one of {', '.join(TYPES)}, or a list of them with 'null' in quotes"),
    "any": (lambda _: True, ""),
}
