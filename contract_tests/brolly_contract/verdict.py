"""The result of several runs together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, TypeAlias

import msgspec

from brolly_contract.facts import facts
from brolly_contract.outcome import Accepted, Finding, Identity, Outcome
from brolly_contract.target import APIS, Api

TITLES: dict[Api, str] = {"kasko": "KASKO", "insurehero": "InsureHero"}

Depth: TypeAlias = Literal["read", "full", "deep"]
Standing: TypeAlias = Literal["holds", "broken", "accepted", "not tested"]
"""The result of an operation; `accepted` is broken only in ways that the baseline has."""


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """Findings with one cause, with all places."""

    places: list[Finding]

    @property
    def first(self) -> Finding:
        """The finding that is reported in full."""
        return self.places[0]

    @property
    def accepted(self) -> bool:
        """Whether the baseline has it."""
        return self.first.accepted is not None

    @property
    def cases(self) -> int:
        """How many cases showed it, in all places."""
        return sum(item.cases for item in self.places)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What was done for one operation, in all runs of its API."""

    api: Api
    operation: str
    """operationId."""
    request: str
    """Method and path template, as they are sent."""
    cases: int
    checks: int
    responses: dict[str, int]
    """How often each documented response came."""
    links: dict[str, int] | None
    """How often each link from this operation was followed; None where links are not followed."""
    new: int
    """Findings that the baseline does not have."""
    known: int
    """Findings that the baseline has."""
    standing: Standing
    why: str = ""
    """Why it was not tested."""

    @property
    def seen(self) -> list[str]:
        """The documented responses that came."""
        return [key for key, times in self.responses.items() if times]

    @property
    def unseen(self) -> list[str]:
        """The documented responses that never came."""
        return [key for key, times in self.responses.items() if not times]

    @property
    def followed(self) -> int:
        """How many links were followed."""
        return sum(times > 0 for times in (self.links or {}).values())


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The outcomes of all runs against one kind of provider."""

    provider: Literal["mock", "sandbox"]
    outcomes: list[Outcome]
    depth: Depth = "read"
    every_success: bool = False
    """Whether each operation must have succeeded once."""
    least_responses: float = 0.0
    """The share of an API's documented responses that must come, 0 to 1."""
    baseline: str | None = None
    """The name of the file with the accepted findings."""
    accepted: list[Accepted] = msgspec.field(default_factory=list[Accepted])
    """The entries of that file."""
    seed: int | None = None
    """The seed of the cases; None for the fixed ones."""
    examples: int | None = None
    """Cases for each operation and phase; None for the configured number."""
    replay: str = "make contract"
    """The command that repeats the run."""
    started: str = ""
    """ISO 8601, UTC."""

    @property
    def shortfalls(self) -> list[str]:
        """Why the runs tested too little."""
        short = [
            f"{title(outcome)}: {reason}"
            for outcome in self.outcomes
            for reason in outcome.shortfalls
        ]
        if not self.outcomes:
            short.append("nothing was run")
        return [*short, *self._unseen(), *self._unsuccessful()]

    @property
    def findings(self) -> list[Finding]:
        """All findings by operation, the accepted ones last."""
        entries = {item.identity: item for item in self.accepted}
        found: dict[Identity, Finding] = {}
        for outcome in self.outcomes:
            for one in outcome.findings:
                known = found.get(one.identity)
                found[one.identity] = msgspec.structs.replace(
                    known or one,
                    auths=sorted({outcome.auth, *(known.auths if known else ())}),
                    cases=one.cases + (known.cases if known else 0),
                    accepted=entries.get(one.identity),
                )
        operations = [(each.api, name) for each in self.outcomes for name in each.operations]
        order = {operation: number for number, operation in enumerate(dict.fromkeys(operations))}
        return sorted(
            found.values(),
            key=lambda item: (item.accepted is not None, order[item.api, item.operation]),
        )

    @property
    def new(self) -> list[Finding]:
        """The findings that the baseline does not have."""
        return [item for item in self.findings if item.accepted is None]

    @property
    def known(self) -> list[Finding]:
        """The findings that the baseline has."""
        return [item for item in self.findings if item.accepted is not None]

    @property
    def causes(self) -> list[Cause]:
        """The findings by their cause, in order of the first of each."""
        found: dict[tuple[object, ...], list[Finding]] = {}
        for one in self.findings:
            places = tuple(fact.line for fact in one.facts) if one.cause else one.status
            key = (one.accepted is None, one.api, one.check, one.cause or one.subject, places)
            found.setdefault(key, []).append(one)
        return [Cause(places=places) for places in found.values()]

    @property
    def untested(self) -> dict[Api, dict[str, list[str]]]:
        """Operations without a check, by the reason."""
        found: dict[Api, dict[str, list[str]]] = {}
        for row in self.rows:
            if row.standing == "not tested":
                found.setdefault(row.api, {}).setdefault(row.why, []).append(row.operation)
        return found

    @property
    def untaken(self) -> dict[Api, dict[str, list[str]]]:
        """Walks that no run has taken, by the reason."""
        taken = {(one.api, name) for one in self.outcomes for name in one.checks}
        found: dict[Api, dict[str, list[str]]] = {}
        for one in self.outcomes:
            for name, why in one.untaken.items():
                if (one.api, name) not in taken:
                    names = found.setdefault(one.api, {}).setdefault(why, [])
                    names += [name] * (name not in names)
        return found

    @property
    def vanished(self) -> list[Accepted]:
        """Accepted findings that did not come again, of APIs that were tested in full."""
        found = {item.identity for item in self.findings}
        whole = {
            api
            for api in self.apis
            if not any(outcome.shortfalls for outcome in self.outcomes if outcome.api == api)
        }
        return [item for item in self.accepted if item.api in whole and item.identity not in found]

    @property
    def holds(self) -> bool:
        """Whether enough was tested and nothing was found that is not accepted."""
        return not self.new and not self.shortfalls

    @property
    def apis(self) -> list[Api]:
        """What was tested."""
        return [api for api in APIS if any(outcome.api == api for outcome in self.outcomes)]

    @property
    def rows(self) -> list[Row]:
        """What was done for each operation, in the order of the specifications."""
        return [row for api in self.apis for row in self._rows(api)]

    def links(self) -> tuple[int, int]:
        """How many links of the specifications were followed in any run, and of how many."""
        rows = [row for row in self.rows if row.links]
        return sum(row.followed for row in rows), sum(len(row.links or ()) for row in rows)

    def responses(self, api: Api | None = None) -> tuple[int, int]:
        """How many documented responses came in any run, and of how many.

        One for each operation and status; `2XX` and `default` count like a status.
        """
        rows = [row for row in self.rows if api in {None, row.api}]
        return sum(len(row.seen) for row in rows), sum(len(row.responses) for row in rows)

    def _of(self, api: Api) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.api == api]

    def _rows(self, api: Api) -> Iterator[Row]:
        findings = [item for item in self.findings if item.api == api]
        outcomes = self._of(api)
        for operation in dict.fromkeys(name for each in outcomes for name in each.operations):
            tallies = [
                each.operations[operation] for each in outcomes if operation in each.operations
            ]
            mine = [item for item in findings if item.operation == operation]
            new = sum(item.accepted is None for item in mine)
            followed = any(each.links_total is not None for each in outcomes)
            standing: Standing = "holds"
            if not any(tally.checks for tally in tallies):
                standing = "not tested"
            if mine:
                standing = "broken" if new else "accepted"
            yield Row(
                api=api,
                operation=operation,
                request=tallies[0].request,
                cases=sum(tally.cases for tally in tallies),
                checks=sum(tally.checks for tally in tallies),
                responses=_summed([tally.responses for tally in tallies]),
                links=_summed([tally.links for tally in tallies]) if followed else None,
                new=new,
                known=len(mine) - new,
                standing=standing,
                why=next((one.untested for one in tallies if one.untested), "no request was sent")
                if standing == "not tested"
                else "",
            )

    def _unsuccessful(self) -> Iterator[str]:
        for row in self.rows if self.every_success else ():
            if not any(key.startswith("2") for key in row.seen):
                yield f"{TITLES[row.api]}: {row.operation} never succeeded"

    def _unseen(self) -> Iterator[str]:
        for api in self.apis:
            seen, documented = self.responses(api)
            if seen < self.least_responses * documented:
                missing = [
                    f"{row.operation} {' '.join(row.unseen)}"
                    for row in self.rows
                    if row.api == api and row.unseen
                ]
                yield (
                    f"{TITLES[api]}: {seen} of {documented} documented responses came, less than "
                    f"{self.least_responses:.0%}. Missing: {'; '.join(missing)}"
                )


def title(outcome: Outcome) -> str:
    """The name of a run, for people."""
    return f"{TITLES[outcome.api]} ({outcome.auth})"


@cache
def summary(api: Api, operation: str) -> str:
    """What an operation is for; empty if the specification does not have it."""
    described = facts(api).operations.get(operation)
    return described.summary if described else ""


def _summed(counts: list[dict[str, int]]) -> dict[str, int]:
    names = dict.fromkeys(name for count in counts for name in count)
    return {name: sum(count.get(name, 0) for count in counts) for name in names}
