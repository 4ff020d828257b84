"""API keys and access tokens.

`Tokens` implements the rules of InsureHero's authorization page:

* An access token is valid for one hour from the moment its authorize request was sent.
* Before each call it must have at least 300 seconds left; otherwise authorize is called first.
* Callers that need a token at the same time share one authorize call. If it fails, each gets the
  error, and the next caller tries again. A waiting caller with a longer timeout or more retries
  than the one that failed tries again at once.
* A 401 drops the token that was sent, unless a newer one has already replaced it.
"""

from __future__ import annotations

import base64
import copy
import re
import threading
import time
from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Literal, NoReturn, TypeVar, cast

import msgspec

from .._http.fork import renew_after_fork
from ..errors import BrollyError, ConfigurationError
from .lenient import document
from .stop import Stop

Step = TypeVar("Step")
Outcome = TypeVar("Outcome")

_KEY_PREFIX = re.compile(r"[sp]k_(test|live)_")


class Secret:
    """A string that does not appear in a repr, log, traceback or pickle."""

    __slots__ = ("_reveal",)
    _reveal: Callable[[], str]

    def __init__(self, value: str) -> None:
        self._reveal = lambda: value

    def reveal(self) -> str:
        return self._reveal()

    def __repr__(self) -> str:
        return "'***'"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a secret cannot be pickled; create the client in each process, from the environment"
        )


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key and the mode in its prefix. A key without a known prefix has none."""

    secret: Secret
    mode: Literal["test", "live"] | None

    @classmethod
    def parse(cls, secret: Secret, *, source: str) -> ApiKey:
        """Check a key before its first use.

        Raises:
            ConfigurationError: The key is empty or has characters that keys never have.
        """
        # No local variable may hold the plain key, because tracebacks can show locals.
        if not isinstance(cast("object", secret.reveal()), str):
            raise ConfigurationError(f"the API key must be a str; pass one or set {source}")
        if not secret.reveal():
            raise ConfigurationError(
                f"no API key: pass it as the first argument or set {source} in the environment"
            )
        if not re.fullmatch(r"[!#-&(-9;-_a-~]+", secret.reveal()):
            raise ConfigurationError(
                f"the API key (argument or {source}) contains a space, a colon, a line break or "
                "another character that keys never contain; copy it again, without quotes"
            )
        prefix = _KEY_PREFIX.match(secret.reveal())
        return cls(secret, cast("Literal['test', 'live']", prefix[1]) if prefix else None)


def basic(key: ApiKey) -> Secret:
    """HTTP Basic with the key as user name and no password (KASKO's introduction)."""
    return Secret("Basic " + base64.b64encode(f"{key.secret.reveal()}:".encode()).decode())


def bearer(secret: Secret) -> Secret:
    """The value of `Authorization` for a bearer key or token."""
    return Secret(f"Bearer {secret.reveal()}")


async def _sleep_async(seconds: float) -> None:
    import asyncio

    await asyncio.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Clock:
    """Clocks and sleep; tests pass their own."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[Stop, float], object] = Stop.wait
    sleep_async: Callable[[float], Awaitable[None]] = _sleep_async

    def now(self) -> Instant:
        return Instant(self.monotonic(), self.wall())


@dataclass(frozen=True, slots=True)
class Instant:
    """One moment on both clocks."""

    monotonic: float
    wall: float

    def since(self, earlier: Instant) -> float:
        """Seconds since an earlier moment.

        The monotonic clock may stop while the machine is suspended, and the wall clock may be
        set back, so the larger difference counts.
        """
        return max(self.monotonic - earlier.monotonic, self.wall - earlier.wall)


@dataclass(frozen=True, slots=True)
class AccessToken:
    """An access token and when it ends."""

    header: Secret
    sent: Instant
    lifetime: float

    def remaining(self, now: Instant) -> float:
        """Seconds left; negative once expired."""
        return self.lifetime - now.since(self.sent)


def jwt_lifetime(token: Secret) -> float | None:
    """Seconds between `iat` and `exp` of a JWT, or None without these claims.

    Only the difference is used, so a wrong local clock does not matter. The signature is not
    checked, because only the provider can do that.
    """
    parts = token.reveal().split(".")
    if len(parts) != 3:
        return None
    try:
        claims = document(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        # A missing claim or one that is not a number is ignored. Some issuers send numbers as text.
        lifetime = _seconds(claims["exp"]) - _seconds(claims["iat"])
    except (ValueError, TypeError, LookupError, OverflowError, msgspec.DecodeError):
        return None
    return lifetime if 0 < lifetime < float("inf") else None


def _seconds(claim: object) -> float:
    if isinstance(claim, bool) or not isinstance(claim, int | float | str):
        raise TypeError
    return float(claim)


@dataclass(eq=False, slots=True)
class Flight:
    """One authorize call in progress, and its result for all callers that wait for it.

    Attributes:
        home: The event loop that it runs on, or None.
        patience: Its retries, and the seconds it may take.
        landed: Set to its token, its error, or None if it was given up.
    """

    home: object
    patience: tuple[int, float]
    landed: Future[AccessToken | Exception | None] = field(
        default_factory=Future["AccessToken | Exception | None"]
    )

    def __post_init__(self) -> None:
        # A waiter that gives up must not cancel the shared call.
        self.landed.set_running_or_notify_cancel()

    def as_patient_as(self, patience: tuple[int, float]) -> bool:
        """Whether a caller with this patience would have failed too."""
        return self.patience[0] >= patience[0] and self.patience[1] >= patience[1]


class Tokens:
    """The tokens of one key, with one authorize call for all threads or tasks. No I/O.

    Args:
        leeway: Seconds that a token must have left to be used.
        lifetime: Seconds that a token is valid, unless it states less.
        home: Returns the running event loop, if any. A call on another loop may never finish,
            because that loop may be closed.
    """

    def __init__(
        self,
        *,
        leeway: float,
        lifetime: float,
        clock: Clock,
        home: Callable[[], object] = lambda: None,
    ) -> None:
        self._leeway = leeway
        self._lifetime = lifetime
        self._clock = clock
        self._home = home
        self._token: AccessToken | None = None
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        # The garbage collector may end an abandoned call while this thread holds the lock.
        self._lock = threading.RLock()
        self._flight: Flight | None = None

    def usable(self, now: Instant) -> AccessToken | None:
        """The current token if at least the leeway is left, else None."""
        token = self._token
        return token if token is not None and token.remaining(now) >= self._leeway else None

    def store(self, value: Secret, sent: Instant) -> AccessToken:
        """Keep a new token. Its lifetime counts from when the authorize request was sent."""
        lifetime = min(jwt_lifetime(value) or self._lifetime, self._lifetime)
        self._token = AccessToken(bearer(value), sent, lifetime)
        return self._token

    def drop(self, token: AccessToken) -> None:
        """Forget a refused token, unless it was already replaced."""
        with self._lock:
            if self._token is token:
                self._token = None

    def join(self, patience: tuple[int, float]) -> AccessToken | tuple[Flight, bool]:
        """A token that is valid long enough, or the call to wait for and whether to make it."""
        with self._lock:
            token = self.usable(self._clock.now())
            if token is not None:
                return token
            home = self._home()
            flight = self._flight
            leads = flight is None or flight.home is not home
            if flight is None or leads:
                flight = self._flight = Flight(home, patience)
            return flight, leads

    def lead(
        self, flight: Flight, authorizing: Generator[Step, Outcome, Secret]
    ) -> Generator[Step, Outcome, AccessToken]:
        """Make the authorize call and give its result to all that wait."""
        outcome: AccessToken | Exception | None = None
        try:
            sent = self._clock.now()
            value = yield from authorizing
            with self._lock:
                outcome = self.store(value, sent)
            return outcome
        except Exception as error:
            outcome = own_copy(error)
            raise
        finally:
            # Also after an interruption; then one of the waiting callers makes the call.
            with self._lock:
                if self._flight is flight:
                    self._flight = None
            flight.landed.set_result(outcome)


def own_copy(error: Exception) -> Exception:
    """A copy of an error for another caller, which may add notes and a traceback."""
    return copy.copy(error) if isinstance(error, BrollyError) else error
