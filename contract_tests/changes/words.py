"""What differs between two documents beyond what the rules found: texts, and other spellings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .change import Change, Verdict
from .document import METHODS, Node, Spot
from .schemas import EXPLAINING

TALK = EXPLAINING | {"info", "tags", "links", "operationId", "jsonSchemaDialect", "openapi"}
"""Keywords that change nothing for a program."""

# Keys under which the names are not keywords but somebody's choice.
_NAMED = {
    *("paths", "webhooks", "properties", "responses", "content", "headers", "parameters"),
    *("schemas", "requestBodies", "securitySchemes", "variables", "callbacks", "encoding"),
    *("mapping", "pathItems", "patternProperties", "dependentSchemas", "$defs"),
}


def in_other_words(old: Node, new: Node, covered: set[str]) -> Iterator[Change]:
    """A sentence for each difference that is not at or below a covered place.

    The rules judge whatever an operation reaches, so what is left means the same as before.
    """
    for place in _differences(old, new, "", named=False):
        steps = place.split("/")
        if any("/".join(steps[:length]) in covered for length in range(2, len(steps) + 1)):
            continue
        owner, part = _named(steps, new, old)
        says = f"is described in other words (`{_plain(steps[-1])}`)"
        if len(steps) == 4 and steps[1] == "components":
            # Who uses such a part has a sentence of its own.
            gone = owner in old.get("components", {}).get(steps[2], {})
            says = f"is {'gone from' if gone else 'new in'} the {steps[2]} that operations share"
        yield Change((owner,), part, says, Verdict.WORDS, places=(place,))


def _differences(old: Any, new: Any, place: str, *, named: bool) -> Iterator[str]:
    """Pointers to what differs."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            inner = f"{place}/{str(key).replace('~', '~0').replace('/', '~1')}"
            names = not named and key in _NAMED
            if not named and (key in TALK or str(key).startswith("x-")):
                if old.get(key, ...) != new.get(key, ...):
                    yield inner
            elif key in old and key in new:
                yield from _differences(old[key], new[key], inner, named=names)
            elif (names or inner.count("/") == 2) and (old.get(key) or new.get(key)):
                # A new map is as good as the things in it: each has a sentence of its own.
                yield from _differences(old.get(key, {}), new.get(key, {}), inner, named=names)
            else:
                yield inner
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _differences(one, other, f"{place}/{index}", named=False)
    else:
        yield place


def _plain(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _named(steps: list[str], *documents: Node) -> tuple[str, str]:
    """Whom a place belongs to, for a reader."""
    plain = [_plain(step) for step in steps]
    if plain[1] == "components" and len(plain) > 3:
        inside = [plain[i + 1] for i in range(4, len(plain) - 1) if plain[i] == "properties"]
        return plain[3], "".join(f".{name}" for name in inside)
    if plain[1] in {"paths", "webhooks"} and len(plain) > 2:
        if len(plain) > 3 and plain[3] in METHODS:
            for document in documents:
                spot = Spot(document, "", document)
                for step in plain[1:4]:
                    spot = spot.child(step)
                if spot and "operationId" in spot.node:
                    return spot.node["operationId"], ""
        return plain[2], ""
    return plain[1], ""
