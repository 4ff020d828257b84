"""The specifications: where they are, which operations they hold, which requests they allow."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeAlias

import jsonschema_rs
import yaml

from .exchange import Call, Document

Provider: TypeAlias = Literal["kasko", "insurehero"]
PROVIDERS: tuple[Provider, ...] = ("kasko", "insurehero")

_INTEGER = re.compile(r"-?[0-9]+")


@dataclass(frozen=True, slots=True)
class Refused:
    """A request parameter that the specification does not allow."""

    name: str
    place: str
    """`query`, `header` or `path`."""
    missing: bool


class InvalidRequestError(Exception):
    """A request breaks the specification in at least one parameter."""

    def __init__(self, refused: Sequence[Refused]) -> None:
        super().__init__(", ".join(item.name for item in refused))
        self.refused = tuple(refused)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation, its schema compiled."""

    name: str
    place: str
    required: bool
    accepts: Callable[[object], bool]

    def texts(self, call: Call) -> list[str]:
        """Every text that a call gives for this parameter."""
        if self.place == "query":
            return [value for name, value in call.query if name == self.name]
        if self.place == "header":
            return call.headers.getlist(self.name)
        value = call.path_parameters.get(self.name)
        return [] if value is None else [value]

    def value(self, text: str) -> object:
        """The JSON value that a text stands for; LookupError if the schema allows none."""
        for candidate in _candidates(text):
            if self.accepts(candidate):
                return candidate
        raise LookupError(self.name)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of a specification."""

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]

    def read(self, call: Call) -> dict[str, Any]:
        """The parameters that a call gives, by name; InvalidRequestError if one is not allowed.

        Parameters that the specification does not know are passed over. A repeated parameter
        has to be valid each time; the last one counts.
        """
        values: dict[str, Any] = {}
        refused: list[Refused] = []
        for parameter in self.parameters:
            texts = parameter.texts(call)
            if not texts and parameter.required:
                refused.append(Refused(parameter.name, parameter.place, missing=True))
            try:
                for text in texts:
                    values[parameter.name] = parameter.value(text)
            except LookupError:
                refused.append(Refused(parameter.name, parameter.place, missing=False))
        if refused:
            raise InvalidRequestError(refused)
        return values


@dataclass(frozen=True, slots=True)
class Specification:
    """One provider's OpenAPI document, read and compiled once per process."""

    document: Document
    operations: tuple[Operation, ...]

    def resolve(self, node: Document) -> Document:
        """Follow a local reference to the object that it names."""
        while (reference := node.get("$ref")) is not None:
            target: Any = self.document
            for step in str(reference).removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def schema(self, name: str) -> Document:
        """A component schema by its name."""
        schema: Document = self.document["components"]["schemas"][name]
        return schema


def source(provider: Provider) -> Traversable:
    """The file of a specification: inside an installed wheel, else in the checkout."""
    packaged = files("brolly_mock") / "openapi" / f"{provider}.yaml"
    if packaged.is_file():
        return packaged
    for folder in Path(__file__).resolve().parents:
        checkout = folder / "openapi" / f"{provider}.yaml"
        if checkout.is_file():
            return checkout
    raise FileNotFoundError(f"no openapi/{provider}.yaml in the package or above it")


@cache
def load(provider: Provider) -> Specification:
    """Read and compile a specification; later calls give the same object."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = source(provider).read_text("utf-8")
    document: Document = yaml.load(text, Loader=loader)  # noqa: S506 - safe, in C if it can be
    bare = Specification(document, ())
    return Specification(document, tuple(_operations(bare)))


def instant(text: str) -> datetime:
    """Read an ISO 8601 timestamp that carries an offset; ValueError otherwise."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("the timestamp has no UTC offset")
    return moment


def _operations(spec: Specification) -> list[Operation]:
    operations: list[Operation] = []
    for path, item in spec.document["paths"].items():
        shared = item.get("parameters", [])
        for method, operation in item.items():
            if method not in {"get", "put", "post", "patch", "delete", "head", "options"}:
                continue
            raw = [spec.resolve(node) for node in (*shared, *operation.get("parameters", []))]
            parameters = tuple(_parameter(spec, node) for node in raw)
            operations.append(Operation(operation["operationId"], method.upper(), path, parameters))
    return operations


def _parameter(spec: Specification, node: Mapping[str, Any]) -> Parameter:
    # Local references of the schema resolve against the components that stand beside it.
    schema = {**node["schema"], "components": spec.document.get("components", {})}
    validator = jsonschema_rs.Draft202012Validator(
        schema, validate_formats=True, formats={"utc-offset-date-time": _is_instant}
    )
    return Parameter(node["name"], node["in"], node.get("required", False), validator.is_valid)


def _is_instant(text: str) -> bool:
    try:
        instant(text)
    except ValueError:
        return False
    return True


def _candidates(text: str) -> list[object]:
    """What a text on the wire may stand for, the narrowest meaning first."""
    if _INTEGER.fullmatch(text):
        # int() refuses texts of thousands of digits; such a text can only be a string.
        return [int(text), text] if len(text) <= 1000 else [text]
    if text in {"true", "false"}:
        return [text == "true", text]
    return [text]
