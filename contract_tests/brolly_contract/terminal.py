"""A verdict on the terminal, or in a pipe."""

from __future__ import annotations

import os.path
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from brolly_contract.facts import Fact
from brolly_contract.outcome import Finding
from brolly_contract.verdict import TITLES, Cause, Row, Standing, Verdict, title

_STYLES: dict[Standing, str] = {
    "holds": "green",
    "broken": "bold red",
    "accepted": "yellow",
    "not tested": "bold yellow",
}
# From here on there is room for the requests.
_WIDE = 118
_PLACES = 6


def show(verdict: Verdict, console: Console) -> None:
    """Print a table of operations, the findings with requests that repeat them, and the verdict."""
    if verdict.rows:
        console.print(_table(verdict, wide=console.width >= _WIDE))
    for number, cause in enumerate(verdict.causes, 1):
        for line in _cause(number, cause):
            console.print(line, soft_wrap=True)
    for entry in verdict.vanished:
        place = f"{TITLES[entry.api]}, {entry.operation}: {entry.check} {entry.subject}".rstrip()
        gone = Text(f"Accepted, but not found again: {place}", style="cyan")
        console.print(gone, soft_wrap=True)
    for reason in verdict.shortfalls:
        console.print(Text(reason, style="yellow"), soft_wrap=True)
    for run in _runs(verdict):
        console.print(Text(run, style="dim"), soft_wrap=True)
    style = "green" if verdict.holds else "red" if verdict.new else "yellow"
    console.print(Text(sentence(verdict), style=f"bold {style}"), soft_wrap=True)


def sentence(verdict: Verdict) -> str:
    """The verdict in one line."""
    gaps = [f"not tested: {gap}" for gap in untested(verdict)]
    return f"{headline(verdict)}: {'; '.join([figures(verdict), *gaps])}."


def headline(verdict: Verdict) -> str:
    """The verdict in a few words."""
    if verdict.new:
        return "The contract is broken"
    if verdict.shortfalls:
        return "The contract is not proven"
    return "The contract holds where it was tested" if untested(verdict) else "The contract holds"


def figures(verdict: Verdict) -> str:
    """What the verdict rests on."""
    told: list[str] = []
    if verdict.new:
        causes = sum(not cause.accepted for cause in verdict.causes)
        told.append(f"{count(len(verdict.new), 'new finding')} of {count(causes, 'cause')}")
    if verdict.shortfalls:
        told.append("the run tested too little")
    for api in verdict.apis:
        rows = [row for row in verdict.rows if row.api == api]
        tested = sum(row.standing != "not tested" for row in rows)
        told.append(f"{TITLES[api]} {tested} of {len(rows)} operations")
    seen, documented = verdict.responses()
    told += [
        f"{sum(row.cases for row in verdict.rows):,} requests",
        f"{sum(row.checks for row in verdict.rows):,} checks",
        f"{seen} of {documented} documented responses met",
    ]
    if not verdict.new:
        told.append("no new finding" if verdict.known else "no finding")
    if verdict.known:
        told.append(f"{len(verdict.known)} accepted")
    return ", ".join(told)


def untested(verdict: Verdict) -> list[str]:
    """What was not tested and why, a text for each API and reason."""
    return [
        f"{TITLES[api]}, {count(len(names), noun)} ({why}): {', '.join(names)}"
        for noun, gaps in (("operation", verdict.untested), ("walk", verdict.untaken))
        for api, by_reason in gaps.items()
        for why, names in by_reason.items()
    ]


def count(number: int, noun: str) -> str:
    """A number of things."""
    return f"{number} {noun}" + "s" * (number != 1)


def sources(fact: Fact) -> str:
    """The sources of a fact, in a few words."""
    keys = ", ".join(source.reference for source in fact.sources)
    return f"{fact.standing}: {keys}" if keys else fact.standing


def _table(verdict: Verdict, *, wide: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("operation", no_wrap=True)
    if wide:
        table.add_column("request", overflow="fold")
    for heading in ("requests", "checks", "responses", "links"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    for api in verdict.apis:
        rows = [row for row in verdict.rows if row.api == api]
        shared = _shared([row.request.partition(" ")[2] for row in rows])
        prefix = Text(f"... is {shared}" if shared else "", style="dim")
        table.add_row(*[Text(TITLES[api], style="bold"), prefix][: 1 + wide])
        for row in rows:
            table.add_row(*_cells(row, shared, wide=wide))
        table.add_section()
    return table


def _shared(paths: Sequence[str]) -> str:
    """The folders that all paths start with; empty for fewer than two."""
    folders = os.path.commonpath(paths).split("/")
    if len(paths) == 1:
        folders.pop()
    return "/".join(folders) if len(folders) > 2 else ""


def _cells(row: Row, shared: str, *, wide: bool) -> list[Text]:
    counts = {"new": row.new, "known": row.known}
    words = ", ".join(f"{number} {kind}" for kind, number in counts.items() if number)
    links = "-" if row.links is None else f"{row.followed} of {len(row.links)}"
    cells = [
        Text(f"  {row.operation}"),
        Text(f"{row.cases:,}"),
        Text(f"{row.checks:,}"),
        Text(f"{len(row.seen)} of {len(row.responses)}"),
        Text(links if row.links != {} else "-"),
        Text(f"{row.standing} ({words})" if words else row.standing, style=_STYLES[row.standing]),
    ]
    method, _, path = row.request.partition(" ")
    request = Text(f"{method} {f'...{path.removeprefix(shared)}' if shared else path}", style="dim")
    return [cells[0], request, *cells[1:]] if wide else cells


def _cause(number: int, cause: Cause) -> Sequence[Text]:
    finding = cause.first
    accepted = "accepted: " if finding.accepted else ""
    heading = f"{number}. {accepted}{TITLES[finding.api]}, {finding.check}: {finding.reason}"
    lines = [Text(heading, style="yellow" if finding.accepted else "bold red")]
    lines += [Text(f"   {place(one)}") for one in cause.places[:_PLACES]]
    if len(cause.places) > _PLACES:
        lines.append(Text(f"   and {len(cause.places) - _PLACES} more places, in the report"))
    if finding.accepted and finding.accepted.note:
        lines.append(Text(f"   note: {finding.accepted.note}"))
    if not finding.accepted:
        lines += [
            Text(f"   {fact.text} [{sources(fact)}]", style="italic") for fact in finding.facts[:1]
        ]
        lines += [Text(f"   {finding.curl}", style="dim")] if finding.curl else []
    return lines


def place(found: Finding) -> str:
    """Where a finding was made, and how often."""
    status = f", status {found.status}" if found.status else ""
    auths = ", ".join(found.auths)
    return f"{found.operation}, {found.request}{status} ({auths}; {count(found.cases, 'request')})"


def _runs(verdict: Verdict) -> list[str]:
    lines = [
        f"{title(outcome)}: {outcome.cases:,} requests in {outcome.seconds:.1f} s"
        for outcome in verdict.outcomes
    ]
    if verdict.seed is not None:
        lines.append(f"The same cases again: {verdict.replay}")
    return lines
