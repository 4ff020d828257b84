"""Checks recordings against the spec, and that the client reads them."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from inspect import signature
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints
from urllib.parse import unquote, urlencode, urlsplit

import httpx2
import msgspec
from msgspec.json import encode
from schemathesis import Response

from brolly.errors import ApiError, BrollyError, ConfigurationError
from brolly.insurehero import InsureHero
from brolly.kasko import Kasko
from brolly_contract.exchange import moment, response_to
from brolly_contract.judge import judged
from brolly_contract.operations import Node, Operation, media_type
from brolly_contract.target import Api
from brolly_contract.traffic import Booked
from brolly_runtime import builders, convert, mismatch

from .model import Message, Recorded, Recording, read
from .redaction import BASE
from .spec import ANYTHING, Spec, load, schema_of

CLIENTS: Mapping[Api, type[Kasko | InsureHero]] = {"kasko": Kasko, "insurehero": InsureHero}
_MOST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference between a recording and the contract."""

    file: Path
    operation: str
    what: str
    """The check that failed, the part of the request, or the JSON path that the client misreads."""
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.operation}: {self.what}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Replayed:
    """The result of a replay."""

    files: int
    exchanges: int
    findings: list[Finding]


def replay(folder: Path) -> Replayed:
    """Replay every recording of a folder, or one file.

    Raises:
        ConfigurationError: A file is not a recording, or the folder holds none.
    """
    files = [folder] if folder.is_file() else sorted(folder.glob("*.json"))
    if not files:
        raise ConfigurationError(
            f"{folder} holds no recordings; `brolly contract record` makes one"
        )
    findings: list[Finding] = []
    exchanges = 0
    for file in files:
        recording = read(file)
        exchanges += len(recording.exchanges)
        for exchange in recording.exchanges:
            findings += [
                Finding(file, exchange.operation, what, reason)
                for what, reason in differences(recording, exchange)
            ]
    return Replayed(len(files), exchanges, findings)


def differences(recording: Recording, exchange: Recorded) -> Iterator[tuple[str, str]]:
    """Where and why an exchange differs from the spec, or is not read by the client."""
    spec = load(recording.api)
    operation = spec.operations.get(exchange.operation)
    if operation is None:
        yield "operation", "the spec does not know this operation"
        return
    yield from _request(spec, operation, exchange)
    wrong = judged(recording.api, Booked(operation.id, _response(exchange), own=True))
    yield from ((one.check, one.reason) for one in wrong)
    # A response that breaks the spec is reported, and may be unreadable.
    if not wrong:
        yield from _reading(spec, operation, exchange)


def _response(exchange: Recorded) -> Response:
    """The recorded response, with its request."""
    query = urlencode(exchange.query)
    return response_to(
        exchange.method,
        f"{BASE}{exchange.path}{'?' if query else ''}{query}",
        exchange.request.headers,
        b"",
        status=exchange.status,
        received={name: [text] for name, text in exchange.response.headers.items()},
        body=_content(exchange.response),
    )


def _content(message: Message) -> bytes:
    """The body. One that was not kept is as long as it was."""
    return bytes(message.length) if message.body is msgspec.UNSET else encode(message.body)


def _request(spec: Spec, operation: Operation, exchange: Recorded) -> Iterator[tuple[str, str]]:
    values = operation.match(exchange.path)
    if values is None or exchange.method != operation.method:
        yield "request", f"is not {operation.method} {operation.path}"
        return
    given = [("path", name, unquote(text)) for name, text in values.items()]
    given += [("query", name, text) for name, text in exchange.query]
    given += [
        ("header", name, text)
        for name, text in exchange.request.headers.items()
        if name not in {"accept", "content-type"}
    ]
    for place, name, text in given:
        parameter = operation.parameter(place, name)
        if parameter is None:
            yield "request", f"the {place} parameter {name!r} is not documented"
        elif not any(spec.accepts(parameter.get("schema", ANYTHING), one) for one in _meant(text)):
            yield "request", f"the {place} parameter {name!r} has a value that is not allowed"
    present = {(place, name.lower()) for place, name, _ in given}
    for parameter in operation.parameters:
        if (
            parameter.get("required")
            and (parameter["in"], parameter["name"].lower()) not in present
        ):
            yield "request", f"the {parameter['in']} parameter {parameter['name']!r} is missing"
    body, kind = exchange.request.body, exchange.request.headers.get("content-type", "")
    if body is msgspec.UNSET:
        return
    schema = schema_of(operation.body, kind)
    if schema is None:
        yield "request body", f"the content type {media_type(kind) or 'none'} is not documented"
        return
    for error in spec.validator(schema).iter_errors(body):
        yield f"request body{_pointed(error.instance_path)}", error.message[:_MOST_TEXT]


def _meant(text: str) -> Iterator[object]:
    """The values that a text may stand for."""
    yield text
    if text in {"true", "false"}:
        yield text == "true"
    try:
        yield json.loads(text)
    except ValueError:
        yield from ()


def _pointed(steps: list[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


def _reading(spec: Spec, operation: Operation, exchange: Recorded) -> Iterator[tuple[str, str]]:
    """Whether the client reads the response, and each documented value is on the model."""
    if exchange.request.length:
        return  # the body of an upload is not kept, so the call cannot be repeated
    builder = builders(f"{spec.api}_api").get(operation.id)
    if builder is None:
        yield "client", "has no such operation; run `make generate`"
        return
    try:
        call = _call(builder, exchange)
    except msgspec.ValidationError as error:
        reason, path = mismatch(error)
        yield f"request body{path.removeprefix('$')}", f"does not fit the model: {reason}"
        return
    body = exchange.response.body
    content = _content(exchange.response)

    def respond(request: httpx2.Request) -> httpx2.Response:
        # An operation may have a server of its own.
        if urlsplit(str(request.url)).path == exchange.path:
            headers = dict(exchange.response.headers)
            return httpx2.Response(exchange.status, headers=headers, content=content)
        return httpx2.Response(200, json={"data": "a-token"})

    with CLIENTS[spec.api](
        "sk_test_replay", base_url=BASE, max_retries=0, transport=httpx2.MockTransport(respond)
    ) as client:
        try:
            held: Any = client.send(call)
        except ApiError as error:
            if error.status_code != exchange.status or error.body != content:
                yield "client", "raises an error that does not contain this response"
            return
        except BrollyError as error:
            yield str(getattr(error, "path", None) or "client"), f"not read: {error}"
            return
    if body is not msgspec.UNSET:
        schema = schema_of(
            (operation.response(exchange.status) or {}).get("content", {}),
            exchange.response.headers.get("content-type", ""),
        )
        yield from lost(spec, schema or ANYTHING, body, msgspec.to_builtins(held), "$")


def lost(spec: Spec, schema: Node, said: Any, held: Any, path: str) -> Iterator[tuple[str, str]]:
    """The documented values of a response that are not on the model."""
    schema = spec.choose(schema, said)
    if isinstance(said, dict) and isinstance(held, dict):
        members: Node = schema.get("properties", {})
        whole = bool(schema.get("x-map")) or not members
        for name, value in said.items():
            if name in held:
                inner = members.get(name, ANYTHING)
                yield from lost(spec, inner, value, held[name], f"{path}.{name}")
            elif whole or name in members:
                yield f"{path}.{name}", "the client loses it"
    elif isinstance(said, list) and isinstance(held, list):
        if len(held) < len(said):
            yield path, "the client loses items"
        for index, pair in enumerate(zip(said, held, strict=False)):
            yield from lost(spec, schema.get("items", ANYTHING), *pair, f"{path}[{index}]")
    elif not _same(said, held):
        yield path, "the client reads another value"


def _same(said: object, held: object) -> bool:
    """Whether two values are equal: times as instants, enums in any case."""
    if isinstance(said, str) and isinstance(held, str):
        at = moment(said)
        return (at is not None and at == moment(held)) or said.casefold() == held.casefold()
    return said == held or str(said) == held or (said == [] and held == {})


def _call(builder: Callable[..., Any], exchange: Recorded) -> Any:
    """The typed request, with the recorded path. Reading needs no other arguments."""
    hints = get_type_hints(builder)
    arguments: dict[str, Any] = {}
    for name, parameter in signature(builder).parameters.items():
        if parameter.default is parameter.empty or name == "body":
            arguments[name] = _argument(hints[name], exchange.request.body)
    call = builder(**arguments)
    return msgspec.structs.replace(call, path=exchange.path, query=tuple(exchange.query))


def _argument(hint: Any, body: object) -> Any:
    """Any value of a type. A model is read from the recorded body, which must fit."""
    kinds = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    kind = next(one for one in kinds if one is not msgspec.UnsetType)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return convert(body, kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if kind is datetime:
        return datetime(2015, 10, 14, tzinfo=UTC)
    return kind("1") if kind in (str, int, float) else kind()
