"""What several runs prove together, on the terminal and in files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from provider.outcome import Outcome
from provider.target import Api

_TITLES: dict[Api, str] = {"kasko": "KASKO", "insurehero": "InsureHero"}


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The outcomes of all runs against one kind of provider."""

    provider: Literal["mock", "sandbox"]
    outcomes: list[Outcome]
    every_link: bool
    """Whether each link of a specification has to be followed in one of its runs."""

    @property
    def shortfalls(self) -> list[str]:
        """Why the runs prove nothing, findings apart."""
        short = [
            f"{_title(outcome)}: {reason}"
            for outcome in self.outcomes
            for reason in outcome.shortfalls
        ]
        if not self.outcomes:
            short.append("nothing was run")
        return [*short, *self._unfollowed()] if self.every_link else short

    @property
    def findings(self) -> int:
        """How many ways in which the contract is broken."""
        return sum(len(outcome.findings) for outcome in self.outcomes)

    @property
    def holds(self) -> bool:
        """Whether the contract was tested in full and nothing was found."""
        return not self.findings and not self.shortfalls

    def _unfollowed(self) -> Iterator[str]:
        for api, (followed, total) in self.links().items():
            if followed < total or not total:
                yield f"{_TITLES[api]}: {followed} of {total} links followed"

    def links(self) -> dict[Api, tuple[int, int]]:
        """How many links of each API's specification were followed in any run, and of how many."""
        runs: dict[Api, list[Outcome]] = {}
        for outcome in self.outcomes:
            runs.setdefault(outcome.api, []).append(outcome)
        return {
            api: (
                len({link for outcome in outcomes for link in outcome.links}),
                max(outcome.links_total or 0 for outcome in outcomes),
            )
            for api, outcomes in runs.items()
        }


def show(verdict: Verdict, console: Console) -> None:
    """Print one table, each finding with the request to repeat it, and one line of verdict."""
    console.print(_table(verdict))
    number = 0
    for outcome in verdict.outcomes:
        for finding in outcome.findings:
            number += 1
            status = f" (status {finding.status})" if finding.status else ""
            heading = f"{number}. {_title(outcome)}, {finding.operation}: {finding.check}{status}"
            console.print(Text(heading, style="bold red"))
            console.print(Text(f"   {finding.reason}"), soft_wrap=True)
            if finding.curl:
                console.print(Text(f"   {finding.curl}", style="dim"), soft_wrap=True)
    for reason in verdict.shortfalls:
        console.print(Text(reason, style="yellow"), soft_wrap=True)
    console.print(_line(verdict), soft_wrap=True)


def publish(verdict: Verdict, folder: Path) -> list[Path]:
    """Write the verdict as JSON and as JUnit XML; the files hold no key, no body, no person."""
    folder.mkdir(parents=True, exist_ok=True)
    report, junit = (folder / f"contract-{verdict.provider}.{kind}" for kind in ("json", "xml"))
    summary = {"holds": verdict.holds, "shortfalls": verdict.shortfalls}
    document = summary | msgspec.to_builtins(verdict)
    report.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
    ET.ElementTree(_junit(verdict)).write(junit, encoding="utf-8", xml_declaration=True)
    return [report, junit]


def _table(verdict: Verdict) -> Table:
    table = Table(box=SIMPLE_HEAD)
    for heading in ("API", "auth"):
        table.add_column(heading)
    for heading in ("operations", "cases", "checks", "links", "findings", "seconds"):
        table.add_column(heading, justify="right")
    for outcome in verdict.outcomes:
        sound = not outcome.findings and not outcome.shortfalls
        followed = "-" if outcome.links_total is None else f"{len(outcome.links)}"
        table.add_row(
            _TITLES[outcome.api],
            outcome.auth,
            f"{outcome.operations_tested} of {outcome.operations_total}",
            f"{outcome.cases:,}",
            f"{sum(outcome.checks.values()):,}",
            followed if outcome.links_total is None else f"{followed} of {outcome.links_total}",
            f"{len(outcome.findings)}",
            f"{outcome.seconds:.1f}",
            style="" if sound else "red",
        )
    return table


def _line(verdict: Verdict) -> Text:
    if verdict.holds:
        cases = sum(outcome.cases for outcome in verdict.outcomes)
        checks = sum(sum(outcome.checks.values()) for outcome in verdict.outcomes)
        done = [f"{cases:,} cases", f"{checks:,} checks"]
        if verdict.every_link:
            done.append(f"all {sum(total for _, total in verdict.links().values())} links")
        return Text(f"The contract holds: {', '.join(done)}, no finding.", style="bold green")
    if verdict.findings:
        number = f"{verdict.findings} finding" + "s" * (verdict.findings > 1)
        return Text(f"The contract is broken: {number}.", style="bold red")
    return Text("The contract is not proven: the run fell short.", style="bold yellow")


def _junit(verdict: Verdict) -> ET.Element:
    suites = ET.Element("testsuites", {"name": f"contract ({verdict.provider})"})
    for outcome in verdict.outcomes:
        suite = ET.SubElement(suites, "testsuite", {"name": _title(outcome)})
        suite.set("time", f"{outcome.seconds:.3f}")
        for operation in sorted(outcome.operations):
            case = ET.SubElement(suite, "testcase", {"name": operation})
            case.set("classname", f"contract.{outcome.api}.{outcome.auth}")
            for finding in outcome.findings:
                if finding.operation == operation:
                    failure = ET.SubElement(case, "failure", {"message": finding.check})
                    failure.text = "\n".join(filter(None, (finding.reason, finding.curl)))
        _count(suite)
    suite = ET.SubElement(suites, "testsuite", {"name": "The runs themselves"})
    case = ET.SubElement(suite, "testcase", {"name": "tested in full", "classname": "contract"})
    for reason in verdict.shortfalls:
        ET.SubElement(case, "error", {"message": reason})
    _count(suite)
    return suites


def _count(suite: ET.Element) -> None:
    for number, path in (("tests", "."), ("failures", "failure"), ("errors", "error")):
        suite.set(number, str(sum(len(case.findall(path)) for case in suite)))


def _title(outcome: Outcome) -> str:
    return f"{_TITLES[outcome.api]} ({outcome.auth})"
