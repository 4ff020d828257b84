"""What happens to every call, whatever carries it: the rules, without any I/O.

`Pipeline.call` is a generator. It yields what it needs done (`Authorize`, `Send`, `Sleep`), is sent
the outcome, and returns the typed result or raises a typed error. The clients of both colours
only carry out the steps, so each rule exists once.
"""

from __future__ import annotations

import contextlib
import email.utils
import logging
import random
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, TypeVar, cast
from urllib.parse import quote_plus, urljoin, urlsplit

import msgspec

from ._auth import AccessToken, Clock, Secret
from .errors import (
    Answer,
    ApiError,
    ConfigurationError,
    ForeignOriginError,
    LiveKeyError,
    ResponseValidationError,
    TransportError,
    class_for,
)

logger = logging.getLogger("brolly")

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

MAX_RETRY_AFTER = 120.0
REDIRECTS = (301, 302, 303, 307, 308)
MAX_REDIRECTS = 3
_BACKOFF_FIRST, _BACKOFF_MOST = 0.5, 8.0
_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1")


class Call(Protocol[T_co]):
    """One call, not yet sent: the generated `Request` of either package."""

    @property
    def operation(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def template(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def query(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def content(self) -> bytes | None: ...
    @property
    def security(self) -> tuple[str, ...]: ...
    @property
    def server(self) -> str: ...
    @property
    def repeat_on(self) -> tuple[int, ...]: ...
    @property
    def replayable(self) -> bool: ...
    def read(self, status: int, content: bytes) -> T_co: ...
    def read_error(self, status: int, content: bytes) -> object | None: ...


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """Bytes out. Only the method shows in a repr."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    credentials: tuple[str, Secret] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """Bytes in. Only the status shows in a repr; header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Authorize:
    """Wanted: an access token of a security scheme that is still good.

    `refused` is one that just got a 401.
    """

    scheme: str
    refused: AccessToken | None


@dataclass(frozen=True, slots=True)
class Send:
    """Wanted: one exchange. The outcome is an answer, or the `TransportError` class that fits."""

    request: HttpRequest
    timeout: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wanted: a pause, in seconds."""

    seconds: float


Step = Authorize | Send | Sleep
Outcome = AccessToken | HttpResponse | type[TransportError] | None
Steps = Generator[Step, Outcome, T]
Reader = Callable[[HttpResponse], T]


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """The one origin that credentials may go to."""

    url: str
    origin: tuple[str, str, int]

    @classmethod
    def parse(cls, url: str, *, source: str) -> BaseUrl:
        """Check a base URL.

        Raises:
            ConfigurationError: Not an absolute URL, holds credentials or a query, or plain HTTP
                to anything but loopback (both providers serve HTTPS only: seeds 000 to 002).
        """
        origin = _origin(url)
        if origin is None or re.search(r"[?#@]", url):
            raise ConfigurationError(
                f"the base URL (base_url or {source}) must be like https://api.example.com, "
                "without user name, query or fragment"
            )
        if origin[0] != "https" and not _LOOPBACK.fullmatch(origin[1]):
            raise ConfigurationError(
                f"the base URL (base_url or {source}) must start with https://: the key would "
                "travel unprotected (plain http:// is allowed for localhost only)"
            )
        return cls(url.rstrip("/"), origin)

    @property
    def is_plain_http(self) -> bool:
        return self.origin[0] == "http"

    def join(self, path: str, query: tuple[tuple[str, str], ...]) -> str:
        return f"{self.url}{path}" + (f"?{_encoded(query)}" if query else "")

    def holds(self, url: str) -> bool:
        """Whether a URL has exactly this scheme, host and port, and no credentials of its own."""
        return _origin(url) == self.origin and "@" not in urlsplit(url).netloc


def _origin(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        scheme, host = parts.scheme.lower(), parts.hostname
        port = parts.port or {"http": 80, "https": 443}.get(scheme, 0)
    except ValueError:
        return None
    if scheme not in ("http", "https") or not host or not re.fullmatch(r"[!-~]+", url):
        return None
    return scheme, host, port


def _encoded(query: tuple[tuple[str, str], ...]) -> str:
    return "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in query])


def _quoted(text: str) -> str:
    # Nearly all are plain, and `quote_plus` takes many times as long to find that out.
    return text if text.isascii() and text.isalnum() else quote_plus(text)


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
        if not 0 < self.timeout < float("inf"):
            raise ConfigurationError("timeout must be a number of seconds above 0")
        if self.max_retries < 0:
            raise ConfigurationError("max_retries must be 0 or more")

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
        errors: Classes of errors that mean more with this provider than their status says.
    """

    base_url: BaseUrl
    mode: Literal["test", "live"] | None
    credentials: Mapping[str, tuple[str, Secret]]
    servers: bool = False
    errors: Mapping[int, type[ApiError]] = field(default_factory=dict[int, type[ApiError]])
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
                        return _typed(call, read, outcome, attempts)
                    except _CutShortError:
                        outcome = TransportError
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
        self, call: Call[object], outcome: HttpResponse | type[TransportError], retries: int
    ) -> float | None:
        """Seconds to wait before the next attempt, or None if there is to be none."""
        asked = 0.0
        if isinstance(outcome, HttpResponse):
            status = outcome.status
            again = status in (429, *call.repeat_on) or (call.replayable and _may_pass(status))
            asked = _retry_after(outcome, self.clock) or 0.0
        else:
            again = call.replayable or not outcome.sent
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
        self, call: Call[object], outcome: HttpResponse | type[TransportError], attempts: int
    ) -> ApiError | TransportError:
        if isinstance(outcome, HttpResponse):
            kind = self.errors.get(outcome.status) or class_for(outcome.status)
            return _api_error(kind, call, outcome, attempts, _retry_after(outcome, self.clock))
        return _transport_error(call, outcome, attempts, self.options.timeout)

    def _log(
        self,
        call: Call[object],
        outcome: HttpResponse | type[TransportError],
        attempt: int,
        seconds: float,
    ) -> None:
        if not logger.isEnabledFor(logging.DEBUG):
            return
        if isinstance(outcome, HttpResponse):
            result, request_id = str(outcome.status), request_id_of(outcome) or "-"
        else:
            result, request_id = outcome.__name__, "-"
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


def _sent(request: HttpRequest, timeout: float) -> Steps[HttpResponse | type[TransportError]]:
    return cast("HttpResponse | type[TransportError]", (yield Send(request, timeout)))


def request_id_of(response: HttpResponse) -> str | None:
    """The answer's `X-Request-Id` (seed 000), if it can be printed safely."""
    value = response.headers.get("x-request-id", "")
    return value if re.fullmatch(r"[!-~]{1,128}", value) else None


def _retry_after(response: HttpResponse, clock: Clock) -> float | None:
    """Seconds to wait by `Retry-After`, given as seconds or as a date."""
    value = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", value):
        return float(value)
    moment = _http_date(value)
    if moment is None:
        return None
    # Against the answer's own Date: the local clock may be wrong.
    now = _http_date(response.headers.get("date", ""))
    return max(0.0, moment - (clock.wall() if now is None else now))


def _http_date(value: str) -> float | None:
    try:
        return email.utils.parsedate_to_datetime(value).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None


_MISMATCH = re.compile(r"Expected `(?P<due>[^`]+)`, got `(?P<got>[^`]+)`")
_PATH = re.compile(r" - at `(?P<path>[^`]*)`$")


def mismatch(error: msgspec.DecodeError) -> tuple[str, str]:
    """What does not fit and where, without a value of the answer in it."""
    text = str(error)
    path = _PATH.search(text)
    wrong = _MISMATCH.search(text)
    missing = re.search(r"missing required field `([^`]+)`", text)
    if wrong:
        reason = f"expected {wrong['due']}, got {wrong['got']}"
    elif missing:
        reason = f"the member {missing[1]!r} is missing"
    elif isinstance(error, msgspec.ValidationError):
        reason = "the value has not the documented form"
    else:
        reason = "the body is not valid JSON"
    return reason, path["path"] if path else "$"


class _CutShortError(Exception):
    """A body ended in the middle, though the connection did not: a proxy's fault, maybe."""


def _typed(call: Call[object], read: Reader[T], response: HttpResponse, attempts: int) -> T:
    try:
        return read(response)
    except msgspec.DecodeError as error:
        cut = response.content and str(error) == "Input data was truncated"
        reason, path = mismatch(error)
    if cut:
        raise _CutShortError
    # Raised outside the handler: msgspec's own text may quote the answer.
    kind = re.fullmatch(r"[\w.+/-]{1,80}", response.headers.get("content-type", "").split(";")[0])
    raise ResponseValidationError(
        f"the answer does not have the documented shape at {path}: {reason} "
        f"(status {response.status}, {kind[0] if kind else 'no content type'}, "
        f"{len(response.content)} bytes); the base URL may be wrong, or the API has changed",
        path=path,
        operation=call.operation,
        request_id=request_id_of(response),
        attempts=attempts,
        may_have_written=not call.replayable,
    )


def _transport_error(
    call: Call[object], kind: type[TransportError], attempts: int, timeout: float
) -> TransportError:
    text = {
        "ConnectError": "no connection to the provider; check the base URL, the network and TLS",
        "TimeoutError": f"no complete answer within {timeout:g} s; raise `timeout` or ask for less",
    }.get(kind.__name__, "the connection broke before the answer was complete; try again later")
    return kind(
        text,
        operation=call.operation,
        attempts=attempts,
        may_have_written=kind.sent and not call.replayable,
    )


class _EarlierCause(msgspec.Struct):
    code: str | None = None
    message: str | None = None


class _EarlierError(msgspec.Struct):
    """KASKO's error body of 2015 (kasko.md 3.2, E2)."""

    error: _EarlierCause


def _api_error(
    kind: type[ApiError],
    call: Call[object],
    response: HttpResponse,
    attempts: int,
    retry_after: float | None,
) -> ApiError:
    documented = call.read_error(response.status, response.content)
    # KASKO says status/message/errors (seed 000), InsureHero error/details.
    status = _text(documented, "status", "error")
    message = _text(documented, "message", "details")
    errors = getattr(documented, "errors", None)
    if status is None and message is None:
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
            earlier = msgspec.json.decode(response.content, type=_EarlierError).error
            status, message = earlier.code, earlier.message
    return kind(
        response.status,
        operation=call.operation,
        answer=Answer(
            response.content,
            status,
            message,
            tuple(cast("list[object]", errors)) if isinstance(errors, list) else (),
        ),
        request_id=request_id_of(response),
        attempts=attempts,
        retry_after=retry_after,
        may_have_written=not call.replayable and _may_pass(response.status),
    )


def _may_pass(status: int) -> bool:
    """Whether a failure tells nothing about the request, which may succeed another time."""
    return status == 408 or status >= 500


def _text(model: object, *names: str) -> str | None:
    values = (getattr(model, name, None) for name in names)
    return next((value for value in values if isinstance(value, str)), None)
