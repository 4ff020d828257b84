"""The rules for every call, for all transports. No I/O.

`Pipeline.call` is a generator. It yields steps (`Send`, `Sleep`, `Await`), receives their outcome,
and returns the typed result or raises a typed error. The sync and async clients only carry out the
steps, so each rule exists once.
"""

from __future__ import annotations

import logging
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
)
from .answers import (
    CutShortError,
    Reader,
    api_error,
    class_for,
    may_pass,
    request_id_of,
    retry_after,
    transport_error,
    typed,
)
from .auth import AccessToken, Clock, Secret, Tokens, own_copy
from .limits import MAX_RETRY_AFTER, Bound, Options, Pause, RetryBudget
from .wire import BaseUrl, Call, Failure, HttpRequest, HttpResponse

logger = logging.getLogger("brolly")

T = TypeVar("T")

REDIRECTS = (301, 302, 303, 307, 308)
MAX_REDIRECTS = 3
_BACKOFF_FIRST, _BACKOFF_MOST = 0.5, 8.0


@dataclass(frozen=True, slots=True)
class Send:
    """Send one request. The outcome is a response, or the reason why there is none."""

    request: HttpRequest
    timeout: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """Pause for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Await:
    """Wait until another call's authorize has ended, or for these seconds."""

    landed: Future[AccessToken | Exception | None]
    seconds: float


Step = Send | Sleep | Await
Outcome = HttpResponse | Failure | None
Steps = Generator[Step, Outcome, T]
Meaning = Callable[[Call[object], int], tuple[type[ApiError], str | None]]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The rules of one client: base URL, credentials and retries.

    Args:
        base_url: The origin of all calls.
        mode: LIVE or TEST, if the key has a prefix.
        credentials: Name and value of the header for each security scheme of the spec that takes
            a key. The other schemes take an access token.
        servers: Whether operations with their own server in the spec use it. False if the user
            set a base URL, which then applies to all.
        meaning: The class of the error for a status of this provider, and an advice if there is
            one beyond that of the class.
        tokens: For each security scheme that takes an access token, the token and the call that
            gets one.
    """

    base_url: BaseUrl
    mode: Literal["test", "live"] | None
    credentials: Mapping[str, tuple[str, Secret]]
    servers: bool = False
    meaning: Meaning = lambda _, status: (class_for(status), None)
    options: Options = field(default_factory=Options)
    allow_live_writes: bool = False
    clock: Clock = field(default_factory=Clock)
    budget: RetryBudget = field(default_factory=RetryBudget)
    pause: Pause = field(default_factory=Pause)
    tokens: Mapping[str, tuple[Tokens, Call[object], Reader[Secret]]] = field(
        default_factory=dict[str, "tuple[Tokens, Call[object], Reader[Secret]]"]
    )
    jitter: Callable[[], float] = random.random

    def changed(self, **options: float | None) -> Pipeline:
        """This pipeline with the given options, unless they are None."""
        changed = self.options.changed(**options)
        return self if changed is self.options else replace(self, options=changed)

    def call(self, call: Call[object], read: Reader[T], bound: Bound | None = None) -> Steps[T]:
        """Carry out one call; `read` turns the response into the result.

        Args:
            bound: The limit of the call that this one is part of.

        Raises:
            LiveKeyError: A LIVE key would write.
            ForeignOriginError: The provider redirects to another origin.
            TransportError: No attempt brought a complete response.
            ApiError: The last attempt brought an error status.
            ResponseValidationError: The response does not have the documented shape.
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
        """The credential or the kind of token for an operation; neither if it needs none."""
        keyed = next(filter(None, map(self.credentials.get, call.security)), None)
        tokens = None if keyed else next(filter(None, map(self.tokens.get, call.security)), None)
        if call.security and not (keyed or tokens or call.anonymous):
            raise ConfigurationError(
                f"{call.operation}: this client has no credentials for the security schemes "
                f"{', '.join(call.security)}"
            )
        return keyed, tokens

    def _refuse_live_writes(self, call: Call[object]) -> None:
        if self.mode == "live" and not self.allow_live_writes and not call.replayable:
            raise LiveKeyError(
                f"{call.operation}: this is a LIVE key and the call writes; use a TEST key, or "
                "create the client with allow_live_writes=True to change real policies"
            )

    def _base_url_for(self, call: Call[object]) -> BaseUrl:
        if call.server and self.servers:
            return BaseUrl.parse(call.server, source="the specification")
        return self.base_url

    def _wait(
        self, call: Call[object], outcome: HttpResponse | Failure, retries: int, bound: Bound
    ) -> float | None:
        """Seconds to wait before the next attempt, or None if there is none."""
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
            # All calls of the client wait, so a retry costs no budget.
            self.pause.ask(self.clock.monotonic() + wait)
        elif not self.budget.spend():
            return None
        return wait if bound.left() > 0 and bound.allows(wait) else None

    def _timeout(self, call: Call[object], bound: Bound, attempts: int) -> float:
        """Seconds for the next attempt."""
        if (left := bound.left()) <= 0:
            raise late(call, attempts, "before the request could be sent")
        return min(self.options.timeout, left)

    def _held_back(self, call: Call[object], bound: Bound, attempts: int) -> Steps[None]:
        """Wait out a 429 that another call received."""
        while (left := self.pause.left(self.clock)) > 0:
            if not bound.allows(left, of_others=True):
                raise late(
                    call,
                    attempts,
                    "because the provider's rate limit (429) blocks this client for another "
                    f"{left:.1f} s",
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
        """A valid access token; `refused` is one that just got a 401."""
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
                # The authorize call may have to wait for a 429, which this call may do too.
                if bound.left() <= 0 and self.pause.left(self.clock) <= 0:
                    raise late(call, attempts, "while waiting for an access token")
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
        logger.debug(
            "%s %s %s in %.0f ms, request id %s, attempt %d",
            call.method,
            call.template,
            outcome.status if isinstance(outcome, HttpResponse) else outcome.kind.__name__,
            seconds * 1000,
            request_id_of(outcome) or "-",
            attempt,
        )


def _redirected(base_url: BaseUrl, call: Call[object], url: str, response: HttpResponse) -> str:
    try:
        target = urljoin(url, response.headers.get("location", ""))
    except ValueError:
        target = ""
    if not base_url.holds(target):
        raise ForeignOriginError(
            f"{call.operation}: the provider redirects to another origin, where brolly does not "
            "send the key; check the base URL"
        )
    return target


def late(call: Call[object], attempts: int, reason: str) -> TimeoutError:
    """The error for a call whose time ran out while no request was under way."""
    return TimeoutError(
        f"the call ran out of time {reason}; raise `timeout` or `max_retries`, or try again later",
        operation=call.operation,
        attempts=attempts,
    )


def passes(error: Exception) -> bool:
    """Whether another attempt may succeed."""
    if isinstance(error, ApiError):
        return error.status_code == 429 or may_pass(error.status_code)
    return isinstance(error, TransportError)


def _sent(request: HttpRequest, timeout: float) -> Steps[HttpResponse | Failure]:
    return cast("HttpResponse | Failure", (yield Send(request, timeout)))
