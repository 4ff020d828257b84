"""Spreads documents over the branches that a schema leaves open: member present, null, absent."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, cast

import msgspec

from .document import Document
from .spec import Specification

# Of five records three are full, one has nulls where they are allowed, one lacks members.
_CYCLE = 5
_WITH_NULLS = 3
_WITH_GAPS = 4
# Of the values of a byte.
_HALF = 128
_THIRD = 85


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a schema decides about absence and null."""

    nullable: bool = False
    required: frozenset[str] = frozenset()
    members: dict[str, Shape] = field(default_factory=dict[str, "Shape"])
    items: Shape | None = None

    @classmethod
    def of(cls, spec: Specification, schema: Document) -> Shape:
        """Compile a schema. A union is read as one object or null, as in our specifications."""
        schema = spec.resolve(schema)
        branches = [spec.resolve(branch) for branch in schema.get("anyOf", ())]
        kinds = [kind for node in (schema, *branches) for kind in _kinds(node)]
        plain = next((branch for branch in branches if "null" not in _kinds(branch)), schema)
        items = plain.get("items")
        return cls(
            nullable="null" in kinds,
            required=frozenset(plain.get("required", ())),
            members={
                name: cls.of(spec, member) for name, member in plain.get("properties", {}).items()
            },
            items=None if items is None else cls.of(spec, items),
        )


def vary(shape: Shape, document: Document, row: int) -> Document:
    """The document as record number `row` holds it.

    Only what the schema allows is nulled or left out, each member by a chance that the row and its
    path decide, so that a few hundred rows hold every branch, and always the same ones.
    """
    turn = row % _CYCLE
    if turn not in {_WITH_NULLS, _WITH_GAPS}:
        return document
    return _members(shape, document, f"{row}", gaps=turn == _WITH_GAPS)


def thin(shape: Shape, value: Any, seed: int) -> Any:
    """A value as `vary` alters a record, with nulls or with gaps; equal values alike."""
    digest = blake2b(msgspec.json.encode([seed, value]), digest_size=8)
    return _value(shape, value, digest.hexdigest(), gaps=digest.digest()[0] < _HALF)


def _members(shape: Shape, document: Document, path: str, *, gaps: bool) -> Document:
    varied: Document = {}
    for name, value in document.items():
        place = f"{path}/{name}"
        member = shape.members.get(name)
        if member is None:
            varied[name] = value
        elif gaps and name not in shape.required and _drawn(member, place):
            continue
        elif not gaps and member.nullable and _drawn(member, place):
            varied[name] = None
        else:
            varied[name] = _value(member, value, place, gaps=gaps)
    return varied


def _value(shape: Shape, value: Any, path: str, *, gaps: bool) -> Any:
    if shape.members and isinstance(value, dict):
        return _members(shape, cast(Any, value), path, gaps=gaps)
    if shape.items is not None and isinstance(value, list):
        return [
            _value(shape.items, item, f"{path}/{index}", gaps=gaps)
            for index, item in enumerate(cast(Any, value))
        ]
    return value


def _kinds(schema: Document) -> list[str]:
    kind = schema.get("type", [])
    return [kind] if isinstance(kind, str) else kind


def _drawn(member: Shape, place: str) -> bool:
    """Whether a member goes: one in two; one in three of those with which others go."""
    chance = _THIRD if member.members or member.items else _HALF
    return blake2b(place.encode(), digest_size=1).digest()[0] < chance
