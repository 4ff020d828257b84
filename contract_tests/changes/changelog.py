"""CHANGELOG.md: which breaking changes it declares, and what to write into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import get_args

from .change import Change, Section, Verdict, words

DECLARING = ("Changed", "Removed")
_HEADING = re.compile(r"^## \[([^\]]+)\]", re.MULTILINE)


def releases(changelog: str) -> list[str]:
    """The released versions, newest first."""
    return [name for name in _HEADING.findall(changelog) if name != "Unreleased"]


def undeclared(changes: Iterable[Change], changelog: str) -> list[Change]:
    """The breaking changes of which no entry under Changed or Removed of [Unreleased] speaks.

    An entry speaks of a change if it names all of its parts in backticks: `Policy.amount` or
    `list_policies(limit)`.
    """
    declared = list(_entries(changelog))
    return [
        change
        for change in changes
        if change.verdict is Verdict.BREAKING and not any(map(change.declared_by, declared))
    ]


def _entries(changelog: str) -> Iterable[frozenset[str]]:
    """The names within each entry."""
    _, _, rest = changelog.partition("## [Unreleased]")
    unreleased = _HEADING.split(rest, maxsplit=1)[0]
    for section in re.split(r"^### ", unreleased, flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        if title.strip() in DECLARING:
            for entry in re.split(r"^[-*] ", body, flags=re.MULTILINE)[1:]:
                yield words(" ".join(re.findall(r"`([^`]+)`", entry)))


def draft(changes: Sequence[Change]) -> str:
    """Entries for [Unreleased], the breaking ones first; empty if nothing but words changed.

    What importers feel of a change that a line speaks of already gets no second line.
    """
    told: list[Change] = []
    for audience in ("callers", "importers"):
        before = [names(change) for change in told]
        told += [
            change
            for change in changes
            if change.audience == audience
            and change.verdict is not Verdict.WORDS
            and not any(names(change) <= known for known in before)
        ]
    parts: list[str] = []
    for section in get_args(Section):
        lines = [f"- {change}." for change in told if change.section == section]
        if lines:
            parts.append("\n".join([f"### {section}\n", *dict.fromkeys(lines)]))
    return "\n\n".join(parts)


def names(change: Change) -> frozenset[str]:
    """All names in a change's own sentence."""
    return words(" ".join([*(f"{owner}{change.part}" for owner in change.owners), *_code(change)]))


def _code(change: Change) -> list[str]:
    return re.findall(r"`([^`]+)`", change.says)
