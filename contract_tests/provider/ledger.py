"""Keeps the book of a Schemathesis run, and writes into it only what may be published."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import msgspec
from schemathesis.cli import LoadingFinished
from schemathesis.core.failures import Failure
from schemathesis.engine import events
from schemathesis.engine.recorder import CaseNode, CheckNode, Interaction, Request, ScenarioRecorder
from schemathesis.generation.meta import negated_parameters
from schemathesis.openapi.checks import JsonSchemaError, MissingHeaders

from brolly_mock.spec import documented_as
from provider.exchange import AnyCase, strings
from provider.facts import METHODS, bare
from provider.outcome import Finding, Identity, Outcome, Tally
from provider.promises import Breach, broken_facts, promise, stable
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
_LONGEST_BODY = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aspect:
    """One thing that a failed check says is wrong, in words that are safe to print."""

    subject: str
    reason: str
    steps: tuple[str | int, ...] = ()
    header: str | None = None
    parameter: tuple[str, str] | None = None


class Ledger:
    """Turns the events of one run into its outcome."""

    def __init__(self, target: Target, outcome: Outcome) -> None:
        self.outcome = outcome
        self._target = target
        self._found: dict[Identity, Finding] = {}
        self._links: set[str] = set()
        self._received: set[str] = set()
        self._names: frozenset[str] = frozenset()
        self._operation_of: dict[str, str] = {}

    def record(self, event: events.EngineEvent) -> None:
        """Enter one event."""
        match event:
            case LoadingFinished():
                self._names = frozenset(_property_names(event.schema))
                self._open(event.schema)
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

    def _open(self, specification: dict[str, Any]) -> None:
        """Open an account for each operation, so that what was never done is seen as well."""
        for path, item in specification["paths"].items():
            for method in METHODS:
                if method not in item:
                    continue
                operation = item[method]["operationId"]
                responses = {
                    key: _resolved(specification, response)
                    for key, response in sorted(item[method]["responses"].items())
                }
                self._operation_of[f"{method.upper()} {path}"] = operation
                self.outcome.operations[operation] = Tally(
                    request=f"{method.upper()} {bare(path)}",
                    responses=dict.fromkeys(responses, 0),
                    links={
                        f"{key} {link}": 0
                        for key, response in responses.items()
                        for link in response.get("links", {})
                    },
                )

    def _scenario(self, recorder: ScenarioRecorder) -> None:
        if self._target.read_only:
            self._remember(recorder)
        for case_id, node in recorder.cases.items():
            operation = _operation(node.value)
            tally = self.outcome.operations[operation]
            tally.cases += 1
            if node.transition is not None and node.is_transition_applied:
                self._follow(node.transition.id)
            interaction = recorder.interactions.get(case_id)
            if interaction is not None:
                _count(tally, node, interaction)
            for check in recorder.checks.get(case_id, []):
                tally.checks += 1
                self.outcome.checks[check.name] = self.outcome.checks.get(check.name, 0) + 1
                self.outcome.promises.setdefault(check.name, promise(check.name))
                self._judge(check, node.value, interaction)
        self.outcome.links = sorted(self._links)

    def _follow(self, transition: str) -> None:
        self._links.add(transition)
        named = re.fullmatch(r"(.+?) -> \[(\w+)\] (.+) -> .+", transition)
        assert named is not None, f"Schemathesis names links in another way: {transition}"
        label, status, name = named.groups()
        self.outcome.operations[self._operation_of[label]].links[f"{status} {name}"] += 1

    def _judge(self, check: CheckNode, case: AnyCase, interaction: Interaction | None) -> None:
        if check.failure_info is None:
            return
        failure = check.failure_info.failure
        operation = _operation(case)
        response = interaction.response if interaction else None
        tally = self.outcome.operations[operation]
        for aspect in self._aspects(check.name, failure, case):
            finding = Finding(
                operation=operation,
                request=tally.request,
                check=check.name,
                reason=aspect.reason,
                subject=aspect.subject,
                promise=self.outcome.promises[check.name],
                facts=[],
                status=response.status_code if response else None,
            )
            identity = finding.identity(self._target.api)
            known = self._found.setdefault(identity, finding)
            if known is not finding:
                known.cases += 1
                continue
            tally.failures += 1
            if interaction is not None:
                finding.curl = self._curl(interaction.request, check.name)
            if not self._target.read_only:
                finding.detail = failure.message
            finding.facts = broken_facts(
                Breach(
                    api=self._target.api,
                    operation=operation,
                    check=check.name,
                    status=finding.status,
                    steps=aspect.steps,
                    header=aspect.header,
                    parameter=aspect.parameter,
                )
            )
            self.outcome.findings.append(finding)

    def _aspects(self, check: str, failure: Failure, case: AnyCase) -> list[_Aspect]:
        match failure:
            case JsonSchemaError():
                return list(self._broken_rules(check, failure))
            case MissingHeaders():
                return [_missing(name) for name in failure.missing_headers]
        if check == "negative_data_rejection":
            return [self._accepted(case)]
        # The checks of our own say it themselves, in words that are safe to print.
        words = _WORDS.get(check) or failure.message or failure.title
        named = (query.name for query in case.operation.query if query.name in words.split())
        parameter = next(named, None) if check == "required_query" else None
        return [
            _Aspect(
                subject="" if check in _WORDS else stable(words),
                reason=words,
                parameter=("query", parameter) if parameter else None,
            )
        ]

    def _accepted(self, case: AnyCase) -> _Aspect:
        """Which part of an invalid request is not looked at."""
        # `Case.meta` would judge the case anew, by the values that were sent in the end.
        meta = case._meta
        wrong = sorted({(place.value, name) for name, place in negated_parameters(meta)})
        if len(wrong) > 1:
            # What is accepted on its own says more than a mixture of which it is a part.
            alone = [part for part in wrong if self._is_found(case, " ".join(part))]
            wrong = alone[:1] or wrong
        subject = ", ".join(" ".join(part) for part in wrong)
        if not wrong and meta is not None and meta.phase.data.parameter_location is not None:
            subject = meta.phase.data.parameter_location.value
        reason = _WORDS["negative_data_rejection"] + (f": {subject} is invalid" if subject else "")
        parameter = wrong[0] if wrong else (subject, "") if subject else None
        return _Aspect(subject=subject, reason=reason, parameter=parameter)

    def _is_found(self, case: AnyCase, subject: str) -> bool:
        return any(
            (identity.operation, identity.check, identity.subject)
            == (_operation(case), "negative_data_rejection", subject)
            for identity in self._found
        )

    def _broken_rules(self, check: str, failure: JsonSchemaError) -> Iterator[_Aspect]:
        """Which member breaks which rule of the specification."""
        steps = tuple(failure.instance_path)
        # A name that the specification lacks was made up by whoever filled an open map.
        names = [
            step if isinstance(step, int) else step if step in self._names else "*"
            for step in steps
        ]
        place = "".join(f"[{name}]" if isinstance(name, int) else f".{name}" for name in names)
        default = "the body" if check == "response_schema_conformance" else "a header"
        place = place.lstrip(".") or default
        anywhere = re.sub(r"\[\d+\]", "[]", place)
        rule = str(failure.schema_path[-1])
        if rule == "required" and isinstance(failure.instance, dict):
            for name in sorted(set(failure.schema["required"]) - failure.instance.keys()):
                yield _Aspect(
                    subject=f"{anywhere} lacks {name}",
                    reason=f"{place} lacks {name}",
                    steps=(*steps, name),
                )
            return
        demand = _demand(failure.schema.get(rule))
        shown = f": {demand}" if len(demand) <= _READABLE else ""
        yield _Aspect(
            subject=f"{anywhere} {rule}", reason=f"{place} breaks `{rule}`{shown}", steps=steps
        )

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
        for name in ("accept", "content-type"):
            value = request.headers.get(name, ["*/*"])[0]
            if value != "*/*":
                words += ["-H", shlex.quote(f"{name}: {value}")]
        words += _body(request)
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


def _missing(header: str) -> _Aspect:
    reason = f"the header {header} is missing"
    return _Aspect(subject=f"{header} missing", reason=reason, header=header)


def _operation(case: AnyCase) -> str:
    operation: str = case.operation.definition.raw["operationId"]
    return operation


def _resolved(specification: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        target: Any = specification
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def _demand(value: Any) -> str:
    """What a rule of a schema asks for, schemas among it by their names or types."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        names = [str(item.get("$ref", "")).rpartition("/")[2] or item.get("type") for item in value]
        if all(isinstance(name, str) for name in names):
            return " or ".join(names)
    return json.dumps(value)


def _count(tally: Tally, node: CaseNode, interaction: Interaction) -> None:
    """Note which documented response came."""
    if interaction.response is None:
        return
    status = interaction.response.status_code
    # Of an operation, another method asks one thing only: whether the path has it.
    if interaction.request.method != node.value.operation.method.upper() and status != 405:
        return
    key = documented_as(status, list(tally.responses))
    if key is not None:
        tally.responses[key] += 1


def _body(request: Request) -> list[str]:
    """The options of curl for a request's body; none where there is none."""
    if not request.body:
        return []
    try:
        text = request.body.decode()
    except UnicodeDecodeError:
        text = None
    if text is None or "\0" in text or len(request.body) > _LONGEST_BODY:
        return ["--data-binary", f"@body-of-{len(request.body)}-bytes"]
    return ["--data-raw", shlex.quote(text)]


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
