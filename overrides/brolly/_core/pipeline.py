"""What happens to every call, whatever carries it: the rules, without any I/O.

`Pipeline.call` is a generator. It yields what it needs done (`Send`, `Sleep`, `Await`), is sent the
outcome, and returns the typed result or raises a typed error. The sync and async clients only
carry out the steps, so each rule exists once.
"""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar, cast
from urllib.parse import urljoin

from ..errors import (
    ApiError,
    ConfigurationError,
    ForeignOriginError,
    LiveKeyError,
    TimeoutError,
    TransportError,
    class_for,
)
from .answers import (
    CutShortError,
    Reader,
    api_error,
    may_pass,
    request_id_of,
    retry_after,
    transport_error,
    typed,
)
from .arguments import check_flag, check_number, check_seconds
from .auth import AccessToken, Clock, Secret, Tokens, own_copy
from .wire import BaseUrl, Call, Failure, HttpRequest, HttpResponse

logger = logging.getLogger("brolly")

T = TypeVar("T")

MAX_RETRY_AFTER = 120.0
MOST_RETRIES = 100
REDIRECTS = (301, 302, 303, 307, 308)
MAX_REDIRECTS = 3
_BACKOFF_FIRST, _BACKOFF_MOST = 0.5, 8.0
_TOO_SHORT = 0.01


@dataclass(frozen=True, slots=True)
class Send:
    """Wanted: one exchange. The outcome is an answer, or why there is none."""

    request: HttpRequest
    timeout: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wanted: a pause, in seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Await:
    """Wanted: to wait until another call's authorize has ended, or these seconds are over."""

    landed: Future[AccessToken | Exception | None]
    seconds: float


Step = Send | Sleep | Await
Outcome = HttpResponse | Failure | None
Steps = Generator[Step, Outcome, T]
Meaning = Callable[[Call[object], int], tuple[type[ApiError], str | None]]


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
        return replace(self, **given)  # type: ignore[arg-type]


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


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The rules for one client: where calls go, with which credentials, and what is repeated.

    Args:
        base_url: Where calls go.
        mode: Whether a key is LIVE or TEST, where keys tell.
        credentials: Name and value of the header, for each security scheme of the spec that a
            key opens. The other schemes take an access token.
        servers: Whether calls that the spec gives a server of their own go there. False where the
            user named a base URL, which then stands for all.
        meaning: What an error status of a call means with this provider: the class of the error,
            and what to do about it where that is more than the class says.
        tokens: For each security scheme that takes an access token: the token, and the call that
            brings one.
    """

    base_url: BaseUrl
    mode: Literal["test", "live"] | None
    credentials: Mapping[str, tuple[str, Secret]]
    servers: bool = False
    meaning: Meaning = lambda _, status: (class_for(status), None)
    options: Options = Options()
    allow_live_writes: bool = False
    clock: Clock = field(default_factory=Clock)
    budget: RetryBudget = field(default_factory=RetryBudget)
    pause: Pause = field(default_factory=Pause)
    tokens: Mapping[str, tuple[Tokens, Call[object], Reader[Secret]]] = field(
        default_factory=dict[str, "tuple[Tokens, Call[object], Reader[Secret]]"]
    )
    jitter: Callable[[], float] = random.random

    def call(self, call: Call[object], read: Reader[T], bound: Bound | None = None) -> Steps[T]:
        """Carry out one call; `read` turns the answer into what the caller gets.

        Args:
            bound: That of a call which this one is a part of.

        Raises:
            LiveKeyError: A LIVE key would write.
            ForeignOriginError: The provider redirects to another origin.
            TransportError: No complete answer came, after all attempts.
            ApiError: The provider answered with an error status, after all attempts.
            ResponseValidationError: The answer does not have the documented shape.
        """
        self._refuse_live_writes(call)
        base_url = self._base_url_for(call)
        url = base_url.join(call.path, call.query)
        keyed, tokens = self._opening(call)
        bound = bound or Bound(self.options, self.clock)
        attempts = retries = redirects = 0
        token: AccessToken | None = None
        refused: AccessToken | None = None
        self.budget.earn()
        while True:
            if self.pause.left(self.clock) > 0:
                yield from self._held_back(call, bound, attempts)
            credentials = keyed
            if credentials is None and tokens is not None:
                token = yield from self._token(
                    call, tokens, bound, attempts, refused if refused is token else None
                )
                credentials = ("Authorization", token.header)
            timeout = self._timeout(call, bound, attempts)
            attempts += 1
            started = self.clock.monotonic()
            outcome = yield from _sent(
                HttpRequest(call.method, url, call.headers, call.content, credentials), timeout
            )
            self._log(call, outcome, attempts, self.clock.monotonic() - started)
            if isinstance(outcome, HttpResponse):
                if 200 <= outcome.status < 300:
                    try:
                        return typed(call, read, outcome, attempts)
                    except CutShortError:
                        outcome = Failure("closed", headers=outcome.headers)
                elif outcome.status == 401 and token is not None and refused is None:
                    refused = token
                    continue
                elif call.replayable and outcome.status in REDIRECTS and redirects < MAX_REDIRECTS:
                    redirects += 1
                    url = _redirected(base_url, call, url, outcome)
                    continue
            wait = self._wait(call, outcome, retries, bound)
            if wait is None:
                raise self._error(call, outcome, attempts, timeout)
            retries += 1
            yield Sleep(wait)

    def _opening(
        self, call: Call[object]
    ) -> tuple[tuple[str, Secret] | None, tuple[Tokens, Call[object], Reader[Secret]] | None]:
        """What opens an operation, a credential or a kind of token; neither where it needs none."""
        keyed = next(filter(None, map(self.credentials.get, call.security)), None)
        tokens = next(filter(None, map(self.tokens.get, call.security)), None)
        if call.security and not (keyed or tokens or call.anonymous):
            raise ConfigurationError(
                f"{call.operation}: this client has nothing for the security schemes "
                f"{', '.join(call.security)}"
            )
        return keyed, tokens

    def _refuse_live_writes(self, call: Call[object]) -> None:
        if self.mode == "live" and not self.allow_live_writes and not call.replayable:
            raise LiveKeyError(
                f"{call.operation}: this is a LIVE key and the call writes; use a TEST key, or "
                "make the client with allow_live_writes=True if real policies are meant"
            )

    def _base_url_for(self, call: Call[object]) -> BaseUrl:
        if call.server and self.servers:
            return BaseUrl.parse(call.server, source="the specification")
        return self.base_url

    def _wait(
        self, call: Call[object], outcome: HttpResponse | Failure, retries: int, bound: Bound
    ) -> float | None:
        """Seconds to wait before the next attempt, or None if there is to be none."""
        asked = 0.0
        if isinstance(outcome, HttpResponse):
            status = outcome.status
            again = status in (429, *call.repeat_on) or (call.replayable and may_pass(status))
            asked = retry_after(outcome, self.clock) or 0.0
        else:
            again = call.replayable or not outcome.sent
            again = again and outcome.cause != "interrupted"
        if not again or retries >= self.options.max_retries or asked > MAX_RETRY_AFTER:
            return None
        ceiling = min(_BACKOFF_MOST, _BACKOFF_FIRST * 2.0**retries)
        wait = max(asked, self.jitter() * ceiling)
        if asked and isinstance(outcome, HttpResponse) and outcome.status == 429:
            # All calls wait as told, which storms nobody.
            self.pause.ask(self.clock.monotonic() + wait)
        elif not self.budget.spend():
            return None
        return wait if bound.left() > 0 and bound.allows(wait) else None

    def _timeout(self, call: Call[object], bound: Bound, attempts: int) -> float:
        """Seconds that the next attempt may take."""
        if (left := bound.left()) <= 0:
            raise late(call, attempts, "it was over before the request could be sent")
        return min(self.options.timeout, left)

    def _held_back(self, call: Call[object], bound: Bound, attempts: int) -> Steps[None]:
        """Wait for as long as a 429 that another call got asks for."""
        while (left := self.pause.left(self.clock)) > 0:
            if not bound.allows(left, of_others=True):
                raise late(
                    call,
                    attempts,
                    f"the provider limits the rate of calls (429), and asked another call of this "
                    f"client to wait for {left:.1f} s more",
                )
            yield Sleep(left)

    def _token(
        self,
        call: Call[object],
        kind: tuple[Tokens, Call[object], Reader[Secret]],
        bound: Bound,
        attempts: int,
        refused: AccessToken | None,
    ) -> Steps[AccessToken]:
        """An access token that is still good; `refused` is one that just got a 401."""
        tokens, authorizing, read = kind
        if refused is not None:
            tokens.drop(refused)
        while True:
            found = tokens.join(bound.patience)
            if isinstance(found, AccessToken):
                return found
            flight, leads = found
            if leads:
                return (yield from tokens.lead(flight, self.call(authorizing, read, bound)))
            yield Await(flight.landed, max(0.0, bound.left()))
            if not flight.landed.done():
                # It may have been told to wait meanwhile, which this call may then do as well.
                if bound.left() <= 0 and self.pause.left(self.clock) <= 0:
                    raise late(call, attempts, "it went by waiting for an access token")
                yield from self._held_back(call, bound, attempts)
                continue
            landed = flight.landed.result()
            if isinstance(landed, AccessToken):
                return landed
            if landed is not None and (flight.as_patient_as(bound.patience) or not passes(landed)):
                raise own_copy(landed)

    def _error(
        self, call: Call[object], outcome: HttpResponse | Failure, attempts: int, timeout: float
    ) -> ApiError | TransportError:
        if isinstance(outcome, HttpResponse):
            return api_error(
                self.meaning(call, outcome.status), call, outcome, attempts, self.clock
            )
        return transport_error(call, outcome, attempts, round(timeout, 2))

    def _log(
        self,
        call: Call[object],
        outcome: HttpResponse | Failure,
        attempt: int,
        seconds: float,
    ) -> None:
        if not logger.isEnabledFor(logging.DEBUG):
            return
        if isinstance(outcome, HttpResponse):
            result, request_id = str(outcome.status), request_id_of(outcome) or "-"
        else:
            result, request_id = outcome.kind.__name__, request_id_of(outcome) or "-"
        logger.debug(
            "%s %s %s in %.0f ms, request id %s, attempt %d",
            call.method,
            call.template,
            result,
            seconds * 1000,
            request_id,
            attempt,
        )


def _redirected(base_url: BaseUrl, call: Call[object], url: str, response: HttpResponse) -> str:
    try:
        target = urljoin(url, response.headers.get("location", ""))
    except ValueError:
        target = ""
    if not base_url.holds(target):
        raise ForeignOriginError(
            f"{call.operation}: the provider redirects to another origin, where the key must "
            "not go; check the base URL"
        )
    return target


def late(call: Call[object], attempts: int, reason: str) -> TimeoutError:
    """The error for a call whose time was over while nothing of it was on its way."""
    return TimeoutError(
        f"the time for this call was too short: {reason}; raise `timeout` or `max_retries`, or "
        "call again later",
        operation=call.operation,
        attempts=attempts,
    )


def passes(error: Exception) -> bool:
    """Whether another attempt may end otherwise."""
    if isinstance(error, ApiError):
        return error.status_code == 429 or may_pass(error.status_code)
    return isinstance(error, TransportError)


def _sent(request: HttpRequest, timeout: float) -> Steps[HttpResponse | Failure]:
    return cast("HttpResponse | Failure", (yield Send(request, timeout)))
