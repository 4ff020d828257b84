"""A verdict for GitHub Actions: the summary of the step, and annotations in the specifications.

Workflow commands and the summary's variable are GitHub's ("Workflow commands for GitHub Actions",
docs.github.com).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from brolly_contract.facts import FOLDER, facts
from brolly_contract.outcome import Finding
from brolly_contract.terminal import place, sentence
from brolly_contract.verdict import TITLES, Cause, Row, Verdict

_ROOT = FOLDER.parent
# GitHub shows ten of each level for a step and drops the rest silently.
_MOST = 10
_SIGNS = {"holds": "✅", "broken": "❌", "accepted": "⚠️", "not tested": "❔"}


def announce(verdict: Verdict, environment: Mapping[str, str]) -> list[str]:
    """Append the step's summary, and return the workflow commands to print.

    Outside GitHub Actions there are none, and nothing is written.
    """
    if environment.get("GITHUB_ACTIONS") != "true":
        return []
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(markdown(verdict))
    return list(commands(verdict, environment.get("GITHUB_WORKSPACE")))


def commands(verdict: Verdict, workspace: str | None = None) -> Iterator[str]:
    """Workflow commands: errors for new findings and shortfalls, notices for what is accepted.

    Args:
        verdict: What to announce.
        workspace: The folder that GitHub resolves file names in; None for the repository's own.
    """
    new, known = (
        [cause.first for cause in verdict.causes if cause.accepted is accepted]
        for accepted in (False, True)
    )
    for item in new[:_MOST]:
        yield _command("error", item, workspace)
    if len(new) > _MOST:
        yield f"::warning title=Contract::{len(new) - _MOST} more findings are in the report"
    for item in known[:_MOST]:
        yield _command("notice", item, workspace)
    for reason in verdict.shortfalls[: max(0, _MOST - len(new))]:
        yield f"::error title=Contract not proven::{_data(reason)}"


def markdown(verdict: Verdict) -> str:
    """The step's summary."""
    sign = "✅" if verdict.holds else "❌"
    lines = [f"## {sign} Contract of the {verdict.provider}", "", _text(sentence(verdict)), ""]
    lines += [f"- {_text(reason)}" for reason in verdict.shortfalls]
    for api in verdict.apis:
        lines += [
            "",
            f"### {TITLES[api]}",
            "",
            "| | Operation | Request | Requests | Checks | Responses | Links | Verdict |",
            "|---|---|---|--:|--:|--:|--:|---|",
            *(_row(row) for row in verdict.rows if row.api == api),
        ]
    for heading, accepted in (("New findings", False), ("Accepted findings", True)):
        causes = [cause for cause in verdict.causes if cause.accepted is accepted]
        if causes:
            lines += ["", f"### {heading}", ""]
            lines += [line for cause in causes for line in _cause(cause)]
    if verdict.vanished:
        lines += ["", "### Accepted, but not found again", ""]
        lines += [
            f"- {_code(entry.operation)}, {_code(entry.check)} {_text(entry.subject)}"
            for entry in verdict.vanished
        ]
    return "\n".join([*lines, "", f"Repeat this run: {_code(verdict.replay)}", ""])


def _row(row: Row) -> str:
    cells = (
        _SIGNS[row.standing],
        _code(row.operation),
        _code(row.request),
        f"{row.cases:,}",
        f"{row.checks:,}",
        f"{len(row.seen)} of {len(row.responses)}",
        f"{row.followed} of {len(row.links)}" if row.links else "-",
        f"{row.standing}: {_text(row.why)}" if row.why else row.standing,
    )
    return f"| {' | '.join(cells)} |"


def _cause(cause: Cause) -> Iterator[str]:
    found = cause.first
    yield f"- **{_text(found.reason)}** ({_code(found.check)})<br>"
    for each in cause.places:
        yield f"  {_text(place(each))}<br>"
    for fact in found.facts:
        source = f"{fact.file}:{fact.line}, {fact.standing}"
        yield f"  <em>{_text(fact.text)}</em> ({_text(source)})<br>"
    if found.accepted and found.accepted.note:
        yield f"  Note: {_text(found.accepted.note)}<br>"
    if found.curl:
        yield f"  {_code(found.curl)}"


def _command(level: str, found: Finding, workspace: str | None) -> str:
    described = facts(found.api).operations.get(found.operation)
    told = [found.reason, *(fact.text for fact in found.facts), *filter(None, [found.curl])]
    file = _file(facts(found.api).file, workspace)
    place_ = {"file": file, "line": str(described.line if described else 1)} if file else {}
    properties = {
        **place_,
        "title": f"{found.operation}: {found.check}",
    }
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {given}::{_data(chr(10).join(told))}"


def _file(name: str, workspace: str | None) -> str:
    """The path of a file within the workspace.

    Empty if brolly is installed as a package, as the file is then outside of the workspace.
    """
    folder = Path(workspace).resolve() if workspace else _ROOT
    path = _ROOT / name
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _text(text: str) -> str:
    """Text escaped for Markdown: no markup, no end of a cell, no link."""
    shown = escape(" ".join(text.split()))
    return "".join(f"&#{ord(sign)};" if sign in r"\`*_{}[]()#+!|~@:" else sign for sign in shown)


def _code(text: str) -> str:
    return f"<code>{_text(text)}</code>"
