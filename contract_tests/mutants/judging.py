"""What a specification thinks of exchanges that were recorded: the same ones for each mutant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema_rs
import msgspec

from brolly_contract.target import Api
from brolly_mock import Answer, Call, Handler, Mock
from brolly_mock.spec import InvalidRequestError, Operation, Specification, compiled, documented_as
from mutants.spec_mutants import Node

_MOST_ALIKE = 400
"""Exchanges kept of one operation and status."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer, as the mock saw them."""

    call: Call
    status: int
    kind: str
    """Media type; empty where there is no body."""
    body: Any
    headers: Mapping[str, str]


@dataclass(slots=True)
class Corpus:
    """Exchanges of one API by operation, each only once."""

    api: Api
    exchanges: dict[str, list[Exchange]] = field(default_factory=dict[str, list[Exchange]])
    _seen: dict[tuple[Any, ...], int] = field(default_factory=dict[tuple[Any, ...], int])

    def record(self, call: Call, proceed: Handler) -> Answer:
        """Stand in front of a mock, as an interceptor."""
        answer = proceed(call)
        if call.operation != "unknown" and call.path.startswith("/api/shield/") == (
            self.api == "insurehero"
        ):
            self._keep(call, answer)
        return answer

    def listen(self, mock: Mock) -> Mock:
        """Record what a mock is asked from now on."""
        mock.faults.add(self.record, times=None)
        return mock

    def __len__(self) -> int:
        return sum(map(len, self.exchanges.values()))

    def _keep(self, call: Call, answer: Answer) -> None:
        content = answer.body() if answer.payload is not None or answer.content else b""
        kind = answer.media_type.partition(";")[0] if content else ""
        request = call.query, tuple(call.path_parameters.items()), call.body
        alike = call.operation, answer.status
        whole = (*alike, request, content)
        if whole in self._seen or self._seen.get(alike, 0) >= _MOST_ALIKE:
            return
        self._seen[whole] = 1
        self._seen[alike] = self._seen.get(alike, 0) + 1
        body = msgspec.json.decode(content) if kind.endswith("json") else None
        self.exchanges.setdefault(call.operation, []).append(
            Exchange(call, answer.status, kind, body, dict(answer.headers))
        )


class Judge:
    """One state of a specification; judges exchanges of one operation after the other."""

    def __init__(self, document: Node) -> None:
        self._spec = Specification(document, ())
        self._validators: dict[int, jsonschema_rs.Draft202012Validator] = {}

    def verdicts(
        self, path: str, method: str, exchanges: Iterable[Exchange]
    ) -> Iterator[tuple[bool, bool]]:
        """Whether request and answer of each exchange are as the operation says."""
        document = self._spec.document
        node = document["paths"][path][method]
        shared = document["paths"][path].get("parameters", [])
        alone = {**document, "paths": {path: {method: node, "parameters": shared}}}
        [operation] = compiled(alone).operations
        for exchange in exchanges:
            yield _allowed(operation, exchange.call), self._answers(node, exchange)

    def _answers(self, node: Node, exchange: Exchange) -> bool:
        key = documented_as(exchange.status, list(node["responses"]))
        if key is None or (key == "default" and exchange.status < 400):
            return False
        response = self._spec.resolve(node["responses"][key])
        for name, described in response.get("headers", {}).items():
            header = self._spec.resolve(described)
            value = exchange.headers.get(name)
            if value is not None and not self._valid(header["schema"], value):
                return False
        content = response.get("content", {})
        if not content:
            return not exchange.kind
        return exchange.kind in content and self._valid(
            content[exchange.kind]["schema"], exchange.body
        )

    def _valid(self, schema: Node, value: Any) -> bool:
        if id(schema) not in self._validators:
            self._validators[id(schema)] = jsonschema_rs.Draft202012Validator(
                {**schema, "components": self._spec.document["components"]}, validate_formats=True
            )
        return self._validators[id(schema)].is_valid(value)


def _allowed(operation: Operation, call: Call) -> bool:
    try:
        operation.read(call)
        operation.body(call)
    except InvalidRequestError:
        return False
    return True
