"""What a person reads: the findings, what rests on them, and the draft of an issue."""

from __future__ import annotations

from collections.abc import Mapping

from .comparing import Change, Finding
from .resting import Statement

_SHOWN = 60
_VERBS = {
    "changed": "changed",
    "new": "is new",
    "gone": "is not on the page any more",
    "moved": "has moved",
    "first": "was read for the first time",
}
_STEPS = """\
## What to do

1. Read each section above beside the lines that rest on it.
2. Where it says something else now, change `openapi/*.yaml`, then `make generate`, `make accept`,
   `make diff` and `make test`.
3. Where a section has gone or moved, change the `x-source` of those lines.
4. `make watch-docs ACCEPT=1`, and commit `openapi/sources.yaml` with the rest.
"""


def needs_reader(finding: Finding) -> bool:
    """Whether a person has to look at a document."""
    new = any(change.kind != "first" for change in finding.changes)
    return finding.state in ("gone", "unread") or new or bool(finding.why)


def report(findings: list[Finding], rests: Mapping[str, list[Statement]]) -> str:
    """All that was found, as Markdown."""
    told = [_document(one, rests) for one in findings if one.state != "unchanged"]
    return "\n".join([_summary(findings), *told])


def issue(findings: list[Finding], rests: Mapping[str, list[Statement]]) -> tuple[str, str]:
    """Title and text of an issue; both empty if there is nothing that a person has to look at."""
    seen = [one for one in findings if needs_reader(one)]
    if not seen:
        return "", ""
    changed = [one.source.title for one in seen if one.state != "unread"]
    shown = ", ".join(changed[:3]) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")
    title = f"The documents changed: {shown}" if changed else "Documents could not be read"
    body = "\n".join([_summary(findings), *(_document(one, rests) for one in seen), _STEPS])
    return title, body


def _summary(findings: list[Finding]) -> str:
    counts = {
        "unchanged": sum(one.state == "unchanged" for one in findings),
        "changed": sum(one.state == "changed" and needs_reader(one) for one in findings),
        "read for the first time": sum(
            one.state == "changed" and not needs_reader(one) for one in findings
        ),
        "gone": sum(one.state == "gone" for one in findings),
        "not read": sum(one.state == "unread" for one in findings),
    }
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    return f"{len(findings)} documents: {told or 'none asked'}.\n"


def _document(finding: Finding, rests: Mapping[str, list[Statement]]) -> str:
    source = finding.source
    lines = [f"## {source.title}", "", f"<{source.address}> (`{source.id}`)", ""]
    if finding.state == "gone":
        lines.append(f"**The page is gone** ({finding.why}). All that rests on it:")
        lines += _resting(
            [one for name in source.sections for one in rests.get(f"{source.id}#{name}", [])]
        )
    elif finding.state == "unread":
        lines.append(f"Not read: {finding.why}. Nothing is known about it.")
    else:
        if finding.why:
            lines += [f"**The page has {finding.why}.**", ""]
        if source.copy:
            lines += [
                "What was known came from a stored copy, which may have been read in another way.",
                "",
            ]
        for change in finding.changes:
            lines += _change(source.id, source.link(change.section), change, rests)
    return "\n".join(lines) + "\n"


def _change(
    source: str, link: str, change: Change, rests: Mapping[str, list[Statement]]
) -> list[str]:
    to = f" to `{change.to}`" if change.to else ""
    resting = rests.get(f"{source}#{change.section}", [])
    told = f"* [`{change.section}`]({link}) {_VERBS[change.kind]}{to}"
    if change.kind in ("new", "first"):
        return [f"{told}."]
    if not resting:
        return [f"{told}; nothing rests on it."]
    return [f"{told}. What rests on it:", *_resting(resting)]


def _resting(found: list[Statement]) -> list[str]:
    """Statements by kind, what matters most first."""
    order = ("operation", "rule", "schema", "member", "parameter", "answer")
    ranked = sorted(
        set(found),
        key=lambda one: (order.index(one.kind) if one.kind in order else len(order), one),
    )
    lines = [f"  * {one.kind} `{one.name}`, {one.where}" for one in ranked[:_SHOWN]]
    return [*lines, *([f"  * and {more} more"] if (more := len(ranked) - _SHOWN) > 0 else [])]
