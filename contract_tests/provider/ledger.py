"""Keeps the book of a Schemathesis run, and writes into it only what may be published."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import msgspec
from schemathesis.cli import LoadingFinished
from schemathesis.core.failures import Failure
from schemathesis.engine import events
from schemathesis.engine.recorder import CheckNode, Request, ScenarioRecorder
from schemathesis.openapi.checks import JsonSchemaError

from provider.exchange import strings
from provider.outcome import Finding, Outcome, Tally
from provider.target import Target

_WORDS = {
    "allow_header_conformance": "the Allow header differs from the methods of the path",
    "content_type_conformance": "the content type is not the documented one",
    "ignored_auth": "a request without a valid credential is not refused by 401 or 403",
    "negative_data_rejection": "an invalid request is accepted",
    "not_a_server_error": "the server fails on this request",
    "positive_data_acceptance": "a valid request is refused",
    "response_headers_conformance": "a header is missing or malformed",
    "status_code_conformance": "the status is not documented",
    "unsupported_method": "a method that the path does not have is not answered by 405",
}

_READABLE = 100


class Ledger:
    """Turns the events of one run into its outcome."""

    def __init__(self, target: Target, outcome: Outcome) -> None:
        self.outcome = outcome
        self._target = target
        self._found: set[Failure] = set()
        self._links: set[str] = set()
        self._received: set[str] = set()
        self._names: frozenset[str] = frozenset()

    def record(self, event: events.EngineEvent) -> None:
        """Enter one event."""
        match event:
            case LoadingFinished():
                self._names = frozenset(_property_names(event.schema))
            case events.ScenarioFinished():
                self._scenario(event.recorder)
            case events.PhaseStarted() if event.payload is not None and event.phase.is_enabled:
                self.outcome.links_total = event.payload.transitions_total
            case events.EngineFinished():
                self.outcome.seconds = event.running_time
            case events.NonFatalError():
                self._error(event.label, event.value)
            case events.FatalError():
                self._error("the run", event.exception)
            case _:
                return

    def _scenario(self, recorder: ScenarioRecorder) -> None:
        if self._target.read_only:
            self._remember(recorder)
        for case_id, node in recorder.cases.items():
            operation = node.value.operation.label
            tally = self.outcome.operations.setdefault(operation, Tally())
            tally.cases += 1
            if node.transition is not None and node.is_transition_applied:
                self._links.add(node.transition.id)
            for check in recorder.checks.get(case_id, []):
                tally.checks += 1
                self.outcome.checks[check.name] = self.outcome.checks.get(check.name, 0) + 1
                self._judge(operation, tally, check, recorder, case_id)
        self.outcome.links = sorted(self._links)

    def _judge(
        self,
        operation: str,
        tally: Tally,
        check: CheckNode,
        recorder: ScenarioRecorder,
        case_id: str,
    ) -> None:
        if check.failure_info is None or check.failure_info.failure in self._found:
            return
        failure = check.failure_info.failure
        self._found.add(failure)
        tally.failures += 1
        interaction = recorder.interactions.get(case_id)
        response = interaction.response if interaction else None
        self.outcome.findings.append(
            Finding(
                operation=operation,
                check=check.name,
                reason=self._reason(check.name, failure),
                status=response.status_code if response else None,
                curl=self._curl(interaction.request, check.name) if interaction else None,
                detail=None if self._target.read_only else failure.message,
            )
        )

    def _reason(self, check: str, failure: Failure) -> str:
        if isinstance(failure, JsonSchemaError):
            return self._broken_rule(check, failure)
        # The checks of our own say it themselves, in words that are safe to print.
        return _WORDS.get(check) or failure.message or failure.title

    def _broken_rule(self, check: str, failure: JsonSchemaError) -> str:
        """Which member breaks which rule of the specification."""
        # A name that the specification lacks was made up by whoever filled an open map.
        place = "".join(
            f"[{step}]" if isinstance(step, int) else f".{step if step in self._names else '*'}"
            for step in failure.instance_path
        ).lstrip(".")
        place = place or ("the body" if check == "response_schema_conformance" else "a header")
        rule = str(failure.schema_path[-1])
        if rule == "required" and isinstance(failure.instance, dict):
            missing = sorted(set(failure.schema["required"]) - failure.instance.keys())
            return f"{place} lacks {', '.join(missing)}"
        demand = json.dumps(failure.schema.get(rule))
        return f"{place} breaks `{rule}`" + (f": {demand}" if len(demand) <= _READABLE else "")

    def _error(self, label: str, error: Exception) -> None:
        # The text of an error may quote an answer.
        text = (
            type(error).__name__ if self._target.read_only else f"{type(error).__name__}: {error}"
        )
        self.outcome.errors.append(f"{label}: {text}")

    def _remember(self, recorder: ScenarioRecorder) -> None:
        """Collect what the provider has said, so that no request repeats it in a report."""
        for interaction in recorder.interactions.values():
            if interaction.response is not None:
                try:
                    self._received.update(
                        strings(msgspec.json.decode(interaction.response.content))
                    )
                except msgspec.DecodeError:
                    continue

    def _curl(self, request: Request, check: str) -> str:
        words = [
            "curl",
            *_credential(self._target, request.headers, refused=check == "ignored_auth"),
        ]
        if request.method != "GET":
            words += ["-X", shlex.quote(request.method)]
        return " ".join([*words, shlex.quote(self._without_received(request.uri))])

    def _without_received(self, uri: str) -> str:
        """The address with each value that came from an answer left out."""
        parts = urlsplit(uri)
        path = "/".join(
            "..." if unquote(step) in self._received else step for step in parts.path.split("/")
        )
        query = [
            (name, "..." if value in self._received else value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        ]
        return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query, quote_via=quote), ""))


def _credential(
    target: Target, headers: Mapping[str, list[str]], *, refused: bool
) -> Iterator[str]:
    """The options of curl that send what a request was sent with, by the name of a variable."""
    variable = f"{target.api.upper()}_API_KEY"
    bearer = variable if target.api == "kasko" else "TOKEN"
    for name, values in headers.items():
        scheme = values[0].partition(" ")[0].lower()
        match name.lower(), scheme:
            case "authorization" | "x-api-key", _ if refused:
                yield f"-H {shlex.quote(f'{name}: invalid')}"
            case "x-api-key", _:
                yield f'-H "x-api-key: ${variable}"'
            case "authorization", "basic":
                yield f'-u "${variable}:"'
            case "authorization", _:
                yield f'-H "Authorization: Bearer ${bearer}"'
            case _:
                continue


def _property_names(schema: Any) -> Iterator[str]:
    """The names of all members that a specification describes."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for value in schema.values():
            yield from _property_names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _property_names(value)
