"""What a change of a parameter, a body, an answer or a header means."""

from __future__ import annotations

from collections.abc import Iterator

from .change import Change, Verdict
from .document import Direction, Spot
from .schemas import Site, compare_schemas
from .words import TALK


def parameter(old: Spot, new: Spot, site: Site) -> Iterator[Change]:
    was, now = old.node, new.node
    if was.get("name") != now.get("name"):
        says = f"was called `{was.get('name')}`; the request is the same"
        yield site.change(old.child("name"), new.child("name"), says, Verdict.COMPATIBLE)
    if bool(was.get("required")) != bool(now.get("required")):
        must = bool(now.get("required"))
        bound = site.narrower if must else site.wider
        says = "is required now" if must else "is optional now"
        yield bound(old.child("required"), new.child("required"), says)
    for name in ("style", "explode", "allowReserved"):
        if was.get(name) != now.get(name):
            says = f"is written another way (`{name}`)"
            yield site.change(old, new, says, Verdict.BREAKING)
    if bool(was.get("deprecated")) != bool(now.get("deprecated")):
        yield site.change(old, new, "changed its deprecation", Verdict.COMPATIBLE)
    yield from compare_schemas(old.child("schema"), new.child("schema"), site)
    yield from contents(old, new, site)
    known = {"name", "in", "required", "style", "explode", "allowReserved", "deprecated"}
    yield from unjudged(old, new, site, known | {"schema", "content"})


def body(old: Spot, new: Spot, site: Site) -> Iterator[Change]:
    if not old and not new:
        return
    sent = site.way is Direction.SENT
    if not old:
        must = sent and bool(new.node.get("required"))
        verdict = Verdict.BREAKING if must else Verdict.COMPATIBLE
        says = "is new, and required" if must else "is new"
        yield site.change(old, new, says, verdict, "Changed" if must else "Added")
    elif not new:
        yield site.change(old, new, "is gone", Verdict.BREAKING, "Removed")
    else:
        if bool(old.node.get("required")) != bool(new.node.get("required")):
            must = bool(new.node.get("required"))
            bound = site.narrower if must else site.wider
            says = "is required now" if must else "is optional now"
            yield bound(old.child("required"), new.child("required"), says)
        yield from contents(old, new, site)
        yield from unjudged(old, new, site, {"required", "content"})


def contents(old: Spot, new: Spot, site: Site) -> Iterator[Change]:
    before, after = (spot.child("content").children() for spot in (old, new))
    for kind in dict.fromkeys([*before, *after]):
        if kind not in after:
            says = f"no longer comes as `{kind}`"
            yield site.change(before[kind], before[kind], says, Verdict.BREAKING, "Removed")
        elif kind not in before:
            says = f"may also come as `{kind}`" if before else f"comes as `{kind}` now"
            yield site.change(after[kind], after[kind], says, Verdict.COMPATIBLE, "Added")
        else:
            one, other = before[kind], after[kind]
            typed = site if kind == "application/json" else site.at(f" as {kind}")
            yield from compare_schemas(one.child("schema"), other.child("schema"), typed)
            if one.node.get("encoding") != other.node.get("encoding"):
                yield typed.change(one, other, "is encoded another way", Verdict.BREAKING)
            yield from unjudged(one, other, typed, {"schema", "encoding"})


def headers(old: Spot, new: Spot, site: Site) -> Iterator[Change]:
    before, after = (
        {name.lower(): (name, spot) for name, spot in one.child("headers").children().items()}
        for one in (old, new)
    )
    for key in dict.fromkeys([*before, *after]):
        name = (after.get(key) or before[key])[0]
        header = site.at(f" {name}")
        if key not in after:
            gone = before[key][1]
            yield header.change(gone, gone, "is gone", Verdict.BREAKING, "Removed")
        elif key not in before:
            come = after[key][1]
            yield header.change(come, come, "is new", Verdict.COMPATIBLE, "Added")
        else:
            yield from parameter(before[key][1], after[key][1], header)


def unjudged(old: Spot, new: Spot, site: Site, known: set[str]) -> Iterator[Change]:
    """Keywords of which no rule speaks."""
    was, now = old.node, new.node
    for name in sorted((was.keys() | now.keys()) - known - TALK):
        if not name.startswith("x-") and was.get(name) != now.get(name):
            says = f"has another `{name}`, which no rule of this comparison can judge"
            yield site.change(old.child(name), new.child(name), says, Verdict.BREAKING)
