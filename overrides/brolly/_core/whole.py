"""Records that keep what the provider sent, for clients with `whole_records=True`.

A model holds what the documents describe. With the option, a record is an instance of a subclass
of its model, which also notes where the record is in the response. Its text is extracted when it is
first needed. So the option is cheap, and costs nothing if it is off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import GenericAlias, UnionType
from typing import (
    Annotated,
    Any,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec

from brolly_runtime import Model, decoder, once

from ..errors import ConfigurationError
from .lenient import as_utf8, document, outline
from .wire import Call

T = TypeVar("T")
Text: TypeAlias = bytes | msgspec.Raw

_types: dict[Any, Any] = {}
_SENT = "_sent_"
_DEPTH = 2
"""How many members deep models of a response are kept whole; the records of a page are."""


class Sent:
    """The original text of the records of one response.

    Args:
        content: The body.
        path: The members that lead to the list of records.
        texts: The text of each record, if already known.
        headers: Header fields of the response, with names in lower case.
        complete: Whether the models have every member of the records.
    """

    __slots__ = ("_content", "_document", "_path", "_texts", "complete", "headers")

    def __init__(
        self,
        content: bytes,
        path: tuple[str, ...] = (),
        texts: Sequence[Text] | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        complete: bool = False,
    ) -> None:
        self.headers = headers or {}
        self.complete = complete
        self._content = content
        self._path = path
        self._texts = texts
        self._document: Any = None

    def record(self, index: int) -> Text:
        """The text of one record of the list."""
        if self._texts is None:
            self._texts = self._cut()
        return self._texts[index]

    def member(self, path: tuple[str | int, ...]) -> bytes:
        """The text of the value at a path."""
        if not path:
            return self._content
        if self._document is None:
            self._document = document(self._content)
        value = self._document
        for step in path:
            # A single object may replace a list of one.
            if not isinstance(step, int) or isinstance(cast("object", value), list):
                value = value[step]
        return msgspec.json.encode(value)

    def _cut(self) -> Sequence[Text]:
        content: Text = self._content
        try:
            for name in self._path:
                content = decoder(dict[str, msgspec.Raw]).decode(content)[name]
            return decoder(list[msgspec.Raw]).decode(content)
        except (msgspec.DecodeError, KeyError):
            text = as_utf8(self._content)
            found = outline(text, self._path)
            return [text[span] for span in found.records] if found else []


def raw(record: Any) -> Any:
    """What the provider sent for a record, as plain data: unknown members and original forms.

    The result holds personal data.

    Args:
        record: From a client with `whole_records=True`: a record of an iterator, the result of a
            method, or a model in that result.

    Raises:
        ConfigurationError: The original was not kept.
    """
    return document(_text(record)) if isinstance(record, msgspec.Struct) else record


def unknown(record: Any) -> dict[str, Any]:
    """The members of `raw(record)` that its model does not have. Treat them as personal data.

    Raises:
        ConfigurationError: The original was not kept.
    """
    sent = None if is_complete(record) else raw(record)
    if not isinstance(record, msgspec.Struct) or not isinstance(sent, Mapping):
        return {}
    known = {field.encode_name for field in msgspec.structs.fields(record)}
    members = cast("Mapping[str, Any]", sent)
    return {name: value for name, value in members.items() if name not in known}


def _text(record: msgspec.Struct) -> Text:
    kept = _kept(record)
    if kept is None:
        raise ConfigurationError(
            "the original of this record was not kept; read it with a client created with "
            "whole_records=True"
        )
    sent, place = kept
    return sent.record(place) if isinstance(place, int) else sent.member(place)


def is_complete(record: object) -> bool:
    """Whether the models of a record are known to have all members that the provider sent."""
    kept = _kept(record)
    return kept is not None and kept[0].complete


def lacking(record: object) -> Any:
    """`raw(record)` if its models may lack a member; None if nothing was kept."""
    kept = _kept(record)
    return None if kept is None or kept[0].complete else raw(record)


def headers_of(record: object) -> Mapping[str, str] | None:
    """The header fields of the response with a record; None if nothing was kept."""
    kept = _kept(record)
    return None if kept is None else kept[0].headers


def _kept(record: object) -> tuple[Sent, int | tuple[str | int, ...]] | None:
    found: Any = getattr(record, "__dict__", {})
    return cast("tuple[Sent, int | tuple[str | int, ...]] | None", found.get(_SENT))


def keep(records: Iterable[Any], sent: Sent) -> None:
    """Note where the text of each record of a list is."""
    for index, record in enumerate(records):
        if isinstance(record, Model):
            vars(record)[_SENT] = (sent, index)


def keep_answer(answer: Any, content: bytes, headers: Mapping[str, str]) -> None:
    """Note where the text of a result, and of the models in it, is."""
    sent = Sent(content, headers=headers)
    for path, model in _models(answer):
        if hasattr(model, "__dict__"):
            vars(model)[_SENT] = (sent, path)


def _models(answer: Any) -> Iterable[tuple[tuple[str | int, ...], Model]]:
    if isinstance(answer, list):
        for index, item in enumerate(cast("list[object]", answer)):
            if isinstance(item, Model):
                yield (index,), item
    if isinstance(answer, Model):
        yield (), answer
        for field in msgspec.structs.fields(answer):
            for path, model in _models(getattr(answer, field.name)):
                if len(path) <= _DEPTH:
                    yield (field.encode_name, *path), model


def whole_list(call: Call[T], path: tuple[str, ...], *, strict: bool = False) -> Call[T]:
    """The call with types whose list of records can be kept whole.

    Args:
        call: The call.
        path: The members that lead to the list in the response.
        strict: Refuse a response with a record that has a member that its model does not have.
    """
    of_record = _strict if strict else whole_record
    return _reading(
        call,
        ("strict" if strict else "list", *path),
        lambda kind: _mapped(kind, lambda of: _at(of, path, of_record)),
    )


def whole_answer(call: Call[T]) -> Call[T]:
    """The call with types whose result, and the models in it, can be kept whole."""
    return _reading(call, ("answer",), lambda kind: _mapped(kind, _with_members))


def _reading(call: Call[T], key: tuple[str, ...], change: Callable[[Any], Any]) -> Call[T]:
    returns = {status: _made((*key, kind), kind, change) for status, kind in call.returns.items()}
    return msgspec.structs.replace(call, returns=returns)


def _made(key: Any, kind: Any, change: Callable[[Any], Any]) -> Any:
    """A changed type, made once."""
    try:
        hash(key)
    except TypeError:  # no model has a type without a hash
        return kind
    return once(_types, key, lambda: change(kind))


def _mapped(hint: Any, change: Callable[[type[msgspec.Struct]], Any]) -> Any:
    """A type whose models, or models in lists, are changed."""
    kept: Any = hint
    if isinstance(hint, type) and issubclass(hint, Model):
        return change(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        inner = _mapped(arguments[0], change)
        return Annotated[inner, *arguments[1:]]
    if origin in (Union, UnionType):
        return Union[tuple(_mapped(one, change) for one in arguments)]  # noqa: UP007 - made here
    if origin is list:
        items = _mapped(arguments[0], change)
        return GenericAlias(list, items)
    return kept


def _at(
    model: type[msgspec.Struct],
    path: tuple[str, ...],
    of_record: Callable[[type[msgspec.Struct]], Any],
) -> Any:
    """A model with records at a path that can be kept whole."""
    if not path:
        return _made((of_record, model), model, of_record)
    return _with(model, lambda name: name == path[0], lambda of: _at(of, path[1:], of_record))


def _with_members(model: type[msgspec.Struct], depth: int = _DEPTH) -> Any:
    """A model that can be kept whole, as can the models among its members."""
    if not depth:
        return _at(model, (), whole_record)
    return whole_record(_with(model, lambda _: True, lambda of: _with_members(of, depth - 1)))


def _with(
    model: type[msgspec.Struct],
    chosen: Callable[[str], bool],
    change: Callable[[type[msgspec.Struct]], Any],
) -> type[msgspec.Struct]:
    """A model with other types for some members."""
    hints = get_type_hints(model, include_extras=True)
    members: list[tuple[str, Any, Any]] = []
    for field in msgspec.structs.fields(model):
        hint = hints[field.name]
        if chosen(field.encode_name) and (other := _mapped(hint, change)) is not hint:
            default = {} if field.required else {"default": field.default}
            members.append((field.name, other, msgspec.field(name=field.encode_name, **default)))
    return _derived(model, members)


def whole_record(model: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """A model whose records can be kept whole."""
    return _derived(model, [], gc=True, dict=True)


def _strict(model: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """The model, refusing unknown members except in its links."""
    members = _with(model, lambda name: name != "_links", lambda of: _at(of, (), _strict))
    return _derived(members, [], gc=True, dict=True, forbid_unknown_fields=True)


def _derived(
    model: type[msgspec.Struct], members: list[tuple[str, Any, Any]], **options: Any
) -> type[msgspec.Struct]:
    """A subclass that behaves as the model does: name, values, equality."""

    def values(self: msgspec.Struct) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__struct_fields__)

    def equals(self: msgspec.Struct, other: object) -> Any:
        if not isinstance(other, plain):
            return NotImplemented
        return values(self) == values(other)

    def hashed(self: msgspec.Struct) -> int:
        return hash(values(self))

    def same(self: msgspec.Struct) -> msgspec.Struct:
        return self

    def reduce(self: msgspec.Struct) -> Any:
        kept = _kept(self)
        sent = kept and (bytes(_text(self)), _version(kept[0].headers), kept[0].complete)
        return _restored, (plain, msgspec.structs.asdict(self), sent)

    plain = model_of(model)
    return msgspec.defstruct(
        model.__name__,
        members,
        bases=(model,),
        module=model.__module__,
        namespace={
            "__eq__": equals,
            "__hash__": hashed,
            "__reduce__": reduce,
            "__copy__": same,
            "__doc__": model.__doc__,
        },
        kw_only=True,
        frozen=True,
        eq=False,
        **options,
    )


def model_of(model: type[T]) -> type[T]:
    """The generated model of a class that was made here."""
    return next(one for one in model.__mro__ if "__reduce__" not in vars(one))


def _version(headers: Mapping[str, str]) -> dict[str, str]:
    # Other headers may hold a secret.
    return {name: headers[name] for name in ("etag", "last-modified") if name in headers}


def _restored(
    model: type[msgspec.Struct],
    members: dict[str, Any],
    sent: tuple[bytes, dict[str, str], bool] | None,
) -> msgspec.Struct:
    """A copied or unpickled record with its text."""
    if sent is None:
        return model(**members)
    record: msgspec.Struct = _made((whole_record, model), model, whole_record)(**members)
    content, headers, complete = sent
    vars(record)[_SENT] = (Sent(content, headers=headers, complete=complete), ())
    return record
