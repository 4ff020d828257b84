"""A call that was let in, and those who answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..exchange import Answer, Call


@dataclass(frozen=True, slots=True)
class Asked:
    """A call with what it says, checked against the specification."""

    call: Call
    values: Mapping[str, Any]
    """Parameters by their names."""
    body: Any = None
    """The JSON of the body, or the fields of a form."""


Serve: TypeAlias = Callable[[Asked], Answer]


def data(value: object, status: int = 200) -> Answer:
    """A success in the envelope that all of them have."""
    return Answer(status, {"data": value})
