"""What changed between two OpenAPI documents, for those who call the API."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from .change import Change, Verdict, merged
from .document import Direction, Node, Operation, Spot, directions, operations
from .messages import body, contents, headers, parameter, unjudged
from .schemas import Site, compare_schemas, schemas_of
from .words import in_other_words


def compare(old: Node, new: Node) -> list[Change]:
    """Every change from one document to another, the worst first; empty if they are equal.

    Operations are matched by `operationId`, schemas by name. Every difference is in a
    change; a keyword of which no rule speaks counts as breaking.
    """
    found = [
        *_operations(old, new, "paths", Direction.SENT),
        *_operations(old, new, "webhooks", Direction.READ),
        *_document(old, new),
        *_schemas(old, new),
    ]
    covered = {place for change in found for place in change.places}
    return merged(chain(found, in_other_words(old, new, covered)))


def _operations(old: Node, new: Node, section: str, sent: Direction) -> Iterator[Change]:
    before, after = operations(old, section), operations(new, section)
    gone = {name: one for name, one in before.items() if name not in after}
    come = {one.address + one.key: one for name, one in after.items() if name not in before}
    for name, one in before.items():
        if other := after.get(name):
            yield from _operation(one, other, sent)
        elif other := come.pop(one.address + one.key, None):
            del gone[name]
            says = f"is called `{other.id}` now; the request is the same"
            spots = one.spot.child("operationId"), other.spot.child("operationId")
            yield Site(name, "", sent).change(*spots, says, Verdict.COMPATIBLE)
            yield from _operation(one, other, sent)
    for name, one in gone.items():
        says = f"is gone (`{one.method} {one.path}`)"
        yield Change((name,), "", says, Verdict.BREAKING, "Removed", places=(one.spot.place,))
    for one in come.values():
        says = f"is new (`{one.method} {one.path}`)"
        yield Change((one.id,), "", says, Verdict.COMPATIBLE, "Added", places=(one.spot.place,))


def _operation(old: Operation, new: Operation, sent: Direction) -> Iterator[Change]:
    name = new.id
    whole = Site(name, "", sent)
    if old.address != new.address:
        says = f"is `{new.method} {new.path}` now, was `{old.method} {old.path}`"
        yield whole.change(old.spot, new.spot, says, Verdict.BREAKING)
    elif old.key != new.key:
        says = f"is written `{new.key}` now, was `{old.key}`; the request is the same"
        yield whole.change(old.item, new.item, says, Verdict.WORDS)
    yield from _parameters(old, new, sent)
    bodies = old.spot.child("requestBody"), new.spot.child("requestBody")
    yield from body(*bodies, Site(name, " body", sent))
    before, after = (one.spot.child("responses").children() for one in (old, new))
    for status in dict.fromkeys([*before, *after]):
        site = Site(name, f" {status}", sent.opposite)
        if status not in after:
            fatal = status[0] in "2d"
            verdict = Verdict.BREAKING if fatal else Verdict.COMPATIBLE
            gone = before[status]
            yield site.change(gone, gone, "is no longer an answer", verdict, "Removed")
        elif status not in before:
            come = after[status]
            yield site.change(come, come, "is a new answer", Verdict.COMPATIBLE, "Added")
        else:
            yield from contents(before[status], after[status], site)
            yield from headers(before[status], after[status], site)
            yield from unjudged(before[status], after[status], site, {"content", "headers"})
    for part in ("servers", "security"):
        one, other = old.inherited(part), new.inherited(part)
        if {one.place, other.place} != {f"/{part}"}:  # else a matter of the document, told once
            yield from _alternatives(one, other, part, Site(name, f" {part}", sent))
    if bool(old.spot.node.get("deprecated")) != bool(new.spot.node.get("deprecated")):
        says = "is deprecated" if new.spot.node.get("deprecated") else "is not deprecated any more"
        spots = old.spot.child("deprecated"), new.spot.child("deprecated")
        yield whole.change(*spots, says, Verdict.COMPATIBLE)
    known = {"parameters", "requestBody", "responses", "servers", "security", "deprecated"}
    yield from unjudged(old.spot, new.spot, whole, known)


def _parameters(old: Operation, new: Operation, sent: Direction) -> Iterator[Change]:
    before, after = _by_place(old), _by_place(new)
    for key in dict.fromkeys([*before, *after]):
        site = Site(new.id, f"({(after.get(key) or before[key]).node['name']})", sent)
        if key not in after:
            gone = before[key]
            says = f"is no longer sent in the {key[0]}"
            yield site.change(gone, gone, says, Verdict.BREAKING, "Removed")
        elif key not in before:
            come = after[key]
            must = sent is Direction.SENT and come.node.get("required", False)
            says = f"is new in the {key[0]}" + (", and required" if must else "")
            verdict = Verdict.BREAKING if must else Verdict.COMPATIBLE
            yield site.change(come, come, says, verdict, "Changed" if must else "Added")
        else:
            yield from parameter(before[key], after[key], site)


def _by_place(operation: Operation) -> dict[tuple[str, str], Spot]:
    """Parameters by place and name; those of the path by their position, as names are not sent."""
    found: dict[tuple[str, str], Spot] = {}
    for owner in (operation.item, operation.spot):
        for index in range(len(owner.node.get("parameters", ()))):
            spot = owner.child("parameters").child(index)
            place, name = spot.node["in"], spot.node["name"]
            if place == "path" and name in operation.placeholders:
                name = str(operation.placeholders.index(name))
            found[place, name.lower() if place == "header" else name] = spot
    return found


def _document(old: Node, new: Node) -> Iterator[Change]:
    """Servers and security for all, and what the names of the security schemes mean."""
    before, after = Spot(old, "", old), Spot(new, "", new)
    for part in ("servers", "security"):
        site = Site(part, "", Direction.SENT)
        yield from _alternatives(before.child(part), after.child(part), part, site)
    was, now = (
        one.child("components").child("securitySchemes").children() for one in (before, after)
    )
    for name in [name for name in was if name in now]:
        site = Site(name, "", Direction.SENT)
        yield from unjudged(was[name], now[name], site, set())


def _alternatives(old: Spot, new: Spot, part: str, site: Site) -> Iterator[Change]:
    """Servers or security requirements: each is a way that a caller may have taken."""
    was, now = ({_way(part, one): spot for one, spot in _listed(spots)} for spots in (old, new))
    for way in dict.fromkeys([*was, *now]):
        if way not in now:
            says = f"no longer include {way}"
            yield site.change(old, new, says, Verdict.BREAKING, "Removed")
        elif way not in was:
            says = f"include {way} now"
            yield site.change(old, new, says, Verdict.COMPATIBLE, "Added")


def _listed(spot: Spot) -> list[tuple[Any, Spot]]:
    return [(node, spot.child(index)) for index, node in enumerate(spot.node or ())]


def _way(part: str, node: Node) -> str:
    if part == "servers":
        return f"`{node.get('url')}`"
    needed = [f"{name} {' '.join(scopes)}".strip() for name, scopes in sorted(node.items())]
    return f"`{' and '.join(needed) or 'none'}`"


def _schemas(old: Node, new: Node) -> Iterator[Change]:
    before, after = schemas_of(old), schemas_of(new)
    was, now = directions(old), directions(new)
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            says = "is no longer described"
            place = (before[name].place,)
            yield Change((name,), "", says, Verdict.COMPATIBLE, "Removed", places=place)
        elif name not in before:
            place = (after[name].place,)
            yield Change((name,), "", "is new", Verdict.COMPATIBLE, "Added", places=place)
        else:
            for way in was.get(name, set()) | now.get(name, set()):
                yield from compare_schemas(before[name], after[name], Site(name, "", way))
