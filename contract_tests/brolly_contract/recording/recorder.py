"""Reads a sandbox by its documented links, slowly, and keeps what redaction lets through.

Only GET is sent, only to the configured origin, never with a LIVE key. Each response is redacted
before the next request is sent. Only the values that documented links need stay in memory.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any, Self, cast
from urllib.parse import parse_qsl, quote, urlsplit

import httpx2

from brolly.errors import (
    ApiError,
    AuthenticationError,
    ConfigurationError,
    LiveKeyError,
)
from brolly_contract.exchange import read_json
from brolly_contract.operations import Node, Operation, steps_of
from brolly_contract.target import is_live, is_loopback, origin
from brolly_runtime import Request

from .clients import CLIENTS
from .model import Recorded, Recording
from .redaction import Exchange, Redactor
from .spec import ANYTHING, Spec

MOST_PER_OPERATION = 3
MOST_REQUESTS = 60
REQUESTS_PER_SECOND = 2.0
_TIMEOUT = 30.0


class _Read(Request[object], frozen=True, kw_only=True):
    """One GET, which needs no model: its response is plain JSON."""

    def read(self, status: int, content: bytes) -> object:
        del status
        return read_json(content)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A call to make: the operation, and its parameters from a link or the spec."""

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
        transport: Sends the requests. None takes one of httpx2's own.
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
        transport: httpx2.BaseTransport | None = None,
        **options: Any,
    ) -> None:
        if is_live(key):
            raise LiveKeyError("recordings are made with TEST keys only; this is a LIVE key")
        self._tap = _Tap(base_url, 1 / rate, transport)
        self._client = CLIENTS[spec.api](
            key, base_url=base_url, transport=self._tap, timeout=_TIMEOUT + 1 / rate, **options
        )
        del key
        self._spec = spec
        self._redactor = Redactor(spec, base_url)
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
            told: Is told the operation and the status of each response.

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
            body, recorded = self._call(plan)
            if recorded is None:
                continue
            kept.append(recorded)
            told(plan.operation.id, recorded.status)
            if 200 <= recorded.status < 300:
                waiting.extend(self._links(plan.operation, recorded.status, body))
        if self._refused is not None and not self._admitted:
            raise self._refused
        for operation in self._reads():
            if not calls[operation.id]:
                self.left_out.setdefault(operation.id, "no response linked to it")
        return Recording(api=self._spec.api, exchanges=kept)

    def _reads(self) -> Iterator[Operation]:
        for operation in self._spec.operations.values():
            if operation.method == "GET" and not operation.gives_credentials:
                if operation.own_servers:
                    # The key must not go to another host.
                    self.left_out[operation.id] = "it has servers of its own"
                else:
                    yield operation

    def _starts(self) -> Iterator[_Plan]:
        """The calls whose parameters the spec shows."""
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
        body: object = None
        try:
            body = self._client.send(call)
        except ConfigurationError as error:
            # Some operations need a key of their own, which this client may not have.
            self.left_out[operation.id] = str(error)
        except ApiError as error:
            # Recorded like other responses, unless no call to this API succeeds.
            if isinstance(error, AuthenticationError):
                self._refused = self._refused or error
        else:
            self._admitted = True
        exchange = self._tap.take(path)
        if exchange is None:
            self.left_out.setdefault(operation.id, "authorize gave no access token for it")
            return None, None
        return body, self._redactor.redact(operation, exchange)

    def _links(self, operation: Operation, status: int, body: object) -> Iterator[_Plan]:
        """The calls of the documented links of a response."""
        response = operation.response(status) or ANYTHING
        for link in response.get("links", {}).values():
            target = self._spec.operations.get(link.get("operationId", ""))
            if target is None or target.method != "GET" or target.own_servers:
                continue
            found = {
                name.rpartition(".")[2]: _evaluated(expression, body)
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


class _Tap(httpx2.BaseTransport):
    """Sends reads of one origin, slowly, and keeps the last exchange."""

    def __init__(self, base_url: str, pause: float, transport: httpx2.BaseTransport | None) -> None:
        self._base = urlsplit(base_url)
        self._pause = pause
        self._free_at = 0.0
        self._last: Exchange | None = None
        # A proxy of the environment does not know this machine.
        local = is_loopback(self._base.hostname or "")
        self._inner = httpx2.Client(transport=transport, trust_env=not local)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = urlsplit(str(request.url))
        if request.method != "GET" or origin(url) != origin(self._base):
            raise ConfigurationError("a recorder reads from the configured origin, nothing else")
        sleep(max(0.0, self._free_at - monotonic()))
        self._free_at = monotonic() + self._pause
        self._last = None
        response = self._inner.send(request, auth=None, follow_redirects=False)
        self._last = Exchange(
            method=request.method,
            path=url.path.removeprefix(self._base.path.rstrip("/")),
            query=tuple(parse_qsl(url.query, keep_blank_values=True)),
            sent={name.lower(): text for name, text in request.headers.items()},
            content=request.content,
            status=response.status_code,
            received={name.lower(): text for name, text in response.headers.items()},
            response=response.content,
        )
        return response

    def take(self, path: str) -> Exchange | None:
        """The last exchange, which is forgotten here; None if it was for a token."""
        last, self._last = self._last, None
        return last if last is not None and last.path == path else None

    def close(self) -> None:
        self._inner.close()


def _shown(parameter: Node) -> str | None:
    """The value that the spec shows for a parameter."""
    schema: Node = parameter.get("schema", ANYTHING)
    for value in (parameter.get("example"), schema.get("example"), *schema.get("enum", ())):
        if value is not None:
            return str(value).lower() if isinstance(value, bool) else str(value)
    return None


def _evaluated(expression: object, body: object) -> str:
    """The text of a runtime expression of a link; empty if there is none."""
    if not isinstance(expression, str) or not expression.startswith("$"):
        return str(expression)
    found = re.fullmatch(r"\$response\.body#([^#]*)(?:#regex:(.*))?", expression)
    if not found:
        return ""
    value: Any = body
    for key in steps_of(found[1][1:]) if found[1] else ():
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
