"""Plain HTTP to a provider, for walks: what only several requests in a row can show.

Each answer is held against the specification and booked, like those of Schemathesis. The walks
share no code with brolly or its mock.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any, Literal, TypeAlias
from urllib.parse import quote, urlsplit

import httpx2
import requests
from schemathesis import Response

from brolly_contract.bounds import TooLargeError, gathered
from brolly_contract.exchange import Record, read_json
from brolly_contract.facts import Facts
from brolly_contract.operations import find
from brolly_contract.target import Api, Target, is_loopback

Auth: TypeAlias = Literal["basic", "bearer", "token"]
CHANNEL = "/api/shield/v1"
INTEGRATIONS = "/api/shield/integrations"
_POLL_SECONDS = 0.5
_USUAL_PATIENCE = 20.0
_MOST_SILENT = 3


class UntestedError(Exception):
    """A walk that could not be taken: the text says what it would have needed."""


class NoAnswerError(AssertionError):
    """A request that got no whole response: the text says which and why."""


class SilentError(Exception):
    """A provider that sends no response in time: each further request would take as long."""


@dataclass(slots=True, kw_only=True)
class Aids:
    """What only the owner of a provider can do or see. Of a sandbox most of it is missing."""

    advance: Callable[[float], object] | None = None
    """Lets seconds pass for the provider."""
    code_of: Callable[[str], str] | None = None
    """The one-time password that was sent to an address."""
    approve: Callable[[str], object] | None = None
    """Approves the offer of this id, as an underwriter does."""
    deliveries: Callable[[], Sequence[tuple[Mapping[str, str], bytes]]] | None = None
    """Headers and body of each webhook delivery so far."""
    secret: str = ""
    """What deliveries are signed with."""
    live_key: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as a walk looks at it: whatever it holds, looking raises nothing but a verdict."""

    asked: str
    """Method and path, without what stands in it."""
    status: int
    headers: Mapping[str, str]
    """By names in lower case."""
    content: bytes

    @property
    def ok(self) -> bool:
        """Whether it is a success."""
        return 200 <= self.status < 300

    @property
    def refused(self) -> bool:
        """Whether the provider refused the request."""
        return 400 <= self.status < 500

    @property
    def body(self) -> Any:
        """The JSON; None where it is none."""
        return read_json(self.content)

    def done(self, *statuses: int) -> Answer:
        """This answer; AssertionError if it is no success, or none of these statuses."""
        right = self.status in statuses if statuses else self.ok
        assert right, f"{self.asked} answers {self.status}"
        return self

    def record(self, *path: str) -> Record:
        """The object of a success, at a path; AssertionError if it is none."""
        found = self._at(path)
        assert isinstance(found, dict), f"{self.asked} holds no object{_place(path)}"
        return found

    def records(self, *path: str) -> list[Record]:
        """The objects of a success, at a path; AssertionError unless they are a list of objects."""
        found = self._at(path)
        right = isinstance(found, list) and all(isinstance(one, dict) for one in found)
        assert right, f"{self.asked} holds no list of objects{_place(path)}"
        return list(found)

    def text(self, *path: str) -> str:
        """The text of a success, at a path; AssertionError if it is none."""
        found = self._at(path)
        assert isinstance(found, str), f"{self.asked} holds no text{_place(path)}"
        return found

    def _at(self, path: Sequence[str]) -> Any:
        value = self.done().body
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        return value


def _place(path: Sequence[str]) -> str:
    return f" at {'.'.join(path)}" if path else ""


def member(record: Record, name: str) -> str:
    """A text of a record; AssertionError where it is missing or something else."""
    value = record.get(name)
    assert isinstance(value, str), f"a record has no text as {name}"
    assert value, f"a record has an empty {name}"
    return value


@dataclass(frozen=True, slots=True)
class Booked:
    """An exchange for the book."""

    operation: str
    """operationId."""
    response: Response
    own: bool
    """Whether it was sent with the credential of the run."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A GET request that can be made again."""

    path: str
    query: Mapping[str, Any]
    headers: Mapping[str, str]


class World:
    """One provider, reached over HTTP by one credential."""

    def __init__(
        self,
        target: Target,
        facts: Facts,
        book: Callable[[Booked], None],
        *,
        auth: Auth,
        aids: Aids | None = None,
        transport: httpx2.BaseTransport | None = None,
        pause: float = 0.0,
        patience: float = _USUAL_PATIENCE,
    ) -> None:
        self.target = target
        self.auth = auth
        self.aids = aids or Aids()
        self.ids: dict[str, list[str]] = {name: list(found) for name, found in target.ids.items()}
        """Values by the parameter that takes them: those that were given, and those found."""
        self.examples: set[str] = set()
        """Parameters for which the specification's example stands for something that is there."""
        self.last: Booked | None = None
        """The latest exchange of an operation."""
        self.reads: dict[str, Reading] = {}
        """The latest successful GET of each operation that the run's own credential made."""
        self._silent = 0
        self.elapsed = 0.0
        """Seconds that the provider's clock was moved on."""
        self._examples = facts.examples
        self._operations = facts.operations.values()
        self._book = book
        self._pause = pause
        self._due = 0.0
        self.patience = patience
        """Seconds that a walk may wait."""
        self._tokens: dict[str, str] = {}
        self._client = httpx2.Client(
            base_url=target.base_url,
            transport=transport,
            timeout=30,
            # A proxy of the user's does not know this machine.
            trust_env=not is_loopback(urlsplit(target.base_url).hostname or ""),
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, path: str, *, query: Mapping[str, Any] | None = None, **how: Any) -> Answer:
        """Read a path."""
        return self.call("GET", path, query=query, **how)

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        credential: Mapping[str, str] | None = None,
        book: bool = True,
        **body: Any,
    ) -> Answer:
        """Send a request.

        Args:
            method: HTTP method.
            path: Path below the base URL; a query may stand in it.
            query: Parameters of the query.
            headers: Further headers.
            credential: Headers in place of those that carry the credential; empty for none.
            book: Whether the answer is held against the specification.
            body: `json`, `files`, `data` or `content`, as httpx2 takes them.
        """
        if self._silent >= _MOST_SILENT:
            raise SilentError(f"{_MOST_SILENT} requests in a row got no response in time")
        url = self.target.base_url + path
        self.target.admit(method, url)
        given = self.credential(path) if credential is None else credential
        sent = {**given, **(headers or {})}
        self._wait()
        request = self._client.build_request(
            method, path, params=query or None, headers=sent, **body
        )
        operation = find(
            self._operations,
            method,
            path,
            accept=request.headers.get("accept", ""),
            content_type=request.headers.get("content-type", ""),
        )
        asked = f"{method} {operation.path if operation else 'a path'}"
        try:
            with closing(self._client.send(request, stream=True)) as response:
                content = gathered(response.iter_bytes())
        except (httpx2.HTTPError, TooLargeError, TimeoutError) as error:
            self._silent += isinstance(error, httpx2.TimeoutException | TimeoutError)
            words = type(error).__name__ if isinstance(error, httpx2.HTTPError) else str(error)
            raise NoAnswerError(f"{asked}: no answer ({words})") from None
        self._silent = 0
        if operation is not None and book:
            self.last = Booked(operation.id, _plain(response, content), credential is None)
            self._book(self.last)
        if operation is not None and response.is_success and (method, credential) == ("GET", None):
            self.reads[operation.id] = Reading(path, query or {}, headers or {})
        told = {name.lower(): value for name, value in response.headers.items()}
        return Answer(asked, response.status_code, told, content)

    def follow(self, href: str, **how: Any) -> Answer:
        """Read the address of a link by its path and query, on the host that was named."""
        parts = urlsplit(href)
        below = urlsplit(self.target.base_url).path
        path = parts.path.removeprefix(below) if below else parts.path
        return self.get(f"{path or '/'}?{parts.query}" if parts.query else path or "/", **how)

    def credential(self, path: str) -> dict[str, str]:
        """The headers that open a path."""
        if self.target.api == "kasko":
            return kasko_key(self.target.key, self.auth)
        part = CHANNEL if path.startswith(f"{CHANNEL}/") else INTEGRATIONS
        if part not in self._tokens:
            self._tokens[part] = self.authorize(part)
        return {"Authorization": f"Bearer {self._tokens[part]}"}

    def authorize(self, part: str) -> str:
        """A fresh access token of a part of InsureHero's API."""
        key = self.target.channel_key if part == CHANNEL else self.target.key
        if not key:
            raise UntestedError("needs INSUREHERO_CHANNEL_KEY")
        path = f"{part}/auth/authorize"
        return self.get(path, credential={"x-api-key": key}).text("data")

    def id(self, name: str) -> str:
        """A value that was given or found for a parameter, else the specification's example."""
        known = self.ids.get(name) or self._examples.get(name)
        if not known:
            raise UntestedError(f"needs --id {name}=...")
        return known[0]

    def needs(self, *names: str) -> None:
        """End the walk, unless values for these parameters were given, or the examples work."""
        missing = [name for name in names if name not in {*self.target.ids, *self.examples}]
        if missing:
            raise UntestedError("needs " + " ".join(f"--id {name}=..." for name in missing))

    def pass_time(self, seconds: float) -> None:
        """Let time pass for the provider; UntestedError where that would take too long."""
        self._tokens.clear()
        if self.aids.advance is not None:
            self._advance(self.aids.advance, seconds)
        elif seconds <= self.patience:
            sleep(seconds)
        else:
            raise UntestedError(f"takes {seconds:.0f} s: --patience {seconds:.0f}")

    def until(self, ready: Callable[[], bool], what: str) -> None:
        """Wait for something that the provider does in the background; AssertionError if not."""
        if self.aids.advance is not None:
            self._advance(self.aids.advance, 60)
            assert ready(), what
            return
        end = monotonic() + self.patience
        while not ready():
            assert monotonic() < end, f"{what} within {self.patience:g} s"
            sleep(max(_POLL_SECONDS, self._pause))

    def _advance(self, advance: Callable[[float], object], seconds: float) -> None:
        advance(seconds)
        self.elapsed += seconds

    def _wait(self) -> None:
        now = monotonic()
        if now < self._due:
            sleep(self._due - now)
        self._due = monotonic() + self._pause


def _plain(response: httpx2.Response, content: bytes) -> Response:
    """An answer as Schemathesis reads it."""
    request = response.request
    try:
        sent = request.content
    except httpx2.RequestNotRead:
        sent = b""  # a form with files
    asked = requests.Request(request.method, str(request.url), dict(request.headers), data=sent)
    return Response(
        status_code=response.status_code,
        headers={name: response.headers.get_list(name) for name in response.headers},
        content=content,
        request=asked.prepare(),
        elapsed=response.elapsed.total_seconds(),
        verify=True,
        message=response.reason_phrase,
        encoding=response.encoding,
    )


def kasko_key(key: str, auth: Auth = "basic") -> dict[str, str]:
    """The header that carries a key of KASKO."""
    if auth == "bearer":
        return {"Authorization": f"Bearer {key}"}
    return {"Authorization": f"Basic {b64encode(f'{key}:'.encode()).decode()}"}


@dataclass(frozen=True, slots=True)
class Walk:
    """One walk: a promise that takes several requests to see."""

    name: str
    api: Api
    operation: str
    """operationId that a finding is booked on, unless the latest request was of another."""
    writes: bool
    needs_channel: bool
    promise: str
    facts: tuple[str, ...]
    """Where the specification makes the promise, as `Facts.find` reads it."""
    take: Callable[[World], None] = field(repr=False)

    def on(self, world: World) -> None:
        """Take the walk, if the target permits it.

        Raises:
            UntestedError: It does not.
            AssertionError: The promise is broken.
        """
        if self.writes and world.target.read_only:
            raise UntestedError("writes, needs --writes")
        if self.needs_channel and not world.target.channel_key:
            raise UntestedError("needs INSUREHERO_CHANNEL_KEY")
        self.take(world)


WALKS: dict[str, Walk] = {}
"""All walks by name."""


def walk(
    api: Api, operation: str, *facts: str, writes: bool = False, channel: bool = False
) -> Callable[[Callable[[World], None]], Callable[[World], None]]:
    """Register a function as a walk, by its name and with its docstring as the promise.

    It raises AssertionError in words that hold nothing of an answer but times and numbers.
    """

    def register(function: Callable[[World], None]) -> Callable[[World], None]:
        words = " ".join((function.__doc__ or "").partition("\n\n")[0].split())
        WALKS[function.__name__] = Walk(
            function.__name__, api, operation, writes, channel, words, facts, function
        )
        return function

    return register


def altered(secret: str, at: int = -1) -> str:
    """A secret that is wrong by one character."""
    place = at % len(secret)
    other = "a" if secret[place] != "a" else "b"
    return secret[:place] + other + secret[place + 1 :]


def sample(items: Sequence[Record], most: int) -> Iterable[Record]:
    """A few records: the first, the last and some between."""
    if len(items) <= most:
        return items
    step = (len(items) - 1) / (most - 1)
    return [items[round(number * step)] for number in range(most)]


def in_path(value: str) -> str:
    """A value as a part of a path."""
    return quote(value, safe="")


def contradictions(first: Record, second: Record, *, but: Iterable[str] = ()) -> list[str]:
    """The names of members in which two readings of one record contradict each other.

    What one of them leaves out, or has null in its place, is no contradiction.
    """
    names = first.keys() & second.keys() - set(but)
    return sorted(name for name in names if _contradicts(first[name], second[name]))


def _contradicts(first: Any, second: Any) -> bool:
    match first, second:
        case None, _:
            return False
        case _, None:
            return False
        case dict(), dict():
            return bool(contradictions(first, second))
        case list(), list():
            pairs = zip(first, second, strict=False)
            return len(first) != len(second) or any(_contradicts(*pair) for pair in pairs)
        case _:
            return bool(first != second)
