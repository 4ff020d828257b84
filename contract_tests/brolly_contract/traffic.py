"""Plain HTTP to a provider, for walks.

Each response is checked against the specification, like those of Schemathesis. The walks share no
code with brolly or its mock.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

import httpx2
from schemathesis import Response as PlainResponse

from brolly_contract.bounds import TooLargeError, gathered
from brolly_contract.exchange import Record, read_json, response_to
from brolly_contract.facts import facts
from brolly_contract.operations import find
from brolly_contract.target import Target

Auth: TypeAlias = Literal["basic", "bearer", "token"]
CHANNEL = "/api/shield/v1"
INTEGRATIONS = "/api/shield/integrations"
_POLL_SECONDS = 0.5
_USUAL_PATIENCE = 20.0
_MOST_SILENT = 3


class UntestedError(Exception):
    """A walk that cannot be taken. The message says what it needs."""


class NoResponseError(AssertionError):
    """A request without a complete response. The message says which and why."""


class SilentError(Exception):
    """A provider that does not respond in time. Further requests would take as long."""


@dataclass(slots=True, kw_only=True)
class Aids:
    """What only the owner of a provider can do or see. For a sandbox most is missing."""

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
class Response:
    """A response for a walk. Whatever it holds, its methods raise nothing but AssertionError."""

    asked: str
    """Method and path template."""
    status: int
    headers: Mapping[str, str]
    """By names in lower case."""
    content: bytes

    @property
    def ok(self) -> bool:
        """Whether it is a success."""
        return 200 <= self.status < 300

    @property
    def body(self) -> Any:
        """The JSON; None if it is not JSON."""
        return read_json(self.content)

    def done(self, *statuses: int) -> Response:
        """This response; AssertionError if it is no success, or has none of these statuses."""
        right = self.status in statuses if statuses else self.ok
        assert right, f"{self.asked} returns {self.status}"
        return self

    def expect(self, *statuses: int, to: str) -> Response:
        """This response; AssertionError if it has none of these statuses.

        Args:
            statuses: Without any, each 4xx will do.
            to: What was sent, for the message.
        """
        due = f", not {' or '.join(map(str, statuses))}" if statuses else ""
        right = self.status in (statuses or range(400, 500))
        assert right, f"{to} returns {self.status}{due}"
        return self

    def record(self, *path: str) -> Record:
        """The object of a success, at a path; AssertionError if it is none."""
        found = self._at(path)
        assert isinstance(found, dict), f"{self.asked} returns no object{_place(path)}"
        return found

    def records(self, *path: str) -> list[Record]:
        """The objects of a success, at a path; AssertionError unless they are a list of objects."""
        found = self._at(path)
        right = isinstance(found, list) and all(isinstance(one, dict) for one in found)
        assert right, f"{self.asked} returns no list of objects{_place(path)}"
        return list(found)

    def text(self, *path: str) -> str:
        """The text of a success, at a path; AssertionError if it is none."""
        found = self._at(path)
        assert isinstance(found, str), f"{self.asked} returns no text{_place(path)}"
        return found

    def _at(self, path: Sequence[str]) -> Any:
        value = self.done().body
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        return value


def _place(path: Sequence[str]) -> str:
    return f" at {'.'.join(path)}" if path else ""


@dataclass(frozen=True, slots=True)
class Booked:
    """An exchange to check."""

    operation: str
    """operationId."""
    response: PlainResponse
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
        book: Callable[[Booked], None] = lambda _: None,
        *,
        auth: Auth = "basic",
        aids: Aids | None = None,
        transport: httpx2.BaseTransport | None = None,
        pause: float = 0.0,
        patience: float = _USUAL_PATIENCE,
    ) -> None:
        self.target = target
        self.auth = auth
        self.aids = aids or Aids()
        self.ids: dict[str, list[str]] = {name: list(found) for name, found in target.ids.items()}
        """Values by parameter: from the user, and found by walks."""
        self.examples: set[str] = set()
        """Parameters whose example in the specification exists in the account."""
        self.last: Booked | None = None
        """The latest exchange of an operation."""
        self.reads: dict[str, Reading] = {}
        """The latest successful GET of each operation with the run's own credential."""
        self._silent = 0
        self._examples = facts(target.api).examples
        self._operations = facts(target.api).operations.values()
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
            # A proxy of the user does not know this machine.
            trust_env=not target.local,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, path: str, *, query: Mapping[str, Any] | None = None, **how: Any) -> Response:
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
    ) -> Response:
        """Send a request.

        Args:
            method: HTTP method.
            path: Path below the base URL; a query may stand in it.
            query: Parameters of the query.
            headers: Further headers.
            credential: Headers instead of the run's own credential; empty for none.
            book: Whether the response is checked against the specification.
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
            raise NoResponseError(f"{asked}: no response ({words})") from None
        self._silent = 0
        if operation is not None and book:
            self.last = Booked(operation.id, _plain(response, content), credential is None)
            self._book(self.last)
        if operation is not None and response.is_success and (method, credential) == ("GET", None):
            self.reads[operation.id] = Reading(path, query or {}, headers or {})
        told = {name.lower(): value for name, value in response.headers.items()}
        return Response(asked, response.status_code, told, content)

    def follow(self, href: str, **how: Any) -> Response:
        """Read the path and query of a link, on the host of the base URL."""
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
        """A value for a parameter: given, found, or the specification's example."""
        known = self.ids.get(name) or self._examples.get(name)
        if not known:
            raise UntestedError(f"needs --id {name}=...")
        return known[0]

    def needs(self, *names: str) -> None:
        """UntestedError unless these parameters have given values, or examples that exist."""
        missing = [name for name in names if name not in {*self.target.ids, *self.examples}]
        if missing:
            raise UntestedError("needs " + " ".join(f"--id {name}=..." for name in missing))

    def pass_time(self, seconds: float) -> None:
        """Let time pass for the provider; UntestedError if that takes too long."""
        self._tokens.clear()
        if self.aids.advance is not None:
            self.aids.advance(seconds)
        elif seconds <= self.patience:
            sleep(seconds)
        else:
            raise UntestedError(f"needs {seconds:.0f} s: --patience {seconds:.0f}")

    def until(self, ready: Callable[[], bool], what: str) -> None:
        """Wait for the provider's background work; AssertionError if it takes too long."""
        if self.aids.advance is not None:
            self.aids.advance(60)
            assert ready(), what
            return
        end = monotonic() + self.patience
        while not ready():
            assert monotonic() < end, f"{what} within {self.patience:g} s"
            sleep(max(_POLL_SECONDS, self._pause))

    def _wait(self) -> None:
        now = monotonic()
        if now < self._due:
            sleep(self._due - now)
        self._due = monotonic() + self._pause


def _plain(response: httpx2.Response, content: bytes) -> PlainResponse:
    """A response in the form of Schemathesis."""
    request = response.request
    try:
        sent = request.content
    except httpx2.RequestNotRead:
        sent = b""  # a form with files
    return response_to(
        request.method,
        str(request.url),
        request.headers,
        sent,
        status=response.status_code,
        received={name: response.headers.get_list(name) for name in response.headers},
        body=content,
    )


def kasko_key(key: str, auth: Auth = "basic") -> dict[str, str]:
    """The header that carries a key of KASKO."""
    if auth == "bearer":
        return {"Authorization": f"Bearer {key}"}
    return {"Authorization": f"Basic {b64encode(f'{key}:'.encode()).decode()}"}
