"""Reads a sandbox by its documented links, slowly, and keeps what redaction lets through.

Only GET is sent, only to the configured origin, never with a LIVE key. Each answer is redacted
before the next request goes out; what it said stays in memory no longer than that, but for the
values that documented links carry on.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Self, cast
from urllib.parse import quote, unquote_plus, urlsplit

import msgspec

from brolly._core.pipeline import Pipeline
from brolly._core.stop import Stop
from brolly._core.wire import Failure, HttpRequest, HttpResponse
from brolly.errors import (
    ApiError,
    AuthenticationError,
    ConfigurationError,
    LiveKeyError,
)
from brolly_runtime import Request

from .clients import CLIENTS
from .model import Recorded, Recording
from .redaction import Exchange, Redactor
from .spec import ANYTHING, Node, Operation, Spec

# The prefixes are KASKO's; a key of InsureHero has none.
_LIVE = re.compile(r"[sp]k_live_", re.IGNORECASE)
MOST_PER_OPERATION = 3
MOST_REQUESTS = 60
REQUESTS_PER_SECOND = 2.0


class _Transport(Protocol):
    def send(self, request: HttpRequest, timeout: float, stop: Stop) -> HttpResponse | Failure: ...


class _Read(Request[object], frozen=True, kw_only=True):
    """One GET, which needs no model: its answer is plain JSON."""

    def read(self, status: int, content: bytes) -> object:
        del status
        try:
            return msgspec.json.decode(content)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None


@dataclass(frozen=True, slots=True)
class _Plan:
    """A call to make: the operation, and the parameters that a link or the spec gives."""

    operation: Operation
    values: Mapping[str, str] = field(repr=False)

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        return self.operation.id, tuple(sorted(self.values.items()))


class Recorder:
    """Reads one sandbox; a context manager, as it holds connections.

    Args:
        spec: The spec of the API.
        key: A TEST key.
        base_url: Address of the sandbox.
        rate: Requests a second, those for a token included.
        options: More options of the client.

    Raises:
        LiveKeyError: The key is a LIVE key.
        ConfigurationError: Key or address cannot be right.
    """

    def __init__(
        self,
        spec: Spec,
        key: str,
        *,
        base_url: str,
        rate: float = REQUESTS_PER_SECOND,
        **options: Any,
    ) -> None:
        if _LIVE.match(key):
            raise LiveKeyError("recordings are made with TEST keys only; this is a LIVE key")
        self._client = CLIENTS[spec.api](key, base_url=base_url, **options)
        del key
        parts = vars(self._client)
        pipeline: Pipeline = parts["_pipeline"]
        self._spec = spec
        self._base = pipeline.base_url.url
        self._redactor = Redactor(spec, self._base)
        self._tap = parts["_transport"] = _Tap(parts["_transport"], pipeline, 1 / rate)
        self._admitted = False
        self._refused: AuthenticationError | None = None
        self.left_out: dict[str, str] = {}
        """Why an operation that reads was not called, by its id."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def record(
        self,
        *,
        each: int = MOST_PER_OPERATION,
        most: int = MOST_REQUESTS,
        told: Callable[[str, int], None] = lambda _operation, _status: None,
    ) -> Recording:
        """Call each operation that reads and can be reached.

        Args:
            each: Calls of one operation at most.
            most: Calls in all at most.
            told: Is told the operation and the status of each answer.

        Raises:
            AuthenticationError: The key is not accepted.
            TransportError: The sandbox cannot be reached.
        """
        kept: list[Recorded] = []
        calls: Counter[str] = Counter()
        known: set[object] = set()
        waiting = deque(self._starts())
        while waiting and len(kept) < most:
            plan = waiting.popleft()
            if plan.key in known or calls[plan.operation.id] >= each:
                continue
            known.add(plan.key)
            calls[plan.operation.id] += 1
            answer, recorded = self._call(plan)
            if recorded is None:
                continue
            kept.append(recorded)
            told(plan.operation.id, recorded.status)
            if 200 <= recorded.status < 300:
                waiting.extend(self._links(plan.operation, recorded.status, answer))
        if self._refused is not None and not self._admitted:
            raise self._refused
        for operation in self._reads():
            if not calls[operation.id]:
                self.left_out.setdefault(operation.id, "no answer linked to it")
        return Recording(api=self._spec.api, exchanges=kept)

    def _reads(self) -> Iterator[Operation]:
        for operation in self._spec.operations.values():
            if operation.method == "GET" and not operation.gives_credentials:
                if operation.own_servers:
                    # Its host is another one than the sandbox's, where the key must not go.
                    self.left_out[operation.id] = "it has servers of its own"
                else:
                    yield operation

    def _starts(self) -> Iterator[_Plan]:
        """The calls that need nothing that only an answer can tell."""
        for operation in self._reads():
            needed = [one for one in operation.parameters if one.get("required")]
            if all(one["in"] in {"query", "header"} for one in needed):
                shown = {one["name"]: _shown(one) for one in needed}
                if None not in shown.values():
                    yield _Plan(operation, cast("dict[str, str]", shown))

    def _call(self, plan: _Plan) -> tuple[object, Recorded | None]:
        operation, values = plan.operation, plan.values
        path = re.sub(
            r"{([^}]*)}", lambda name: quote(values.get(name[1], ""), safe=""), operation.path
        )
        named = {
            place: [
                (one["name"], values[one["name"]])
                for one in operation.parameters
                if one["in"] == place and one["name"] in values
            ]
            for place in ("query", "header")
        }
        call = _Read(
            operation=operation.id,
            method="GET",
            template=operation.path,
            path=path,
            query=tuple(named["query"]),
            headers={"Accept": operation.accepts, **dict(named["header"])},
            security=operation.security,
            returns={},
            errors={},
        )
        answer: object = None
        try:
            answer = self._client.send(call)
        except ConfigurationError as error:
            # Some operations need a key of their own, which this client may not have.
            self.left_out[operation.id] = str(error)
        except ApiError as error:
            # An answer like another, unless no answer of this API is to be had at all.
            if isinstance(error, AuthenticationError):
                self._refused = self._refused or error
        else:
            self._admitted = True
        exchange = self._tap.take(self._base, path)
        if exchange is None:
            self.left_out.setdefault(operation.id, "no access token for it was to be had")
            return None, None
        return answer, self._redactor.redact(operation, exchange)

    def _links(self, operation: Operation, status: int, answer: object) -> Iterator[_Plan]:
        """The calls to which the documented links of an answer lead."""
        response = operation.response(status) or ANYTHING
        for link in response.get("links", {}).values():
            target = self._spec.operations.get(link.get("operationId", ""))
            if target is None or target.method != "GET" or target.own_servers:
                continue
            found = {
                name.rpartition(".")[2]: _evaluated(expression, answer)
                for name, expression in link.get("parameters", {}).items()
            }
            shown = {
                one["name"]: _shown(one)
                for one in target.parameters
                if one.get("required") and one["name"] not in found
            }
            values = {**shown, **found}
            if all(text for text in values.values()):
                yield _Plan(target, cast("dict[str, str]", values))


class _Tap:
    """A transport between the client and its own: admits reads alone, slowly, and listens."""

    def __init__(self, inner: _Transport, pipeline: Pipeline, pause: float) -> None:
        self._inner = inner
        self._pipeline = pipeline
        self._pause = pause
        self._free_at = 0.0
        self._last: tuple[HttpRequest, HttpResponse] | None = None

    def send(self, request: HttpRequest, timeout: float, stop: Stop) -> HttpResponse | Failure:
        if request.method != "GET" or not self._pipeline.base_url.holds(request.url):
            raise ConfigurationError("a recorder reads from the configured origin, nothing else")
        clock = self._pipeline.clock
        wait = self._free_at - clock.monotonic()
        if wait > 0:
            clock.sleep(stop, wait)
        self._free_at = clock.monotonic() + self._pause
        outcome = self._inner.send(request, timeout, stop)
        self._last = (request, outcome) if isinstance(outcome, HttpResponse) else None
        return outcome

    def take(self, base_url: str, path: str) -> Exchange | None:
        """The last exchange, which is forgotten here; None if it was for a token."""
        last, self._last = self._last, None
        if last is None:
            return None
        request, response = last
        parts = urlsplit(request.url)
        below = parts.path.removeprefix(urlsplit(base_url).path.rstrip("/"))
        if below != path:
            return None
        pairs = (pair.partition("=") for pair in parts.query.split("&") if pair)
        return Exchange(
            method=request.method,
            path=below,
            query=tuple((unquote_plus(name), unquote_plus(text)) for name, _, text in pairs),
            sent={name.lower(): text for name, text in request.headers.items()},
            content=request.content,
            status=response.status,
            received=response.headers,
            answer=response.content,
        )

    def close(self) -> None:
        cast("Any", self._inner).close()


def _shown(parameter: Node) -> str | None:
    """The value that the spec shows for a parameter."""
    schema: Node = parameter.get("schema", ANYTHING)
    for value in (parameter.get("example"), schema.get("example"), *schema.get("enum", ())):
        if value is not None:
            return str(value).lower() if isinstance(value, bool) else str(value)
    return None


def _evaluated(expression: object, answer: object) -> str:
    """The text to which a runtime expression of a link leads; empty where there is none."""
    if not isinstance(expression, str) or not expression.startswith("$"):
        return str(expression)
    found = re.fullmatch(r"\$response\.body#([^#]*)(?:#regex:(.*))?", expression)
    if not found:
        return ""
    value: Any = answer
    for step in found[1].split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        match value:
            case dict():
                value = cast("dict[str, object]", value).get(key)
            case list():
                items = cast("list[object]", value)
                value = items[int(key)] if key.isdecimal() and int(key) < len(items) else None
            case _:
                return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value)
    if found[2]:
        part = re.search(found[2], text)
        return part[1] if part else ""
    return text
