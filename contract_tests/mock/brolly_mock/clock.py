"""Clocks of a mock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Clock: TypeAlias = Callable[[], float]
"""Gives the time in unix seconds; `time.time` is the default everywhere."""


class ManualClock:
    """A clock that stands still until it is moved.

    clock = ManualClock(1_700_000_000)
    mock = create_app(clock=clock)
    clock.advance(3600)  # every access token has now expired
    """

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        """Move the clock forward, or back by a negative number of seconds."""
        self.now += seconds
