"""Records as columns for data frames: the rules of `brolly.tables`, without pyarrow. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, Literal, TypeAlias, cast

import msgspec
from msgspec import UNSET

from ..errors import ConfigurationError
from .allowed import Allowed, Plain, as_json, kind_of, shape_of
from .whole import model_of

Nested: TypeAlias = Literal["json", "plain"]
_Show: TypeAlias = Callable[[Any], Any]
_Step: TypeAlias = tuple[list[Any], Callable[[Any], Any], _Show]

_DROP, _KEEP = Allowed("drop", b""), Allowed("keep", b"")


def columns(records: Iterable[Any], *names: str, nested: Nested = "json") -> dict[str, list[Any]]:
    """Records as columns, which pandas, polars and pyarrow take: `DataFrame(columns(policies))`.

    Each column has one type. Times are `datetime` in UTC, amounts integers in the provider's units,
    enums their text. None means null or left out.

    Personal members are included only if you name them, because data frames are easily printed
    or stored. Members that grant access, such as signed URLs, and URLs in free data are never
    included.

    Args:
        records: Of one model, as an iterator or `page.items` gives them; or maps such as claim
            events, whose members must be named.
        names: The members wanted, by their wire names as in `to_dict`; by default all that are not
            personal.
        nested: Objects and lists as JSON text (`"json"`), or as `dict` and `list` (`"plain"`).
            Of the latter polars drops members that the first rows lack.

    Raises:
        ConfigurationError: The model has no such member, or the records are of several models.
    """
    if nested not in ("json", "plain"):
        raise ConfigurationError('nested must be "json" or "plain"')
    if not isinstance(cast("object", records), Iterable) or isinstance(records, Mapping):
        raise ConfigurationError("records must be a list or an iterator; of a page, its .items")
    found: dict[str, list[Any]] = {name: [] for name in names}
    kind: type | None = None
    steps: list[_Step] = []
    for record in records:
        if kind is None:
            # Records that were kept whole may have a subclass of the model.
            kind = model_of(type(cast("object", record)))
            make = _of_a_map if isinstance(record, Mapping) else _of_a_model
            shown = make(kind, names, nested)
            steps = [(found.setdefault(name, []), *how) for name, how in shown.items()]
        elif not isinstance(record, kind):
            raise ConfigurationError("the records are of several kinds; make a frame of each")
        for column, read, show in steps:
            value = read(record)
            column.append(None if value is None or value is UNSET else show(value))
    return found


def _of_a_model(
    model: type[Any], names: tuple[str, ...], nested: Nested
) -> dict[str, tuple[_Show, _Show]]:
    """For each wire name, how to read the member and how to show its values."""
    if not issubclass(model, msgspec.Struct):
        raise ConfigurationError(
            "records must be models or maps, as an iterator gives them; of pages, their .items"
        )
    attributes = {field.encode_name: field.name for field in msgspec.structs.fields(model)}
    members = shape_of(model).members
    for name in names:
        if name not in members:
            raise ConfigurationError(
                f"{model.__name__} has no member {name!r} for a frame; it has: {', '.join(members)}"
            )
    found: dict[str, tuple[_Show, _Show]] = {}
    for name in names or (name for name, (_, personal) in members.items() if not personal):
        info = members[name][0]
        shows: dict[str | None, _Show] = {
            None: _deep((_KEEP if name in names else _DROP).of(info), nested),
            "float": float,
            "text": _text,
        }
        found[name] = attrgetter(attributes[name]), shows.get(kind_of(info), _same)
    return found


def _of_a_map(
    _: type[Any], names: tuple[str, ...], nested: Nested
) -> dict[str, tuple[_Show, _Show]]:
    if not names:
        raise ConfigurationError("these records have no documented members; name those you want")
    deep = _deep(_KEEP.unknown, nested)

    def show(value: Plain) -> Plain:
        return deep(value) if isinstance(value, dict | list) else _KEEP.unknown(value)

    return {name: (_key(name), show) for name in names}


def _key(name: str) -> _Show:
    return lambda record: cast("Mapping[str, Any]", record).get(name)


def _deep(show: _Show, nested: Nested) -> _Show:
    if nested == "plain":
        return lambda value: show(msgspec.to_builtins(value))
    return lambda value: as_json(show(msgspec.to_builtins(value)))


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> str:
    return str(getattr(value, "value", value))
