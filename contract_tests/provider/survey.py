"""Each documented response and each link of a specification, once, against the mock.

Fuzzing meets most of them and drawn cases choose their way by chance; this pass makes sure. It
sends the examples of the specification, which the mock's seeds hold, follows each link of what
comes back by its runtime expressions, and lets the mock refuse each operation by each error that is
documented for it. Every answer has to be as the specification says. It shares no code with
Schemathesis or brolly, so it is a second reading of the same promises.

The statuses of successes that are inferred in pairs (200 or 201, 2XX or 204) come from two mocks of
different readings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from time import monotonic
from typing import Any

import httpx
import jsonschema_rs

from brolly_mock import InsureHeroReading, KaskoReading, MockSettings, faults
from brolly_mock.spec import Specification, documented_as, load
from provider.asking import Asked, Node, Provider, evaluate, operations
from provider.outcome import Finding, Outcome, Tally
from provider.promises import Breach, broken_facts, promise, stable
from provider.target import Api

READINGS = (
    MockSettings(),
    MockSettings(
        kasko=KaskoReading(links="embedded", created=200, changes="empty"),
        insurehero=InsureHeroReading(created=200),
    ),
)

# What `default` stands for: a status that is documented nowhere else.
_UNLISTED = 520
# What is sent beside the required parameters, where they alone do not meet all links.
_REQUESTS: dict[tuple[Api, str], list[dict[str, Any]]] = {
    ("kasko", "list_policies"): [{}, {"since": 1_447_000_000, "limit": 5}],
    ("kasko", "get_quote"): [{"variant_id": "0aBcDeFgHiJkLmNoPqRsTuVwXyZ01234"}],
    ("kasko", "list_dataset_items"): [
        {},
        {"starting_after": "dai_0000000000000000000000000030", "limit": 5},
    ],
    ("kasko", "list_distinct_values"): [{"limit": 5}],
}
# What is looked at, by the names of the checks that make the same promises.
_ACCEPTED, _STATUS = "positive_data_acceptance", "status_code_conformance"
_HEADERS, _TYPE = "response_headers_conformance", "content_type_conformance"
_BODY = "response_schema_conformance"
_CHECKS = (_ACCEPTED, _STATUS, _HEADERS, _TYPE, _BODY)


@dataclass(slots=True)
class Survey:
    """What was seen."""

    api: Api
    tallies: dict[str, Tally] = field(default_factory=dict[str, Tally])
    """What came and was followed, by operationId."""
    links: dict[str, int] = field(default_factory=dict[str, int])
    """How often each link was followed, named as Schemathesis names it."""
    checks: Counter[str] = field(default_factory=Counter[str])
    findings: list[Finding] = field(default_factory=list[Finding])
    seconds: float = 0.0

    @property
    def unseen(self) -> list[str]:
        """The documented responses that never came."""
        return [
            f"{name} {key}"
            for name, tally in self.tallies.items()
            for key, times in tally.responses.items()
            if not times
        ]

    def outcome(self) -> Outcome:
        """The survey as one of the runs that a verdict rests on."""
        tallies = self.tallies.values()
        return Outcome(
            api=self.api,
            auth="examples",
            seconds=self.seconds,
            exit_code=0,
            complete=True,
            operations_total=len(tallies),
            operations_tested=sum(tally.cases > 0 for tally in tallies),
            operations=self.tallies,
            cases=sum(tally.cases for tally in tallies),
            checks=dict(self.checks),
            promises={name: promise(name) for name in self.checks},
            links=sorted(link for link, times in self.links.items() if times),
            links_total=len(self.links),
            findings=self.findings,
        )


def survey(api: Api, readings: Sequence[MockSettings] = READINGS) -> Survey:
    """Meet every response and every link of a specification, on mocks of these readings."""
    started = monotonic()
    spec = load(api)
    found = Survey(api)
    known = {asked.id: asked for asked in operations(spec)}
    for asked in known.values():
        links = dict(_links(asked, known))
        found.links |= dict.fromkeys(links.values(), 0)
        found.tallies[asked.id] = Tally(
            request=asked.request,
            responses=dict.fromkeys(asked.node["responses"], 0),
            links=dict.fromkeys(links, 0),
        )
    for settings in readings:
        surveyor = _Surveyor(spec, found, known, settings)
        for asked in known.values():
            surveyor.meet_successes(asked)
    surveyor = _Surveyor(spec, found, known, READINGS[0])
    for asked in known.values():
        surveyor.meet_errors(asked)
    found.seconds = monotonic() - started
    return found


@dataclass(slots=True)
class _Surveyor:
    """Sends requests to fresh mocks of one reading and judges what comes back."""

    spec: Specification
    found: Survey
    operations: dict[str, Asked]
    settings: MockSettings

    def meet_successes(self, asked: Asked) -> None:
        """Send the example of an operation, and follow the links of the answer."""
        for values in _REQUESTS.get((self.found.api, asked.id), [{}]):
            with self._provider() as provider:
                sent, answer = self._ask(provider, asked, values)
                key = self._judge(sent, answer)
                if key is None or not answer.is_success:
                    self._find(sent, _ACCEPTED, answer, "its own example is refused")
                    continue
            for name, link in asked.node["responses"][key].get("links", {}).items():
                self._follow(asked, values, key, name, link)

    def meet_errors(self, asked: Asked) -> None:
        """Have an operation refused in every documented way."""
        with self._provider() as provider:
            for key in asked.node["responses"]:
                status = _UNLISTED if key == "default" else int(key.replace("XX", "00"))
                if status >= 400:
                    provider.lead_up(asked)
                    sent = provider.filled(asked)
                    refusal = faults.rate_limit(1) if status == 429 else faults.status(status)
                    provider.mock.faults.add(refusal, operation=asked.id)
                    answer = provider.send(sent)
                    if answer.status_code != status or self._judge(sent, answer) != key:
                        self._find(sent, _STATUS, answer, f"{key} does not come as such")

    def _provider(self) -> Provider:
        return Provider(self.found.api, self.settings, self.operations)

    def _ask(
        self, provider: Provider, asked: Asked, values: dict[str, Any]
    ) -> tuple[Asked, httpx.Response]:
        provider.lead_up(asked)
        filled = provider.filled(asked)
        sent = replace(filled, parameters=filled.parameters | values)
        return sent, provider.send(sent)

    def _follow(
        self, asked: Asked, values: dict[str, Any], key: str, name: str, link: Node
    ) -> None:
        """Follow one link, on a mock where nothing else has happened."""
        with self._provider() as provider:
            source, answer = self._ask(provider, asked, values)
            target = self.operations[link["operationId"]]
            given = {
                parameter: evaluate(expression, source, answer)
                for parameter, expression in link.get("parameters", {}).items()
            }
            body = evaluate(link.get("x-request-body", target.body), source, answer)
            if None in given.values() or body == {}:
                return  # this answer has nothing that the link could carry
            target = replace(target, body=body)
            if source.id != "send_otp":
                provider.lead_up(target)
            # What a link says goes before what the mock knows, but for a code that it has sent.
            named = replace(target, parameters=target.parameters | given)
            sent = provider.filled(named)
            sent = replace(sent, parameters=sent.parameters | given)
            followed = provider.send(sent)
            self._judge(sent, followed)
            self.found.links[_link_id(asked, key, name, target)] += 1
            self.found.tallies[asked.id].links[f"{key} {name}"] += 1
            if not followed.is_success:
                self._find(sent, _ACCEPTED, followed, f"the link {name} is refused")

    def _judge(self, asked: Asked, answer: httpx.Response) -> str | None:
        """Hold an answer against the specification; the key of the response that it is."""
        responses: Node = asked.node["responses"]
        tally = self.found.tallies[asked.id]
        tally.cases += 1
        tally.checks += len(_CHECKS)
        self.found.checks.update(_CHECKS)
        key = documented_as(answer.status_code, list(responses))
        if key is None or (key == "default" and answer.is_success):
            reason = f"{answer.status_code} is not documented"
            self._find(asked, _STATUS, answer, reason)
            return None
        tally.responses[key] += 1
        response: Node = responses[key]
        for check, reason in chain(
            self._headers(response, answer), self._content(response, answer)
        ):
            self._find(asked, check, answer, reason)
        return key

    def _headers(self, response: Node, answer: httpx.Response) -> Iterator[tuple[str, str]]:
        for name, described in response.get("headers", {}).items():
            header = self.spec.resolve(described)
            if name not in answer.headers:
                if header.get("required"):
                    yield _HEADERS, f"the header {name} is missing"
            elif not self._valid(header["schema"], answer.headers[name]):
                yield _HEADERS, f"the header {name} is malformed"

    def _content(self, response: Node, answer: httpx.Response) -> Iterator[tuple[str, str]]:
        content: Node = response.get("content", {})
        if not content:
            if answer.content:
                yield _BODY, "there is a body"
            return
        kind = answer.headers["content-type"].partition(";")[0]
        if kind not in content:
            yield _TYPE, f"the content type is {kind}"
        elif not self._valid(content[kind]["schema"], answer.json()):
            yield _BODY, "the body breaks its schema"

    def _valid(self, schema: Node, value: Any) -> bool:
        whole = {**schema, "components": self.spec.document["components"]}
        return jsonschema_rs.Draft202012Validator(whole, validate_formats=True).is_valid(value)

    def _find(self, asked: Asked, check: str, answer: httpx.Response, reason: str) -> None:
        status = answer.status_code
        breach = Breach(api=self.found.api, operation=asked.id, check=check, status=status)
        self.found.tallies[asked.id].failures += 1
        self.found.findings.append(
            Finding(
                operation=asked.id,
                request=asked.request,
                check=check,
                reason=reason,
                subject=stable(reason),
                promise=promise(check),
                facts=broken_facts(breach),
                status=status,
            )
        )


def _links(asked: Asked, known: dict[str, Asked]) -> Iterator[tuple[str, str]]:
    """The links of an operation: status and name, and how Schemathesis names them."""
    for key, answer in asked.node["responses"].items():
        for name, link in answer.get("links", {}).items():
            yield f"{key} {name}", _link_id(asked, key, name, known[link["operationId"]])


def _link_id(source: Asked, key: str, name: str, target: Asked) -> str:
    """A link as Schemathesis names it in its events."""
    return f"{source.label} -> [{key}] {name} -> {target.label}"
