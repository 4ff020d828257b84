"""Collects the result of a run, and only what may be published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from schemathesis import Response
from schemathesis.core.failures import Failure
from schemathesis.engine import events
from schemathesis.engine.recorder import CaseNode, Interaction, Request, ScenarioRecorder
from schemathesis.generation.meta import negated_parameters
from schemathesis.openapi.checks import JsonSchemaError, MissingHeaders

from brolly_contract.curl import Curl
from brolly_contract.exchange import AnyCase
from brolly_contract.facts import facts
from brolly_contract.operations import documented_as
from brolly_contract.outcome import Finding, Identity, Outcome, Tally
from brolly_contract.promises import Aspect, broken_facts, promise, stable
from brolly_contract.target import Api, Target
from brolly_contract.walks import WALKS, Walk

_WORDS = {
    "allow_header_conformance": "the Allow header differs from the methods of the path",
    "content_type_conformance": "the content type is not the documented one",
    "ignored_auth": "a request without a valid credential is not refused with 401 or 403",
    "negative_data_rejection": "an invalid request is accepted",
    "not_a_server_error": "the status is not 2xx, 3xx or 4xx",
    "positive_data_acceptance": "a valid request is refused",
    "response_schema_conformance": "the body is not what its content type says",
    "response_headers_conformance": "a header is missing or malformed",
    "status_code_conformance": "the status is not documented",
    "unsupported_method": "a method that the path does not have does not return 405",
}

_READABLE = 100


class Ledger:
    """Collects the events of Schemathesis and the exchanges of walks in an outcome."""

    def __init__(self, target: Target, outcome: Outcome) -> None:
        self.outcome = outcome
        self._target = target
        self._curl = Curl(target)
        self._found: dict[Identity, Finding] = {}
        said = facts(target.api)
        self._names = _property_names(target.api)
        self._operation_of = {
            f"{one.method} {one.pointer[1]}": one.id for one in said.operations.values()
        }
        # All operations are listed, also those that nothing is done for.
        outcome.operations = {
            one.id: Tally(
                request=one.request,
                responses=dict.fromkeys(one.responses, 0),
                links=dict.fromkeys(one.links, 0),
            )
            for one in said.operations.values()
        }

    def record(self, event: events.EngineEvent) -> None:
        """Add one event."""
        match event:
            case events.ScenarioFinished():
                self._scenario(event.recorder)
            case events.PhaseStarted() if event.payload is not None and event.phase.is_enabled:
                self.outcome.links_total = event.payload.transitions_total
            case events.EngineFinished():
                self.outcome.seconds += event.running_time
            case events.NonFatalError():
                self.fault(event.label, event.value)
            case events.FatalError():
                self.fault("the run", event.exception)
            case _:
                return

    def _scenario(self, recorder: ScenarioRecorder) -> None:
        for interaction in recorder.interactions.values():
            if interaction.response is not None:
                self._curl.remember(interaction.response.content)
        for case_id, node in recorder.cases.items():
            operation = _operation(node.value)
            tally = self.outcome.operations[operation]
            tally.cases += 1
            if node.transition is not None and node.is_transition_applied:
                self._follow(node.transition.id)
            own = recorder.interactions.get(case_id)
            if own is not None:
                _count(tally, node, own)
            for check in recorder.checks.get(case_id, []):
                self._checked(operation, check.name)
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    # The failed request may be one that the check has sent.
                    shown = recorder.interactions.get(failure.case_id or "") or own
                    self._judge(check.name, failure, node.value, shown)

    def _checked(self, operation: str, check: str) -> None:
        self.outcome.operations[operation].checks += 1
        self.outcome.checks[check] = self.outcome.checks.get(check, 0) + 1

    def exchange(
        self, case: AnyCase, response: Response, failures: Mapping[str, Sequence[Failure]]
    ) -> None:
        """Add an exchange of a walk.

        Args:
            case: A case of the operation.
            response: The response with its request.
            failures: What each check found that looked at it.
        """
        operation = _operation(case)
        self._curl.remember(response.content)
        tally = self.outcome.operations[operation]
        tally.cases += 1
        self.outcome.cases += 1
        _met(tally, response.status_code)
        for check, found in failures.items():
            self._checked(operation, check)
            for failure in found:
                self._judge(check, failure, case, _interaction(response))

    def walked(
        self, walk: Walk, reason: str | None = None, response: Response | None = None
    ) -> None:
        """Add a walk that was taken.

        Args:
            walk: The walk.
            reason: Why its promise is broken; None if it is kept.
            response: The last response.
        """
        self._checked(walk.operation, walk.name)
        if reason is not None:
            aspect = Aspect(subject=stable(reason), reason=reason)
            last = None if response is None else _interaction(response)
            self._add(walk.operation, walk.name, aspect, last)

    def _follow(self, transition: str) -> None:
        named = re.fullmatch(r"(.+?) -> \[(\w+)\] (.+) -> .+", transition)
        assert named is not None, f"Schemathesis names links in another way: {transition}"
        label, status, name = named.groups()
        self.outcome.operations[self._operation_of[label]].links[f"{status} {name}"] += 1

    def _judge(
        self, check: str, failure: Failure, case: AnyCase, interaction: Interaction | None
    ) -> None:
        detail = None if self._target.sandbox else failure.message
        for aspect in self._aspects(check, failure, case):
            self._add(_operation(case), check, aspect, interaction, detail)

    def _add(
        self,
        operation: str,
        check: str,
        aspect: Aspect,
        interaction: Interaction | None,
        detail: str | None = None,
    ) -> None:
        """Add a finding, or count it if it is known."""
        response = interaction.response if interaction else None
        status = response.status_code if response else None
        finding = Finding(
            api=self._target.api,
            operation=operation,
            request=self.outcome.operations[operation].request,
            check=check,
            reason=_printable(aspect.reason),
            subject=_printable(aspect.subject),
            cause=aspect.cause,
            promise=promise(check),
            facts=[],
            status=status,
        )
        known = self._found.setdefault(finding.identity, finding)
        if known is not finding:
            known.cases += 1
            return
        self.outcome.findings.append(finding)
        if interaction is not None:
            probe, walk = check == "ignored_auth", check in WALKS
            finding.curl = self._curl(interaction.request, probe=probe, walk=walk)
        finding.detail = detail
        finding.facts = broken_facts(self._target.api, operation, check, status, aspect)

    def _aspects(self, check: str, failure: Failure, case: AnyCase) -> list[Aspect]:
        match failure:
            case JsonSchemaError():
                return list(self._broken_rules(check, failure))
            case MissingHeaders():
                return [_missing(name) for name in failure.missing_headers]
        if check == "negative_data_rejection":
            return [self._accepted(case)]
        # The messages of our own checks are safe to print.
        words = _WORDS.get(check) or failure.message or failure.title
        named = (query.name for query in case.operation.query if query.name in words.split())
        parameter = next(named, None) if check == "required_query" else None
        return [
            Aspect(
                subject="" if check in _WORDS else stable(words),
                reason=words,
                parameter=("query", parameter) if parameter else None,
            )
        ]

    def _accepted(self, case: AnyCase) -> Aspect:
        """Which invalid part of a request was accepted."""
        # `Case.meta` would judge the case anew, by the values that were sent in the end.
        meta = case._meta
        wrong = sorted({(place.value, name) for name, place in negated_parameters(meta)})
        if len(wrong) > 1:
            # A part that is accepted on its own says more than several together.
            alone = [part for part in wrong if self._is_found(case, " ".join(part))]
            wrong = alone[:1] or wrong
        subject = ", ".join(" ".join(part) for part in wrong)
        if not wrong and meta is not None and meta.phase.data.parameter_location is not None:
            subject = meta.phase.data.parameter_location.value
        reason = _WORDS["negative_data_rejection"] + (f": {subject} is invalid" if subject else "")
        parameter = wrong[0] if wrong else (subject, "") if subject else None
        return Aspect(subject=subject, reason=reason, parameter=parameter)

    def _is_found(self, case: AnyCase, subject: str) -> bool:
        return any(
            (identity.operation, identity.check, identity.subject)
            == (_operation(case), "negative_data_rejection", subject)
            for identity in self._found
        )

    def _broken_rules(self, check: str, failure: JsonSchemaError) -> Iterator[Aspect]:
        """Which member breaks which rule of the specification."""
        steps = tuple(failure.instance_path)
        # Names that the specification does not have may come from an open map.
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
                yield Aspect(
                    subject=f"{anywhere} lacks {name}",
                    reason=f"{place} lacks {name}",
                    cause=f"lacks {name}",
                    steps=(*steps, name),
                )
            return
        demand = _demand(failure.schema.get(rule))
        shown = f": {demand}" if len(demand) <= _READABLE else ""
        yield Aspect(
            subject=f"{anywhere} {rule}",
            reason=f"{place} breaks `{rule}`{shown}{_came(failure)}",
            cause=f"{names[-1] if names else ''} {rule}",
            steps=steps,
        )

    def fault(self, label: str, error: Exception) -> None:
        """Add an error of the run itself."""
        # The text of an error may quote a response.
        text = type(error).__name__ if self._target.sandbox else f"{type(error).__name__}: {error}"
        self.outcome.errors.append(f"{label}: {text}")


def _interaction(response: Response) -> Interaction:
    request = Request.from_prepared_request(response.request)
    return Interaction(request=request, response=response)


def _printable(text: str) -> str:
    """A text without characters that control a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _missing(header: str) -> Aspect:
    reason = f"the header {header} is missing"
    return Aspect(subject=f"{header} missing", reason=reason, header=header)


def _came(failure: JsonSchemaError) -> str:
    """The kind of the value that came."""
    if failure.instance is None and "null" in (failure.schema.get("type") or ()):
        return "; it is a number that JSON does not have"
    kinds = {bool: "true or false", int: "an integer", float: "a number", str: "text"}
    kinds |= {list: "an array", dict: "an object", type(None): "null"}
    return f"; it is {kinds.get(type(failure.instance), 'something else')}"


def _operation(case: AnyCase) -> str:
    operation: str = case.operation.definition.raw["operationId"]
    return operation


def _demand(value: Any) -> str:
    """What a rule of a schema requires. Schemas in it are shown by name or type."""
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
    # Another method only asks whether the path has it.
    if interaction.request.method != node.value.operation.method.upper() and status != 405:
        return
    _met(tally, status)


def _met(tally: Tally, status: int) -> None:
    key = documented_as(status, list(tally.responses))
    if key is not None:
        tally.responses[key] += 1


@cache
def _property_names(api: Api) -> frozenset[str]:
    """The names of all members that a specification describes."""
    return frozenset(name for name, _ in facts(api).properties())
