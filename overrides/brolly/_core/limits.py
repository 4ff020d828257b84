"""How long a call may take, how often it may be repeated, and when others have to wait. No I/O."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from .arguments import check_flag, check_number, check_seconds
from .auth import Clock

MAX_RETRY_AFTER = 120.0
MOST_RETRIES = 100
_TOO_SHORT = 0.01


class RetryBudget:
    """Ten retries at once, and one more for every ten calls: a sick provider is not stormed."""

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
    """Until when a 429 that one call got holds back all calls of a client."""

    def __init__(self) -> None:
        self._until = 0.0

    def ask(self, until: float) -> None:
        self._until = max(self._until, until)

    def left(self, clock: Clock) -> float:
        """Seconds until it is over; 0 or less if it is."""
        return self._until - clock.monotonic()


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may set per client, and per call through `with_options`.

    `timeout` is the time in seconds that one attempt may take, from connecting to the last byte;
    with `whole_records` records keep what came for them.
    """

    timeout: float = 30.0
    max_retries: int = 3
    whole_records: bool = False

    def __post_init__(self) -> None:
        check_seconds(self.timeout, "timeout")
        check_number(self.max_retries, "max_retries", 0, MOST_RETRIES)
        check_flag(self.whole_records, "whole_records")

    def changed(self, **options: float | None) -> Options:
        """The same but for those that are not None."""
        given = {name: value for name, value in options.items() if value is not None}
        return replace(self, **given) if given else self  # type: ignore[arg-type]


class Bound:
    """What is left of the time that one call may take.

    Attempts may take `timeout` for each time that the call may be sent. All of it counts that is
    no pause: authorize, and waiting for another call's authorize, too. A pause that the rules
    permit does not count, but where nothing may be repeated there are none: then another call's
    pause has to fit into `timeout`. A deadline ends it all.

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
        """How often the call may be repeated, and the seconds that it had at first."""
        self._cut_short = False

    def left(self) -> float:
        """Seconds that attempts may still take together."""
        return min(self._end, self._deadline) - self._clock.monotonic()

    @property
    def at_deadline(self) -> bool:
        """Whether it is the deadline that ends the call."""
        # Nobody measures to the microsecond when an attempt has to end.
        return self._cut_short or self._deadline - self._clock.monotonic() < _TOO_SHORT

    def allows(self, pause: float, *, of_others: bool = False) -> bool:
        """Whether a pause fits, which is then no longer there for the next one."""
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
