"""What became of the documents: which sections changed, moved, are new or gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from _sources import Source, Sources

from .pages import TOP, grouped, sections
from .visiting import Answer, Gone, Page, Unchanged, Unread

Kind: TypeAlias = Literal["changed", "new", "gone", "moved", "first"]
State: TypeAlias = Literal["unchanged", "changed", "gone", "unread"]


@dataclass(frozen=True)
class Change:
    """One section that is not what it was.

    Attributes:
        to: Where the same text stands now, `document#section`; empty unless it moved.
    """

    section: str
    kind: Kind
    to: str = ""


@dataclass
class Finding:
    """What became of a document.

    Attributes:
        why: What kept us from reading it, or where it has moved to.
        found: Fingerprints of the sections that it has now, in its order.
    """

    source: Source
    state: State
    changes: list[Change] = field(default_factory=list)
    why: str = ""
    found: dict[str, str] = field(default_factory=dict)
    page: Page | None = None


def compared(source: Source, answer: Answer) -> Finding:
    """What an answer says of a document."""
    match answer:
        case Unchanged():
            return Finding(source, "unchanged")
        case Gone(reason):
            return Finding(source, "gone", why=reason)
        case Unread(reason):
            return Finding(source, "unread", why=reason)
        case Page():
            return _read(source, answer)


def _read(source: Source, page: Page) -> Finding:
    found = grouped(sections(page.text, markdown=page.markdown), source.sections)
    found.pop(TOP, None)
    known = [name for name in source.sections if name in found]
    if not known:
        why = "not one known section is on the page; it may be another page, or need JavaScript"
        return Finding(source, "unread", why=why)
    changes: list[Change] = []
    for name, old in source.sections.items():
        new = found.get(name)
        if new is None:
            changes.append(Change(name, "gone"))
        elif not old:
            changes.append(Change(name, "first"))
        elif new != old:
            changes.append(Change(name, "changed"))
    changes += [Change(name, "new") for name in found if name not in source.sections]
    why = f"moved to {page.moved}" if page.moved else ""
    state: State = "changed" if changes or why else "unchanged"
    return Finding(source, state, changes, why, found, page)


def moved(findings: list[Finding]) -> list[Finding]:
    """The same, where a section that is gone from one place has come up in another."""
    homes: dict[str, str] = {}
    for finding in findings:
        for change in finding.changes:
            if change.kind == "new":
                place = f"{finding.source.id}#{change.section}"
                homes.setdefault(finding.found[change.section], place)
    return [
        replace(one, changes=[_moved(one, each, homes) for each in one.changes]) for one in findings
    ]


def _moved(finding: Finding, change: Change, homes: Mapping[str, str]) -> Change:
    if change.kind != "gone":
        return change
    to = homes.get(finding.source.sections[change.section], "")
    return Change(change.section, "moved", to) if to else change


def filled(sources: Sources, findings: list[Finding], today: str) -> Sources:
    """The documents with fingerprints of what was read the first time, and nothing else."""
    result = dict(sources.documents)
    for finding in findings:
        source, page = finding.source, finding.page
        first = {one.section for one in finding.changes if one.kind == "first"}
        if first and page:
            known = source.sections
            prints = {name: finding.found[name] if name in first else known[name] for name in known}
            # What is new on a page of which nothing was known is part of its first reading.
            if not any(known.values()):
                prints |= finding.found
            whole = prints == finding.found and not page.moved
            result[source.id] = _with(source, prints, today, page, whole=whole)
    return Sources(result)


def accepted(
    sources: Sources, findings: list[Finding], today: str, used: Mapping[str, object]
) -> Sources:
    """The documents as they are now.

    Args:
        sources: As they were.
        findings: What became of them.
        today: `2026-11-27`.
        used: References that statements name. Such a section stays in the list when it is gone.
    """
    result = dict(sources.documents)
    for finding in findings:
        if finding.page is None or finding.state != "changed":
            continue
        source = finding.source
        gone = [name for name in source.sections if name not in finding.found]
        kept = {name: source.sections[name] for name in gone if f"{source.id}#{name}" in used}
        page = finding.page
        new = _with(source, finding.found | kept, today, page, whole=not kept)
        result[source.id] = replace(new, address=page.moved.partition("#")[0] or source.address)
    return Sources(result)


def _with(source: Source, prints: dict[str, str], today: str, page: Page, *, whole: bool) -> Source:
    """A document with other fingerprints; only where all of it is known may the server say 304."""
    return replace(
        source,
        sections=prints,
        seen=today,
        copy=False,
        etag=page.etag if whole else "",
        modified=page.modified if whole else "",
    )
