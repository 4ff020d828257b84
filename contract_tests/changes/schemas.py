"""What a change of a schema means.

One principle: what a client was allowed to send must stay allowed, and what it may read must have
been announced before. So a schema that is used both ways may hardly change at all. Two kinds of
news in an answer break nobody, as our readers bear them: members and enum values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from .change import Change, Section, Verdict
from .document import Direction, Node, Spot

LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains")
EXACT = ("format", "pattern", "multipleOf", "const", "contentMediaType", "contentEncoding")
UNIONS = ("anyOf", "oneOf")
JUDGED = {
    *LOWER,
    *UPPER,
    *EXACT,
    *UNIONS,
    *("$ref", "type", "enum", "allOf", "properties", "required", "additionalProperties", "items"),
    *("uniqueItems", "default", "deprecated"),
}
EXPLAINING = {
    *("description", "summary", "title", "example", "examples", "externalDocs", "$comment"),
}
"""What only explains; so does each `x-` of which no rule below speaks."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where two schemas stand, in a reader's words, and which way the data goes."""

    owner: str
    part: str
    way: Direction
    passed: frozenset[tuple[str, str]] = frozenset()
    """Pairs of places on the way here, so that a schema may hold itself."""

    def at(self, part: str) -> Site:
        return replace(self, part=self.part + part)

    def change(
        self, old: Spot, new: Spot, says: str, verdict: Verdict, section: Section = "Changed"
    ) -> Change:
        places = tuple(sorted({old.place, new.place}))
        return Change((self.owner,), self.part, says, verdict, section, places=places)

    def narrower(self, old: Spot, new: Spot, says: str) -> Change:
        """Less is valid than before."""
        breaking = self.way is Direction.SENT
        return self.change(old, new, says, Verdict.BREAKING if breaking else Verdict.COMPATIBLE)

    def wider(self, old: Spot, new: Spot, says: str) -> Change:
        """More is valid than before."""
        breaking = self.way is Direction.READ
        return self.change(old, new, says, Verdict.BREAKING if breaking else Verdict.COMPATIBLE)


def schemas_of(document: Node) -> dict[str, Spot]:
    """The component schemas by name."""
    return Spot(document, "", document).child("components").child("schemas").children()


def compare_schemas(old: Spot, new: Spot, site: Site) -> Iterator[Change]:
    """What differs between two schemas at one site. Either may be absent: then it allows all."""
    # What a reference to a schema leads to is compared under its own name.
    if old.node == new.node:
        return
    yield from _extensions(old, new, site)
    if old.reference is not None and old.reference == new.reference:
        return
    if (old.place, new.place) in site.passed:
        return
    site = replace(site, passed=site.passed | {(old.place, new.place)})
    was, now = alternatives(old), alternatives(new)
    nulls = (was.pop("null", None) is not None, now.pop("null", None) is not None)
    if nulls[0] > nulls[1]:
        yield site.narrower(old, new, "is never null now")
    if nulls[0] < nulls[1]:
        yield site.wider(old, new, "may be null now")
    for name, other in _pairs(was, now):
        if not (name == other and name.startswith("#")):
            yield from _keywords(was[name], now[other], site)
        del was[name], now[other]
    if was or now:
        gone, come = (" or ".join(sorted(map(_spoken, names))) for names in (was, now))
        says, broken = _retyped(gone, come)
        breaking = broken in {site.way, None}
        yield site.change(old, new, says, Verdict.BREAKING if breaking else Verdict.COMPATIBLE)


def _retyped(gone: str, come: str) -> tuple[str, Direction | None]:
    """What to say of types, and which way of the data the change breaks; None stands for both."""
    if not come:
        return f"is no longer {gone}", Direction.SENT
    if not gone:
        return f"may be {come} too now", Direction.READ
    if (gone, come) == ("an integer", "a number") or come == "anything":
        return f"is {come} now, was {gone}", Direction.READ
    if (gone, come) == ("a number", "an integer") or gone == "anything":
        return f"is {come} now, was {gone}", Direction.SENT
    return f"is {come} now, was {gone}", None


def alternatives(spot: Spot) -> dict[str, Spot]:
    """What a schema allows, by type or by the reference to a component; null stands apart."""
    if not isinstance(spot.node, dict):
        return {"anything": spot}
    if spot.reference is not None:
        inside = alternatives(spot.resolve())
        # The component as a whole, unless it is itself a union.
        alone = [name for name in inside if name != "null"]
        if len(alone) == 1:
            inside[spot.reference] = inside.pop(alone[0])
        return inside
    if arms := [arm for union in UNIONS for arm in _items(spot.child(union))]:
        return _union(arms)
    if "allOf" in spot.node:
        spot = _together(spot)
    kinds = spot.node.get("type")
    if kinds is None:
        kinds = "object" if spot.node.keys() & {"properties", "required"} else "anything"
    return dict.fromkeys([kinds] if isinstance(kinds, str) else kinds, spot)


def _union(arms: list[Spot]) -> dict[str, Spot]:
    found: dict[str, Spot] = {}
    for arm in arms:
        for name, one in alternatives(arm).items():
            again = name
            while again in found and name != "null":
                again += "'"
            found[again] = one
    return found


def _together(spot: Spot) -> Spot:
    """A schema and the parts of its `allOf` as one, which allows what all of them allow."""
    node: Node = {}
    own = {name: value for name, value in spot.node.items() if name != "allOf"}
    for part in [*_items(spot.child("allOf")), replace(spot, node=own)]:
        whole = part.resolve() if part.reference else part
        more = _together(whole).node if "allOf" in whole.node else whole.node
        for name, value in more.items():
            node[name] = _both(name, node[name], value) if name in node else value
    return replace(spot, node=node)


def _both(name: str, one: Any, other: Any) -> Any:
    """The value of a keyword that says what two values of it say."""
    if name == "properties":
        common = {key: {"allOf": [one[key], other[key]]} for key in one.keys() & other.keys()}
        return one | other | common
    if name == "type":
        kinds = [[kind] if isinstance(kind, str) else kind for kind in (one, other)]
        return [kind for kind in kinds[0] if kind in kinds[1]]
    if name in LOWER or name in UPPER:
        return (max if name in LOWER else min)(one, other)
    if name == "required":
        return [*one, *other]
    if name == "enum":
        return [value for value in one if value in other]
    # No rule combines these: together they are something that only equals itself.
    return one if one == other or name in EXPLAINING else [one, other]


def _pairs(was: dict[str, Spot], now: dict[str, Spot]) -> list[tuple[str, str]]:
    """The alternatives that belong together: of one name, else of one type."""
    pairs = [(name, name) for name in was if name in now]
    free = [name for name in now if name not in was]
    for name in was:
        if name not in now:
            same = [other for other in free if _type(other, now) == _type(name, was)]
            if same:
                pairs.append((name, same[0]))
                free.remove(same[0])
    return pairs


def _type(name: str, among: dict[str, Spot]) -> str:
    if name.startswith("#"):
        return next(kind for kind in alternatives(among[name]) if kind != "null").rstrip("'")
    return name.rstrip("'")


def _spoken(name: str) -> str:
    name = name.rstrip("'")
    if name.startswith("#"):
        return f"`{name.rpartition('/')[2]}`"
    article = "an" if name[0] in "aeiou" else "a"
    return name if name == "anything" else f"{article} {name}"


def _items(spot: Spot) -> list[Spot]:
    return [spot.child(index) for index in range(len(spot.node or ()))]


def _keywords(old: Spot, new: Spot, site: Site) -> Iterator[Change]:
    """The rules for two alternatives of the same type."""
    was, now = _node(old), _node(new)
    for names, sign in ((LOWER, 1), (UPPER, -1)):
        for name in names:
            low, high = was.get(name), now.get(name)
            if low != high:
                tighter = low is None or (high is not None and (high - low) * sign > 0)
                bound = site.narrower if tighter else site.wider
                says = f"has `{name}` {_shown(high)} now, was {_shown(low)}"
                yield bound(old.child(name), new.child(name), says)
    for name in EXACT:
        before, after = was.get(name), now.get(name)
        if before == after:
            continue
        says = f"has `{name}` {_shown(after)} now, was {_shown(before)}"
        spots = old.child(name), new.child(name)
        if before is None:
            yield site.narrower(*spots, says)
        elif after is None:
            yield site.wider(*spots, says)
        else:
            yield site.change(*spots, says, Verdict.BREAKING)
    if bool(was.get("uniqueItems")) != bool(now.get("uniqueItems")):
        unique = now.get("uniqueItems")
        yield (site.narrower if unique else site.wider)(
            old.child("uniqueItems"),
            new.child("uniqueItems"),
            "holds no item twice now" if unique else "may hold an item twice now",
        )
    yield from _values(old.child("enum"), new.child("enum"), site)
    yield from _members(old, new, site)
    if "items" in was or "items" in now:
        yield from compare_schemas(old.child("items"), new.child("items"), site.at("[]"))
    yield from _others(old, new, site)


def _node(spot: Spot) -> Node:
    return spot.node if isinstance(spot.node, dict) else {}


def _values(old: Spot, new: Spot, site: Site) -> Iterator[Change]:
    was, now = old.node, new.node
    if was is None and now is not None:
        yield site.narrower(old, new, f"is one of {_listed(now)} now")
    elif was is not None and now is None:
        yield site.wider(old, new, "may be any value now")
    elif was is not None:
        if more := [value for value in now if value not in was]:
            # Every enum of an answer is open, so a reader expects further values.
            yield site.change(old, new, f"knows {_listed(more)} now", Verdict.COMPATIBLE, "Added")
        if less := [value for value in was if value not in now]:
            yield site.narrower(old, new, f"no longer knows {_listed(less)}")


def _members(old: Spot, new: Spot, site: Site) -> Iterator[Change]:
    was, now = old.child("properties").children(), new.child("properties").children()
    needed = [set(_node(spot).get("required", ())) for spot in (old, new)]
    sent = site.way is Direction.SENT
    lists = old.child("required"), new.child("required")
    for name in [*was, *(name for name in now if name not in was)]:
        member = site.at(f".{name}")
        if name not in now:
            yield member.change(was[name], was[name], "is gone", Verdict.BREAKING, "Removed")
        elif name not in was:
            must = sent and name in needed[1]
            says = "is new, and required" if must else "is new"
            verdict = Verdict.BREAKING if must else Verdict.COMPATIBLE
            section: Section = "Changed" if must else "Added"
            yield member.change(now[name], now[name], says, verdict, section)
        else:
            yield from compare_schemas(was[name], now[name], member)
    for name in sorted(needed[0] ^ needed[1]):
        must = name in needed[1]
        if name in (now if must else was) and name not in (was if must else now):
            continue  # a member that came or went, as said above
        member = site.at(f".{name}")
        if must:
            yield member.narrower(*lists, "is required now")
        else:
            says = "need not be sent any more" if sent else "may be missing now"
            yield member.wider(*lists, says)
    before, after = old.child("additionalProperties"), new.child("additionalProperties")
    closed = [spot.node is False for spot in (before, after)]
    if closed[0] != closed[1]:
        if sent:
            says = "takes no further members now" if closed[1] else "takes further members now"
            yield (site.narrower if closed[1] else site.wider)(before, after, says)
    elif isinstance(before.node, dict) or isinstance(after.node, dict):
        yield from compare_schemas(before, after, site.at(".*"))


def _extensions(old: Spot, new: Spot, site: Site) -> Iterator[Change]:
    """Our own marks (ARCHITECTURE.md), each of which is a promise of the client."""

    def differs(name: str) -> tuple[Any, Any, tuple[Spot, Spot]] | None:
        was, now = _node(old).get(name), _node(new).get(name)
        return None if was == now else (was, now, (old.child(name), new.child(name)))

    if found := differs("x-sensitive"):
        was, now, spots = found
        exposed = now is None
        says = (
            f"is NO LONGER MASKED: its value ({was}) will show in each repr and log"
            if exposed
            else f"is masked now ({now}): a repr shows `'***'`"
        )
        yield site.change(*spots, says, Verdict.BREAKING if exposed else Verdict.COMPATIBLE)
    if (found := differs("x-read-also")) and site.way is Direction.READ:
        was, now, spots = found
        says = f"is read from {now} too now" if now else f"is no longer read from {was}"
        yield site.change(*spots, says, Verdict.BREAKING if was else Verdict.COMPATIBLE)
    if found := differs("x-map"):
        was, now, spots = found
        says = "is an open map now" if now else "is no open map any more: unknown keys are lost"
        yield site.change(*spots, says, Verdict.BREAKING if was else Verdict.COMPATIBLE)
    if found := differs("x-name"):
        was, now, spots = found
        says = f"has the Python name {_shown(now)} now, was {_shown(was)}"
        yield replace(site.change(*spots, says, Verdict.BREAKING), audience="importers")


def _others(old: Spot, new: Spot, site: Site) -> Iterator[Change]:
    was, now = _node(old), _node(new)
    if was.get("default") != now.get("default") and site.way is Direction.SENT:
        says = f"counts as {_shown(now.get('default'))} when left out, was as "
        yield site.change(
            old.child("default"),
            new.child("default"),
            says + _shown(was.get("default")),
            Verdict.BREAKING,
        )
    if bool(was.get("deprecated")) != bool(now.get("deprecated")):
        says = "is deprecated" if now.get("deprecated") else "is not deprecated any more"
        spots = old.child("deprecated"), new.child("deprecated")
        yield site.change(*spots, says, Verdict.COMPATIBLE)
    for name in sorted((was.keys() | now.keys()) - JUDGED - EXPLAINING):
        if not name.startswith("x-") and was.get(name) != now.get(name):
            says = f"has another `{name}`, which no rule of this comparison can judge"
            yield site.change(old.child(name), new.child(name), says, Verdict.BREAKING)


def _shown(value: Any) -> str:
    return "none" if value is None else f"`{value}`"


def _listed(values: list[Any]) -> str:
    return ", ".join(f"`{value}`" for value in values)
