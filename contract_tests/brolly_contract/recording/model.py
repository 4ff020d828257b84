"""The JSON file of a recording. It contains only redacted data."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any, Literal

import msgspec

from brolly.errors import ConfigurationError
from brolly_runtime import decoder

Body = Any


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One side of an exchange.

    Attributes:
        headers: Header fields that may be kept, names in lower case.
        body: The JSON; UNSET without JSON.
        length: Length of a body that is not JSON, in bytes.
    """

    headers: dict[str, str] = {}
    body: Body | msgspec.UnsetType = msgspec.UNSET
    length: int = 0


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """One exchange, redacted."""

    operation: str
    method: str
    path: str
    query: list[tuple[str, str]] = []
    request: Message = Message()
    status: int
    response: Message


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """What one file holds."""

    format: Literal["brolly recording 1"] = "brolly recording 1"
    api: Literal["kasko", "insurehero"]
    exchanges: list[Recorded]


def write(recording: Recording, folder: Path) -> Path:
    """Write a recording to a new file in a folder, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode(recording), indent=1) + b"\n"
    numbers = count(1)
    while True:
        file = folder / f"{recording.api}-{next(numbers)}.json"
        try:
            with file.open("xb") as stream:
                stream.write(text)
        except FileExistsError:
            continue
        return file


def read(file: Path) -> Recording:
    """Read a recording.

    Raises:
        ConfigurationError: The file is not a recording.
    """
    try:
        return decoder(Recording).decode(file.read_bytes())
    except msgspec.DecodeError as error:
        raise ConfigurationError(f"{file} is not a recording: {error}") from None
