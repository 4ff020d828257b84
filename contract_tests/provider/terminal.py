"""A verdict on the terminal, or in a pipe."""

from __future__ import annotations

import os.path
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from provider.facts import Fact
from provider.verdict import TITLES, Reported, Row, Standing, Verdict, title

_STYLES: dict[Standing, str] = {
    "holds": "green",
    "broken": "bold red",
    "accepted": "yellow",
    "not tested": "bold yellow",
    "left out": "dim",
}
# Where the requests, the longest column, still leave room for the others.
_WIDE = 118


def show(verdict: Verdict, console: Console) -> None:
    """Print a table of operations, each finding with the request to repeat it, and the verdict."""
    if verdict.rows:
        console.print(_table(verdict, wide=console.width >= _WIDE))
    for number, item in enumerate(verdict.findings, 1):
        for line in _finding(number, item):
            console.print(line, soft_wrap=True)
    for entry in verdict.vanished:
        place = f"{TITLES[entry.api]}, {entry.operation}: {entry.check} {entry.subject}".rstrip()
        gone = Text(f"Accepted, but no longer found: {place}", style="cyan")
        console.print(gone, soft_wrap=True)
    for reason in verdict.shortfalls:
        console.print(Text(reason, style="yellow"), soft_wrap=True)
    for run in _runs(verdict):
        console.print(Text(run, style="dim"), soft_wrap=True)
    console.print(_line(verdict), soft_wrap=True)


def sentence(verdict: Verdict) -> str:
    """The verdict in one line."""
    return f"{headline(verdict)}: {reasons(verdict)}."


def headline(verdict: Verdict) -> str:
    """The verdict in four words."""
    state = "holds" if verdict.holds else "is broken" if verdict.new else "is not proven"
    return f"The contract {state}"


def reasons(verdict: Verdict) -> str:
    """What the verdict rests on, in a few words."""
    accepted = f"{len(verdict.known)} accepted" if verdict.known else ""
    if verdict.new:
        short = "the run fell short as well" if verdict.shortfalls else ""
        return ", ".join(filter(None, [count(len(verdict.new), "new finding"), accepted, short]))
    if verdict.shortfalls:
        return "the run fell short"
    done = [
        f"{sum(row.cases for row in verdict.rows):,} cases",
        f"{sum(row.checks for row in verdict.rows):,} checks",
    ]
    if verdict.every_link:
        done.append(f"all {sum(total for _, total in verdict.links().values())} links")
    seen, documented = map(sum, zip(*verdict.responses().values(), strict=True))
    done.append(f"{seen} of {documented} documented responses")
    return ", ".join([*done, f"no new finding, {accepted}" if accepted else "no finding"])


def count(number: int, noun: str) -> str:
    """A number of things."""
    return f"{number} {noun}" + "s" * (number != 1)


def sources(fact: Fact) -> str:
    """On what a fact rests, in a few words."""
    keys = ", ".join(source.partition(": ")[0] for source in fact.sources)
    return f"{fact.standing}: {keys}" if keys else fact.standing


def _table(verdict: Verdict, *, wide: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("operation", no_wrap=True)
    if wide:
        table.add_column("request", overflow="fold")
    for heading in ("cases", "checks", "responses", "links"):
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
    """The folders that all paths start with; empty for fewer than two, which are short enough."""
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


def _finding(number: int, item: Reported) -> Sequence[Text]:
    finding = item.finding
    status = f" (status {finding.status})" if finding.status else ""
    place = f"{TITLES[item.api]} ({', '.join(item.auths)}), {finding.operation}, {finding.request}"
    accepted = "accepted: " if item.accepted else ""
    heading = f"{number}. {accepted}{place}: {finding.check}{status}"
    lines = [
        Text(heading, style="yellow" if item.accepted else "bold red"),
        Text(f"   {finding.reason}"),
    ]
    if item.accepted and item.accepted.note:
        lines.append(Text(f"   note: {item.accepted.note}"))
    if not item.accepted:
        lines += [
            Text(f"   {fact.text} [{sources(fact)}]", style="italic") for fact in finding.facts
        ]
        lines += [Text(f"   {finding.curl}", style="dim")] if finding.curl else []
    return lines


def _runs(verdict: Verdict) -> list[str]:
    lines = [
        f"{title(outcome)}: {outcome.cases:,} cases in {outcome.seconds:.1f} s"
        for outcome in verdict.outcomes
    ]
    if verdict.seed is not None:
        lines.append(f"The same cases again: {verdict.replay}")
    return lines


def _line(verdict: Verdict) -> Text:
    style = "green" if verdict.holds else "red" if verdict.new else "yellow"
    return Text(sentence(verdict), style=f"bold {style}")
