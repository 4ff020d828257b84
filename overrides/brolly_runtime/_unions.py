"""A value that is one of several objects, which msgspec could tell apart by a tag alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, cast

import msgspec


class OneOf(type):
    """The type of such a value: never made, only read as.

    Attributes:
        branches: The models, in the order of the spec.
        by: The member whose text says which model it is; empty if none does.
        where: The model for each text of that member.
    """

    branches: Callable[[], tuple[type[msgspec.Struct], ...]]
    by: str
    where: Mapping[str, str]

    def __instancecheck__(cls, instance: object) -> bool:
        # msgspec asks this of what `read` returns.
        return isinstance(instance, cls.branches())


def one_of(
    name: str,
    branches: Callable[[], tuple[type[msgspec.Struct], ...]],
    by: str = "",
    where: Mapping[str, str] | None = None,
) -> Any:
    """A type to read with."""
    return OneOf(name, (), {"branches": staticmethod(branches), "by": by, "where": where or {}})


def read_one_of(
    type_: OneOf, value: object, convert: Callable[[object, type[Any]], Any]
) -> msgspec.Struct:
    """A value as the model that its mark names, or as the one that fits best.

    Without a mark that is known, that is the first of those that know most of its members and of
    the values of their enums, as a model with optional members alone would take anything.

    Raises:
        ValueError: It fits none of them. The text does not hold it.
    """
    branches = type_.branches()
    members = _members(value)
    mark = members.get(type_.by)
    named = type_.where.get(mark) if isinstance(mark, str) else None
    best: tuple[int, msgspec.Struct] | None = None
    for branch in branches:
        if named == branch.__name__:
            return cast("msgspec.Struct", convert(value, branch))
        try:
            model: msgspec.Struct = convert(value, branch)
        except msgspec.ValidationError:
            continue
        unknown = _unknown(model, members)
        if best is None or unknown < best[0]:
            best = unknown, model
    if best is None:
        raise ValueError(f"Expected one of {', '.join(branch.__name__ for branch in branches)}")
    return best[1]


def _members(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _unknown(model: msgspec.Struct, value: dict[str, Any]) -> int:
    """How much of an object a model does not know: its members, and values of its enums."""
    fields = {field.encode_name: field.name for field in msgspec.structs.fields(model)}
    held = [getattr(model, fields[name]) for name in value if name in fields]
    odd = [one for one in held if isinstance(one, Enum) and one not in list(type(one))]
    return len(value.keys() - fields) + len(odd)
