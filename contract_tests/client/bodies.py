"""JSON that a spec allows, and what a reader must make of it. Both follow from the YAML alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, TypeAlias

from hypothesis import strategies as st

from .specs import Node, Spec

Json: TypeAlias = Any
Bodies: TypeAlias = st.SearchStrategy[Json]

UNDERSTOOD = {
    *("$ref", "type", "anyOf", "enum", "const", "format", "pattern", "description", "example"),
    *("minLength", "maxLength", "minimum", "maximum", "minItems", "contentMediaType"),
    *("properties", "required", "additionalProperties", "items"),
}

# JSON's own limits, not the spec's: lone surrogates are not UTF-8, and doubles end somewhere.
# Most texts come from a list, as that is one draw and a body has dozens of them.
TEXT = st.sampled_from(
    ["", " ", "0", "null", "é😀", '"\\/', "\x00\x7f", "2015-10-09", "***", "paid ", "long " * 60]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
ANYTHING = st.recursive(
    st.none() | st.booleans() | _NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)

_PATTERNS = {r"^[A-Za-z]{3}$": st.sampled_from(["eur", "CHF", "Usd"])}


# So far from both ends of the calendar that the year is one in UTC too.
_FIRST, _LAST = datetime(1000, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def _timestamps(*forms: str) -> Bodies:
    """Instants as text. Leap seconds are left out: no datetime can hold one."""

    def write(seconds: int, fraction: str, form: str) -> str:
        return form.format(_FIRST + timedelta(seconds=seconds), fraction)

    return st.builds(
        write,
        st.integers(0, int((_LAST - _FIRST).total_seconds())),
        st.sampled_from(["", ".0", ".25", ".000001", ".1234564", ".9999996", ".123456789"]),
        st.sampled_from([f"{{0:%Y-%m-%d}}T{{0:%H:%M:%S}}{{1}}{form}" for form in forms]),
    )


FORMATS = {
    "date": st.dates().map(date.isoformat),
    "date-time": _timestamps("Z", "+00:00", "-00:00", "+05:30", "-23:59")
    | _timestamps("Z").map(str.lower),
    "utc-offset-date-time": _timestamps("Z", "+0000", "+00:00", "-00:00", "+0530", "-23:59"),
}


_NAMED: dict[object, dict[str, Bodies]] = {}


class Grammar:
    """Strategies for the JSON of a spec's schemas.

    Args:
        tolerant: Also what the spec asks a careful reader to bear, though it does not promise it:
            unknown enum values in any letter case, the other forms of `x-read-also`, and the
            absence of members that are required but may be null.
    """

    names: ClassVar[st.SearchStrategy[str]] = TEXT
    """Names of members that no schema knows."""

    def __init__(self, spec: Spec, *, tolerant: bool = False) -> None:
        self._spec = spec
        self._tolerant = tolerant
        # Shared by all tests: to check a strategy takes longer than to draw from it.
        self._named = _NAMED.setdefault((type(self), spec.name, tolerant), {})

    def of(self, schema: Node) -> Bodies:
        """Every kind of JSON that a schema allows."""
        if reference := schema.get("$ref"):
            if reference not in self._named:
                # Deferred, so that a schema may hold itself.
                self._named[reference] = st.deferred(lambda: self.of(self._spec.resolve(schema)))
            return self._named[reference]
        if unknown := {key for key in schema if not key.startswith("x-")} - UNDERSTOOD:
            raise NotImplementedError(f"no JSON for {unknown}: teach contract_tests/client/bodies")
        if arms := schema.get("anyOf"):
            return st.one_of([self.of(arm) for arm in arms])
        kinds = schema.get("type", [])
        if not kinds:
            return ANYTHING
        return st.one_of(
            [self._kind(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
        )

    def member(self, schema: Node) -> Bodies:
        """What stands at a member of an object."""
        also = schema.get("x-read-also") if self._tolerant else None
        more: dict[Any, Bodies] = {"integer": st.integers(), "empty-array": st.just([])}
        return self.of(schema) | more[also] if also else self.of(schema)

    def _kind(self, kind: str, schema: Node) -> Bodies:
        if kind == "string":
            return self._text(schema)
        if kind == "array":
            return st.lists(
                self.of(schema["items"]), min_size=schema.get("minItems", 0), max_size=3
            )
        if kind == "object":
            return self._object(schema)
        simple: dict[str, Bodies] = {
            "null": st.none(),
            "boolean": st.booleans(),
            # Written without a fraction: `1.0` counts as an integer too, but money should not.
            "integer": st.integers(schema.get("minimum", -(10**30)), schema.get("maximum", 10**30)),
            "number": _NUMBERS,
        }
        return simple[kind]

    def _text(self, schema: Node) -> Bodies:
        if values := schema.get("enum"):
            known = st.sampled_from(values)
            # Each as likely as the documented spelling, so that few bodies will do.
            more = [known.map(str.upper), known.map(str.title), TEXT] if self._tolerant else []
            return st.one_of(known, *more)
        if form := schema.get("format"):
            return FORMATS[form]
        if pattern := schema.get("pattern"):
            return _PATTERNS.get(pattern, st.from_regex(pattern, fullmatch=True))
        if "const" in schema:
            return st.just(schema["const"])
        if schema.get("contentMediaType") == "application/json":
            return ANYTHING.map(json.dumps)
        least, most = schema.get("minLength", 0), schema.get("maxLength", 1000)
        return TEXT.filter(lambda text: least <= len(text) <= most)

    def _object(self, schema: Node) -> Bodies:
        members = schema.get("properties", {})
        required = [
            name
            for name in schema.get("required", [])
            if not (self._tolerant and self.nullable(members[name]))
        ]
        known = st.fixed_dictionaries(
            {name: self.member(members[name]) for name in required},
            optional={
                name: self.member(member)
                for name, member in members.items()
                if name not in required
            },
        )
        if schema.get("additionalProperties") is False:
            return known
        none: dict[str, Json] = {}
        others = schema.get("additionalProperties")
        unknown = st.just(none) | st.dictionaries(
            self.names.filter(lambda name: name not in members),
            self.of(others) if isinstance(others, dict) else ANYTHING,
            max_size=2,
        )
        # Nothing is promised about the order of members.
        return st.builds(lambda some, more: more | some, known, unknown)

    def nullable(self, schema: Node) -> bool:
        """Whether null is allowed."""
        schema = self._spec.resolve(schema)
        arms = map(self.nullable, schema.get("anyOf", []))
        return "null" in schema.get("type", ()) or any(arms)


def meaning(spec: Spec, schema: Node, value: Json) -> Json:
    """What a careful reader takes from a value, in the spec's order of members.

    Times are instants in UTC, to the microsecond. Unknown members are left out, except in open
    maps. A required member that may be null is null when it is absent. Known enum values are found
    in any letter case. A number where `x-read-also` allows one is its digits, an empty array an
    empty map.
    """
    also = schema.get("x-read-also")
    if also == "integer" and isinstance(value, int):
        value = str(value)
    if also == "empty-array" and value == []:
        value = {}
    schema = _arm(spec, schema, value)
    if isinstance(value, list):
        return [meaning(spec, schema.get("items", {}), item) for item in value]
    members = schema.get("properties")
    if isinstance(value, dict) and members is not None and not schema.get("x-map"):
        required = schema.get("required", [])
        return {
            name: meaning(spec, member, value[name]) if name in value else None
            for name, member in members.items()
            if name in value or name in required
        }
    return _scalar(schema, value)


def _scalar(schema: Node, value: Json) -> Json:
    if value is None:
        return None
    if schema.get("format") == "date":
        return value
    if schema.get("format") in FORMATS:
        return instant(value)
    if "number" in schema.get("type", ()):
        return float(value)
    known = {text.casefold(): text for text in schema.get("enum", [])}
    return known.get(value.casefold(), value) if known else value


def instant(text: str) -> datetime:
    """A timestamp of either spec as an aware datetime in UTC, rounded half up to microseconds."""
    found = re.fullmatch(r"([\d-]{10})[Tt]([\d:]{8})(?:\.(\d+))?([Zz]|[+-][\d:]+)", text)
    assert found, text
    date, time, digits, zone = found.groups()
    whole = datetime.fromisoformat(f"{date}T{time}{zone.upper()}").astimezone(UTC)
    micros, rest = divmod(int((digits or "0").ljust(9, "0")[:9]), 1000)
    return whole + timedelta(microseconds=micros + (rest >= 500))


Change: TypeAlias = Callable[[Node, Json], Json]


def changed(spec: Spec, schema: Node, value: Json, change: Change) -> Json:
    """A copy of a value whose `x-sensitive` members, however deep, went through `change`."""
    schema = _arm(spec, schema, value)
    if isinstance(value, list):
        return [changed(spec, schema.get("items", {}), item, change) for item in value]
    members = schema.get("properties", {})
    if not isinstance(value, dict):
        return value
    return {
        name: item
        if name not in members
        else change(members[name], item)
        if "x-sensitive" in members[name]
        else changed(spec, members[name], item, change)
        for name, item in value.items()
    }


def _arm(spec: Spec, schema: Node, value: Json) -> Node:
    """The schema that a value goes by, out of those that are offered."""
    schema = spec.resolve(schema)
    kind = {dict: "object", list: "array", str: "string", type(None): "null"}.get(type(value))
    for arm in map(spec.resolve, schema.get("anyOf", [])):
        if kind in (arm.get("type"), *arm.get("type", ())):
            return arm
    return schema
