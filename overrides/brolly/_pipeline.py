"""What happens to every call, whatever carries it: the rules, without any I/O.

`Pipeline.call` is a generator. It yields what it needs done (`Authorize`, `Send`, `Sleep`), is sent
the outcome, and returns the typed result or raises a typed error. The clients of both colours
only carry out the steps, so each rule exists once.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar, cast
from urllib.parse import urljoin

from ._answers import (
    CutShortError,
    Reader,
    api_error,
    may_pass,
    request_id_of,
    retry_after,
    transport_error,
    typed,
)
from ._arguments import check_number, check_seconds
from ._auth import AccessToken, Clock, Secret
from ._wire import BaseUrl, Call, Failure, HttpRequest, HttpResponse
from .errors import (
    ApiError,
    ForeignOriginError,
    LiveKeyError,
    TransportError,
    class_for,
)

logger = logging.getLogger("brolly")

T = TypeVar("T")

MAX_RETRY_AFTER = 120.0
MOST_RETRIES = 100
REDIRECTS = (301, 302, 303, 307, 308)
MAX_REDIRECTS = 3
_BACKOFF_FIRST, _BACKOFF_MOST = 0.5, 8.0


@dataclass(frozen=True, slots=True)
class Authorize:
    """Wanted: an access token of a security scheme that is still good.

    `refused` is one that just got a 401.
    """

    scheme: str
    refused: AccessToken | None


@dataclass(frozen=True, slots=True)
class Send:
    """Wanted: one exchange. The outcome is an answer, or why there is none."""

    request: HttpRequest
    timeout: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wanted: a pause, in seconds."""

    seconds: float


Step = Authorize | Send | Sleep
Outcome = AccessToken | HttpResponse | Failure | None
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

    def over(self, clock: Clock) -> Steps[None]:
        """Wait until it is over."""
        while (left := self._until - clock.monotonic()) > 0:
            yield Sleep(left)


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may set per client, and per call through `with_options`.

    `timeout` is the time in seconds that one attempt may take, from connecting to the last byte.
    """

    timeout: float = 30.0
    max_retries: int = 3

    def __post_init__(self) -> None:
        check_seconds(self.timeout, "timeout")
        check_number(self.max_retries, "max_retries", 0, MOST_RETRIES)

    def changed(self, timeout: float | None, max_retries: int | None) -> Options:
        return replace(
            self,
            timeout=self.timeout if timeout is None else timeout,
            max_retries=self.max_retries if max_retries is None else max_retries,
        )


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
    jitter: Callable[[], float] = random.random

    def call(self, call: Call[object], read: Reader[T]) -> Steps[T]:
        """Carry out one call; `read` turns the answer into what the caller gets.

        Raises:
            LiveKeyError: A LIVE key would write.
            ForeignOriginError: The provider redirects to another origin.
            TransportError: No complete answer came, after all attempts.
            ApiError: The provider answered with an error status, after all attempts.
            ResponseValidationError: The answer has not the documented shape.
        """
        if self.mode == "live" and not self.allow_live_writes and not call.replayable:
            raise LiveKeyError(
                f"{call.operation}: this is a LIVE key and the call writes; use a TEST key, or "
                "make the client with allow_live_writes=True if real policies are meant"
            )
        base_url = self._base_url_for(call)
        url = base_url.join(call.path, call.query)
        keyed = next(filter(None, map(self.credentials.get, call.security)), None)
        attempts = retries = redirects = 0
        token: AccessToken | None = None
        refused: AccessToken | None = None
        self.budget.earn()
        while True:
            yield from self.pause.over(self.clock)
            credentials = keyed
            if credentials is None and call.security:
                token = yield from _authorized(
                    Authorize(call.security[0], refused if refused is token else None)
                )
                credentials = ("Authorization", token.header)
            attempts += 1
            started = self.clock.monotonic()
            outcome = yield from _sent(
                HttpRequest(call.method, url, call.headers, call.content, credentials),
                self.options.timeout,
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
            wait = self._wait(call, outcome, retries)
            if wait is None:
                raise self._error(call, outcome, attempts)
            retries += 1
            yield Sleep(wait)

    def _base_url_for(self, call: Call[object]) -> BaseUrl:
        if call.server and self.servers:
            return BaseUrl.parse(call.server, source="the specification")
        return self.base_url

    def _wait(
        self, call: Call[object], outcome: HttpResponse | Failure, retries: int
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
        return wait

    def _error(
        self, call: Call[object], outcome: HttpResponse | Failure, attempts: int
    ) -> ApiError | TransportError:
        if isinstance(outcome, HttpResponse):
            return api_error(
                self.meaning(call, outcome.status), call, outcome, attempts, self.clock
            )
        return transport_error(call, outcome, attempts, self.options.timeout)

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


def _authorized(step: Authorize) -> Steps[AccessToken]:
    return cast(AccessToken, (yield step))


def _sent(request: HttpRequest, timeout: float) -> Steps[HttpResponse | Failure]:
    return cast("HttpResponse | Failure", (yield Send(request, timeout)))
