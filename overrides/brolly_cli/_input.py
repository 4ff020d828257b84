"""Parses and checks arguments: JSON files, times and texts."""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NoReturn, cast

import msgspec
import typer

_MOST_BYTES = 16_000_000
_FORMS = "a date (2015-10-01), a date and time (2015-10-01T12:00:00Z) or Unix seconds (1443657600)"
_LAST_MOMENT = 99_999_999_999
"""In the year 5138. The client takes a larger number for milliseconds."""


def words(text: str) -> str:
    """Any text that can be sent."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise typer.BadParameter("the text is not valid in the encoding of this terminal") from None
    return text


def filled(text: str) -> str:
    """A URL. It must not be empty, as from an unset variable: that would mean the default."""
    if not text.strip():
        raise typer.BadParameter("must not be empty")
    return words(text)


def segment(text: str) -> str:
    """An id that can be part of a path."""
    if text in {"", ".", ".."}:
        raise typer.BadParameter(f"{text!r} is not a valid id")
    return words(text)


def day(text: str) -> date:
    """A calendar date."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is not a date; use YYYY-MM-DD, for example 2027-06-30"
        ) from None


def between(least: float, most: float) -> Callable[[str], float]:
    """A parser for numbers in a range."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            raise typer.BadParameter(f"{text!r} is not a number from {least:g} to {most:g}")
        return value

    return parse


def first_second(text: str) -> int:
    """The beginning of a period, in Unix seconds."""
    return _moment(text, time.min)


def last_second(text: str) -> int:
    """The end of a period, in Unix seconds; a date includes its whole day."""
    second = _moment(text, time.max)
    # 0 means no bound in the API, as documented.
    if not second and text.strip() != "0":
        raise typer.BadParameter(f"{text!r} is before 1970; use a later time")
    return second


def _moment(given: str, of_day: time) -> int:
    text = given.strip()
    if re.fullmatch(r"0|[0-9]{9,10}(\.[0-9]+)?", text):
        return int(text.partition(".")[0])
    if re.fullmatch(r"[0-9]{11,}(\.[0-9]+)?", text):
        raise typer.BadParameter(
            f"{given!r} is too large for Unix seconds; if these are milliseconds, divide by 1000"
        )
    try:
        # A week without a day would be read as its Monday.
        if re.fullmatch(r"[0-9]{4}-?([0-9]{2}-?[0-9]{2}|W[0-9]{2}-?[0-9])", text):
            moment = datetime.combine(date.fromisoformat(text), of_day, UTC)
        # Python accepts any character between date and time, so `-02` would be read as a time.
        elif re.fullmatch(r"[0-9W-]{8,10}[Tt ][0-9].*", text, re.ASCII):
            moment = datetime.fromisoformat(text)
        else:
            _no_moment(given)
    except ValueError:
        _no_moment(given)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0, min(int(moment.timestamp()), _LAST_MOMENT))


def _no_moment(given: str) -> NoReturn:
    raise typer.BadParameter(f"{given!r} is not {_FORMS}") from None


def json_object(file: Path) -> dict[str, Any]:
    """The JSON object in a file, or in stdin for `-`; anything else is a usage error.

    It may be UTF-8, or UTF-16 or UTF-32 as Windows writes them. JSON that the API could read in
    another way is refused.
    """
    name = "stdin" if str(file) == "-" else str(file)
    try:
        value = _parsed(_content(file))
    except OSError as error:
        fault = error.strerror or "cannot be read"
    except UnicodeDecodeError:
        fault = "is not UTF-8, as JSON must be"
    except json.JSONDecodeError as error:
        fault = f"is not JSON: {error.msg}, line {error.lineno}, column {error.colno}"
    except (RecursionError, ValueError) as error:
        deep = isinstance(error, RecursionError)
        fault = "is nested too deeply" if deep else str(error)
    else:
        if isinstance(value, dict):
            return cast("dict[str, Any]", value)
        fault = f"contains {_KINDS[type(value)]}, not a JSON object"
    raise typer.BadParameter(f"{name}: {fault}")


_KINDS: dict[type, str] = {
    list: "an array",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


def _content(file: Path) -> bytes:
    if str(file) != "-":
        with file.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    elif sys.stdin.isatty():
        raise ValueError("is a terminal; name a file, or pipe JSON into the command")
    else:
        content = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ValueError("is larger than 16 MB")
    return content


def _parsed(content: bytes) -> Any:
    # Joined files have several byte order marks.
    text = content.decode(json.detect_encoding(content)).lstrip("\ufeff")
    if not text.strip():
        raise ValueError("is empty")
    value = json.loads(
        text,
        object_pairs_hook=_members,
        parse_constant=_no_number,
        parse_float=_finite,
        parse_int=_integer,
    )
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError:
        raise ValueError("contains half of a character (a lone surrogate)") from None
    return value


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"contains the member {doubled!r} more than once")
    return members


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"contains {word}, which is not JSON")


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError("contains a number that is too large") from None


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("contains a number that is too large")
    return value
