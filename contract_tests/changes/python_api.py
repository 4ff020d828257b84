"""What changed between two states of the Python packages, for those who import them.

griffe says what is gone and which calls no longer fit. It does not look at types, so that is
ours: the same principle as for the specs, since a model that is read may not hold more kinds of
values than before, and one that is sent has to take all that it took.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import griffe

from .change import Change, Section, Verdict, merged
from .document import Direction

GENERATED = ("kasko_api", "insurehero_api")
PACKAGES = (*GENERATED, "brolly", "brolly_runtime")
# Users import from `brolly` itself and from these; the rest of it is theirs to read, not to use.
_MODULES = ("brolly.money", "brolly.purchase", "brolly.tables", "brolly.webhooks")
_BOTH = frozenset(Direction)

_SAYS: Mapping[griffe.BreakageKind, str] = {
    griffe.BreakageKind.PARAMETER_MOVED: "is at another position",
    griffe.BreakageKind.PARAMETER_REMOVED: "is gone",
    griffe.BreakageKind.PARAMETER_CHANGED_KIND: "is passed another way",
    griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED: "is required now",
    griffe.BreakageKind.PARAMETER_ADDED_REQUIRED: "is new, and required",
    griffe.BreakageKind.OBJECT_REMOVED: "is gone from Python",
    griffe.BreakageKind.OBJECT_CHANGED_KIND: "is another kind of thing in Python",
    griffe.BreakageKind.CLASS_REMOVED_BASE: "has lost a base class",
}

Ways = Mapping[str, set[Direction]]
"""Which ways the models go, by the name of their schema (`document.directions`)."""


def compare_packages(old: Path, new: Path, ways: Ways) -> list[Change]:
    """Every change that an importer can meet between the packages in two folders."""
    before, after = _load(old), _load(new)
    found: list[Change] = []
    for package in [name for name in before if name in after]:
        was, now = _public(before[package]), _public(after[package])
        for breakage in griffe.find_breaking_changes(before[package], after[package]):
            thing: Any = breakage.obj
            thing = thing.final_target if thing.is_alias else thing
            if thing.path in was:
                found.append(_breakage(breakage, thing))
        for path in was.keys() & now.keys():
            found += _types(was[path], now[path], ways)
        found += _additions(was, now, ways)
    return merged(found)


def _load(folder: Path) -> dict[str, griffe.Object]:
    """The packages of a folder, read and not run."""
    loader = griffe.GriffeLoader(search_paths=[folder], allow_inspection=False)
    # A state may be older than one of the packages.
    names = [name for name in PACKAGES if (folder / name).is_dir()]
    packages = {name: loader.load(name, try_relative_path=False) for name in names}
    loader.resolve_aliases(external=False)
    return packages  # type: ignore[return-value]  # of a package it is the module itself


def _public(package: griffe.Object) -> dict[str, griffe.Object]:
    """Modules, classes, functions and attributes by path, each at its home."""
    found: dict[str, griffe.Object] = {}
    exported = {str(name) for name in package.exports or ()}

    def visit(parent: griffe.Object, offered: bool) -> None:
        for member in parent.members.values():
            if member.is_alias or member.name.startswith("_"):
                continue
            thing: Any = member
            if isinstance(thing, griffe.Module):
                visit(thing, package.name != "brolly" or thing.path in _MODULES)
            elif offered or thing.name in exported:
                visit(thing, offered=True)
            else:
                continue
            found[thing.path] = thing

    visit(package, package.name != "brolly")
    return found


def _named(thing: Any) -> tuple[str, str]:
    """What users call a thing; a method is one thing with its async twin and its function."""
    parent = thing.parent
    if parent is None or not parent.is_class or re.fullmatch(r"(Async)?\w+Api", parent.name):
        return thing.name, ""
    return parent.name.removeprefix("Async"), f".{thing.name}"


def _change(
    thing: Any, part: str, says: str, verdict: Verdict, section: Section = "Changed"
) -> Change:
    owner, member = _named(thing)
    package = thing.path.partition(".")[0]
    return Change((owner,), member + part, says, verdict, section, "importers", api=package)


def _breakage(found: griffe.Breakage, thing: griffe.Object) -> Change:
    parameter = next(
        (value.name for value in (found.old_value, found.new_value) if _is_parameter(value)), None
    )
    part = f"({parameter})" if parameter else ""
    says = _SAYS.get(found.kind, found.kind.value)
    if found.kind is griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT:
        says = f"has the default `{found.new_value.default}` now, was `{found.old_value.default}`"
    gone = found.kind is griffe.BreakageKind.OBJECT_REMOVED
    return _change(thing, part, says, Verdict.BREAKING, "Removed" if gone else "Changed")


def _is_parameter(value: object) -> bool:
    return isinstance(value, griffe.Parameter)


def _types(old: griffe.Object, new: griffe.Object, ways: Ways) -> Iterator[Change]:
    if isinstance(old, griffe.Attribute) and isinstance(new, griffe.Attribute):
        used = _ways(new, ways)
        yield from _type(old.annotation, new.annotation, new, "", used)
        if old.value is not None and new.value is None and Direction.SENT in used:
            yield _change(new, "", "has no default any more", Verdict.BREAKING)
    elif isinstance(old, griffe.Function) and isinstance(new, griffe.Function):
        yield from _type(old.returns, new.returns, new, "", {Direction.READ})
        for name in _names(old) & _names(new):
            pair = old.parameters[name].annotation, new.parameters[name].annotation
            yield from _type(*pair, new, f"({name})", {Direction.SENT})


def _names(function: griffe.Function) -> set[str]:
    return {one.name for one in function.parameters}


def _type(
    old: Any, new: Any, thing: griffe.Object, part: str, used: Iterable[Direction]
) -> Iterator[Change]:
    was, now = _arms(old), _arms(new)
    if was == now:
        return
    breaking = bool(
        (Direction.READ in used and now - was) or (Direction.SENT in used and was - now)
    )
    says = f"has the Python type `{_joined(now)}` now, was `{_joined(was)}`"
    yield _change(thing, part, says, Verdict.BREAKING if breaking else Verdict.COMPATIBLE)


def _arms(annotation: Any) -> frozenset[str]:
    """The members of a union. Our aliases stand for what type checkers see, the type within."""
    text = re.sub(r"\b_models\.", "", str(annotation if annotation is not None else "Any"))
    while (plain := re.sub(r"\bAlso\w+\[([^\[\]]+)\]", r"\1", text)) != text:
        text = plain
    return frozenset(re.split(r"\s*\|\s*(?![^\[]*\])", text))


def _joined(arms: Iterable[str]) -> str:
    return " | ".join(sorted(arms))


def _ways(member: griffe.Object, ways: Ways) -> Iterable[Direction]:
    """Which ways a value goes. What is not a model may go both."""
    generated = member.path.partition(".")[0] in GENERATED
    owner = member.parent.name if member.parent is not None else ""
    return ways.get(owner, _BOTH) if generated else _BOTH


def _additions(
    old: dict[str, griffe.Object], new: dict[str, griffe.Object], ways: Ways
) -> Iterator[Change]:
    """What is new in brolly, and what a model that is sent needs from now on."""
    for path in new.keys() - old.keys():
        thing = new[path]
        parent = thing.parent
        # The name of a new class stands for its members.
        if parent is not None and parent.is_class and parent.path not in old:
            continue
        if path.startswith("brolly."):
            alias = isinstance(thing, griffe.Attribute) and not (parent and parent.is_class)
            if alias or isinstance(thing, griffe.Module):
                continue
            yield _change(thing, "", "is new", Verdict.COMPATIBLE, "Added")
        elif (
            isinstance(thing, griffe.Attribute)
            and thing.value is None
            and Direction.SENT in _ways(thing, ways)
        ):
            yield _change(thing, "", "is new, and required", Verdict.BREAKING)
