"""Limits on time, retries and request rate. No I/O."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from .arguments import check_flag, check_number, check_seconds
from .auth import Clock

MAX_RETRY_AFTER = 120.0
MOST_RETRIES = 100
_TOO_SHORT = 0.01


class RetryBudget:
    """Ten retries, and one more for every ten calls, so as not to overload a failing provider."""

    def __init__(self, most: float = 10.0, per_call: float = 0.1) -> None:
        self._most = most
        self._per_call = per_call
        self._left = most

    def earn(self) -> None:
        self._left = min(self._most, self._left + self._per_call)

    def spend(self) -> bool:
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Pause:
    """After a 429 of one call, the time until which all calls of the client wait."""

    def __init__(self) -> None:
        self._until = 0.0

    def ask(self, until: float) -> None:
        self._until = max(self._until, until)

    def left(self, clock: Clock) -> float:
        """Seconds left; 0 or less when it is over."""
        return self._until - clock.monotonic()


@dataclass(frozen=True, slots=True)
class Options:
    """Options of a client, which `with_options` changes.

    `timeout` limits one attempt, in seconds, from connecting to the last byte. With
    `whole_records`, records keep what the provider sent.
    """

    timeout: float = 30.0
    max_retries: int = 3
    whole_records: bool = False

    def __post_init__(self) -> None:
        check_seconds(self.timeout, "timeout")
        check_number(self.max_retries, "max_retries", 0, MOST_RETRIES)
        check_flag(self.whole_records, "whole_records")

    def changed(self, **options: float | None) -> Options:
        """These options with the given ones, unless they are None."""
        given = {name: value for name, value in options.items() if value is not None}
        return replace(self, **given) if given else self  # type: ignore[arg-type]


class Bound:
    """The time that one call has left.

    Attempts may take `(max_retries + 1) * timeout` together. This includes authorize, and waiting
    for another call's authorize, but not the pauses between attempts. With `max_retries=0` there
    are no pauses of its own, and a pause that another call caused has to fit into `timeout`. A
    deadline limits everything.

    Args:
        deadline: On the monotonic clock.
    """

    __slots__ = ("_clock", "_cut_short", "_deadline", "_end", "_pauses", "patience")

    def __init__(self, options: Options, clock: Clock, deadline: float = math.inf) -> None:
        self._clock = clock
        now = clock.monotonic()
        seconds = (options.max_retries + 1) * options.timeout
        self._end = now + seconds
        self._deadline = deadline
        self._pauses = options.max_retries * MAX_RETRY_AFTER
        self.patience = options.max_retries, min(seconds, deadline - now)
        """The retries of the call, and the seconds that it had at the start."""
        self._cut_short = False

    def left(self) -> float:
        """Seconds left for all further attempts."""
        return min(self._end, self._deadline) - self._clock.monotonic()

    @property
    def at_deadline(self) -> bool:
        """Whether the deadline ended the call."""
        # An attempt may end slightly before its deadline.
        return self._cut_short or self._deadline - self._clock.monotonic() < _TOO_SHORT

    def allows(self, pause: float, *, of_others: bool = False) -> bool:
        """Whether a pause fits. If so, its time is used up."""
        now = self._clock.monotonic()
        if now + pause > self._deadline - _TOO_SHORT:
            self._cut_short = True
            return False
        if of_others:
            if not self._pauses:
                return now + pause < self._end
            if pause > self._pauses:
                return False
            self._pauses -= pause
        self._end += pause
        return True
