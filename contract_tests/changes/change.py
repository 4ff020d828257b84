"""One change between two states of the contract, and what it means for those who rely on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal, TypeAlias

Audience: TypeAlias = Literal["callers", "importers"]
"""Who feels a change: those who talk to the API, or those who import the Python packages."""

Section: TypeAlias = Literal["Added", "Changed", "Removed"]
"""A heading of the changelog."""


class Verdict(IntEnum):
    """What a change does to what worked before."""

    WORDS = 0
    """Nothing: texts, sources, examples."""
    COMPATIBLE = 1
    """It goes on working."""
    BREAKING = 2
    """It may stop working."""


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence about one thing, such as `Policy.amount` "is string, was integer".

    Attributes:
        owners: The operations or the one schema, class or function that changed.
        part: What of it, as it follows the owner's name: `.amount`, `(limit)`, ` 200`.
        says: What happened to it, as the rest of a sentence.
        places: JSON pointers into the old and the new document that the sentence covers.
        api: The spec or the package, for the reader alone.
    """

    owners: tuple[str, ...]
    part: str
    says: str
    verdict: Verdict
    section: Section = "Changed"
    audience: Audience = "callers"
    places: tuple[str, ...] = ()
    api: str = ""

    @property
    def name(self) -> str:
        """The things that changed, as code."""
        shown = [f"`{owner}{self.part}`" for owner in self.owners[:3]]
        more = len(self.owners) - len(shown)
        return ", ".join(shown) + (f" and {more} more" if more else "")

    def __str__(self) -> str:
        return f"{self.name} {self.says}"

    def declared_by(self, entry: frozenset[str]) -> bool:
        """Whether a changelog entry that holds these names in backticks speaks of this change.

        It has to name every part: an entry on `Policy` does not declare `Policy.amount`. What
        operations share may go by the name that it has under `components`.
        """
        components = (re.match(r"/components/\w+/([^/]+)", place) for place in self.places)
        shared = {word for found in components if found for word in words(found[1])}
        owners = {word for owner in self.owners for word in words(owner)}
        return words(self.part) <= entry and (owners <= entry or bool(shared and shared <= entry))


def words(code: str) -> frozenset[str]:
    """The names within a piece of code, in a form in which wire and Python names are equal."""
    found = re.findall(r"[\w-]+", code)
    return frozenset(name for word in found if (name := re.sub(r"[_-]", "", word).casefold()))


def merged(changes: Iterable[Change]) -> list[Change]:
    """The worst of equal sentences, and one sentence for what several operations share."""
    worst: dict[tuple[object, ...], Change] = {}
    for one in changes:
        key = (one.audience, one.owners, one.part, one.says)
        if key not in worst or worst[key].verdict < one.verdict:
            worst[key] = one
    shared: dict[tuple[object, ...], Change] = {}
    for one in worst.values():
        group = (one.audience, one.places or one.owners, one.part, one.says, one.verdict)
        before = shared.get(group)
        shared[group] = replace(one, owners=before.owners + one.owners) if before else one
    return sorted(shared.values(), key=lambda one: (-one.verdict, one.audience, one.name))
