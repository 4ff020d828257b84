"""Reads a sandbox by its documented links, slowly, and keeps what redaction lets through.

Only GET is sent, only to the configured origin, never with a LIVE key. Each response is redacted
before the next request is sent. Only the values that documented links need stay in memory.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

import httpx2
from schemathesis import Response
from schemathesis.generation.stateful.state_machine import StepOutput
from schemathesis.specs.openapi.expressions import evaluate

from brolly.errors import Answer, AuthenticationError, BrollyError, TransportError
from brolly_contract.facts import facts
from brolly_contract.judge import schema
from brolly_contract.operations import Node, Operation
from brolly_contract.target import Target
from brolly_contract.traffic import NoResponseError, SilentError, UntestedError, World
from brolly_contract.walks import in_path

from .model import Recorded, Recording
from .redaction import Redactor
from .spec import ANYTHING, load


@dataclass(frozen=True, slots=True)
class _Call:
    """A call to make: the operation, and its parameters from a link or the spec."""

    operation: Operation
    values: Mapping[str, str] = field(repr=False)

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        return self.operation.id, tuple(sorted(self.values.items()))

    def placed(self, place: str) -> dict[str, str]:
        """The parameters in the path, the query or the headers."""
        named = [one["name"] for one in self.operation.parameters if one["in"] == place]
        return {name: self.values[name] for name in named if name in self.values}


class Recorder:
    """Reads one sandbox; a context manager, as it holds connections.

    Args:
        target: The sandbox.
        rate: Requests a second, those for a token included.
        transport: Sends the requests. None takes one of httpx2's own.
    """

    def __init__(
        self,
        target: Target,
        *,
        rate: float = 2.0,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._api = target.api
        self._operations = facts(target.api).operations
        self._world = World(target, transport=transport, pause=1 / rate)
        self._redactor = Redactor(load(target.api), target.base_url)
        self._failure: BrollyError | None = None
        self.left_out: dict[str, str] = {}
        """Why an operation that reads was not called, by its id."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._world.close()

    def record(
        self,
        *,
        each: int = 3,
        most: int = 60,
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
            call = waiting.popleft()
            if call.key in known or calls[call.operation.id] >= each:
                continue
            known.add(call.key)
            calls[call.operation.id] += 1
            response = self._send(call)
            if response is None:
                continue
            kept.append(self._redactor.redact(call.operation, response))
            told(call.operation.id, response.status_code)
            if 200 <= response.status_code < 300:
                waiting.extend(self._links(call.operation, response))
        if self._failure is not None and not any(200 <= one.status < 300 for one in kept):
            raise self._failure
        for operation in self._reads():
            if not calls[operation.id]:
                self.left_out.setdefault(operation.id, "no response linked to it")
        return Recording(api=self._api, exchanges=kept)

    def _reads(self) -> Iterator[Operation]:
        for operation in self._operations.values():
            if operation.method == "GET" and not operation.gives_credentials:
                if operation.own_servers:
                    # The key must not go to another host.
                    self.left_out[operation.id] = "it has servers of its own"
                else:
                    yield operation

    def _starts(self) -> Iterator[_Call]:
        """The calls whose parameters the spec shows."""
        for operation in self._reads():
            if not any(one["in"] == "path" for one in operation.parameters):
                yield from _complete(operation, {})

    def _send(self, call: _Call) -> Response | None:
        operation, world = call.operation, self._world
        values = {name: in_path(text) for name, text in call.placed("path").items()}
        headers = {"Accept": operation.accepts, **call.placed("header")}
        world.last = None
        told, failure = "", None
        try:
            world.get(
                operation.path.format_map(values), query=call.placed("query"), headers=headers
            )
        except UntestedError as missing:
            told = str(missing)
        except (NoResponseError, SilentError) as silent:
            told = str(silent)
            failure = TransportError(told, operation=operation.id)
        except AssertionError:
            told = "authorize gave no access token for it"
        response = world.last.response if world.last else None
        if response is not None and response.status_code == 401:
            failure = AuthenticationError(401, operation=operation.id, answer=Answer())
        self._failure = self._failure or failure
        if told:
            self.left_out.setdefault(operation.id, told)
        return None if told else response

    def _links(self, operation: Operation, response: Response) -> Iterator[_Call]:
        """The calls of the documented links of a response."""
        case = schema(self._api).find_operation_by_id(operation.id).Case()
        documented = operation.response(response.status_code) or ANYTHING
        for link in documented.get("links", {}).values():
            target = self._operations.get(link.get("operationId", ""))
            if target is None or target.method != "GET" or target.own_servers:
                continue
            yield from _complete(
                target,
                {
                    name.rpartition(".")[2]: _evaluated(value, StepOutput(response, case))
                    for name, value in link.get("parameters", {}).items()
                },
            )


def _complete(operation: Operation, values: Mapping[str, str]) -> Iterator[_Call]:
    """The call with these values and what the spec shows, unless a value is missing."""
    required = [one for one in operation.parameters if one.get("required")]
    whole = {one["name"]: _shown(one) for one in required} | dict(values)
    if all(whole.values()):
        yield _Call(operation, whole)


def _shown(parameter: Node) -> str:
    """The value that the spec shows for a parameter; empty if there is none."""
    described: Node = parameter.get("schema", ANYTHING)
    shown = (parameter.get("example"), described.get("example"), *described.get("enum", ()))
    value = next((one for one in shown if one is not None), "")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _evaluated(expression: object, output: StepOutput) -> str:
    """The text of a runtime expression of a link; empty if there is none."""
    try:
        value = evaluate(expression, output)
    except Exception:  # noqa: BLE001 - of whatever kind: the body is not as documented
        return ""
    return "" if isinstance(value, bool) or not isinstance(value, str | int) else str(value)
