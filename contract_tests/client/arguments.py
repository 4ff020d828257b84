"""Arguments for any generated operation, made from its signature: a new one needs no new code."""

from __future__ import annotations

import importlib
import pkgutil
import types
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from msgspec import UNSET, UnsetType

from .specs import Node, Operation, Spec

Builder: TypeAlias = Callable[..., Any]
Values: TypeAlias = st.SearchStrategy[Any]

# What a path could be misread over, beside any other text.
_AWKWARD = st.sampled_from("/?#%&=+:;@ .~\\\"'<>[]{}|^`,é€😀\t\n\x00\x7f")
_IDS = (
    st.text(_AWKWARD | st.characters(exclude_categories=["Cs"]), min_size=1)
    | st.sampled_from(["...", "a/../b", "%2e%2e", "../../policies", "a?b=c#d", "é" * 300])
).filter(lambda text: text not in (".", ".."))

_OFFSETS = st.timedeltas(timedelta(hours=-24), timedelta(hours=24)).filter(
    lambda offset: abs(offset) < timedelta(hours=24)
)
# A day off both ends of the calendar, as an instant must have a year in UTC too.
_INSTANTS = st.datetimes(
    datetime.min + timedelta(days=1),  # noqa: DTZ901 - the zone is drawn
    datetime.max - timedelta(days=1),  # noqa: DTZ901
    timezones=_OFFSETS.map(timezone) | st.just(UTC),
)


@cache
def builders(package: str) -> dict[str, Builder]:
    """The builder of each operation of a generated package, by operationId."""
    root = importlib.import_module(f"{package}.api")
    found: dict[str, Builder] = {}
    for module in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
        if not module.ispkg:
            name = module.name.rpartition(".")[2]
            found[name] = getattr(importlib.import_module(module.name), name)
    return found


@cache
def hints(builder: Builder) -> dict[str, Any]:
    """The types of a builder's parameters, by their Python names."""
    found = get_type_hints(builder)
    del found["return"]
    return found


def parameters(spec: Spec, operation: Operation) -> Iterator[tuple[str, Any, Node]]:
    """Python name, type and the spec's parameter, for each parameter of a builder."""
    by_letters = {_letters(node["name"]): node for node in operation.parameters}
    for name, hint in hints(builders(spec.package)[operation.id]).items():
        yield name, hint, by_letters[_letters(name)]


def arguments(spec: Spec, operation: Operation) -> st.SearchStrategy[dict[str, Any]]:
    """Any arguments that the signature takes, numbers within the bounds that the spec gives."""
    return st.fixed_dictionaries(
        {
            name: _values(hint, spec.resolve(node["schema"]))
            for name, hint, node in parameters(spec, operation)
        }
    )


def sample(spec: Spec, operation: Operation) -> dict[str, Any]:
    """One value for each parameter, none left out."""
    return {
        name: _sample(hint, spec.resolve(node["schema"]))
        for name, hint, node in parameters(spec, operation)
    }


def kinds(hint: Any) -> tuple[Any, ...]:
    """The members of a union; of any other type the type itself."""
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def integer_bounds(schema: Node) -> tuple[int | None, int | None]:
    """The smallest and the greatest integer that a parameter may be."""
    for arm in schema.get("anyOf", [schema]):
        if arm.get("type") == "integer":
            return arm.get("minimum"), arm.get("maximum")
    return None, None


def _values(hint: Any, schema: Node) -> Values:
    return st.one_of([_of_kind(kind, schema) for kind in kinds(hint)])


def _of_kind(kind: Any, schema: Node) -> Values:
    if kind is UnsetType:
        return st.just(UNSET)
    if kind is bool:
        return st.booleans()
    if kind is int:
        least, most = integer_bounds(schema)
        return st.integers(least, most)
    if kind is str:
        return _IDS
    if kind is datetime:
        return _INSTANTS
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    raise NotImplementedError(f"no values for {kind}: teach contract_tests/client/arguments.py")


def _sample(hint: Any, schema: Node) -> Any:
    kind = next(kind for kind in kinds(hint) if kind is not UnsetType)
    if kind is int:
        return (integer_bounds(schema)[0] or 0) + 7
    if kind is datetime:
        return datetime(2015, 10, 14, 12, 52, 46, tzinfo=UTC)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    return kind("1")


def _letters(name: str) -> str:
    return name.replace("_", "").lower()
