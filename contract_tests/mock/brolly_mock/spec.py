"""Load the specifications, find operations, and validate requests."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

import jsonschema_rs
import yaml

from .bodies import Body, media_type
from .document import Document
from .exchange import Call

Provider: TypeAlias = Literal["kasko", "insurehero"]
PROVIDERS: tuple[Provider, ...] = ("kasko", "insurehero")

_INTEGER = re.compile(r"-?[0-9]+")


@dataclass(frozen=True, slots=True)
class Refused:
    """A request parameter or a member of a body that the specification does not allow."""

    name: str
    place: str
    """`query`, `header`, `path` or `body`."""
    missing: bool
    path: str | None = None
    """The member of a body that holds it; None at the top."""


class InvalidRequestError(Exception):
    """A request breaks the specification in at least one parameter or member of its body."""

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
        """Return all texts that a call has for this parameter."""
        if self.place == "query":
            return [value for name, value in call.query if name == self.name]
        if self.place == "header":
            return call.headers.getlist(self.name)
        value = call.path_parameters.get(self.name)
        return [] if value is None else [value]

    def value(self, text: str) -> object:
        """Convert a text to a JSON value; LookupError if the schema allows none."""
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
    """As it is sent: operations that differ by `Accept` alone have the same."""
    parameters: tuple[Parameter, ...]
    content: Body | None = None
    media_types: tuple[str, ...] = ()
    """Of its successful answers."""
    answers: Mapping[str, Document] = field(default_factory=dict[str, Document], repr=False)
    """Schema of each answer that has a body, by the status under which it is described."""

    def body(self, call: Call) -> Any:
        """What the body of a call says; InvalidRequestError if the specification forbids it.

        JSON as it is, a form as a `bodies.Form`; None where there is no body.
        """
        if self.content is None or not (call.body or self.content.required):
            return None
        value, mistakes = self.content.read(call)
        if mistakes:
            raise InvalidRequestError(
                [Refused(one.member, "body", one.missing, one.path) for one in mistakes]
            )
        return value

    def read(self, call: Call) -> dict[str, Any]:
        """The parameters that a call gives, by name; InvalidRequestError if one is not allowed.

        Parameters that are not in the specification are ignored. A repeated parameter
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
        """Resolve a local reference."""
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
    return compiled(document)


def compiled(document: Document) -> Specification:
    """A specification with its operations, of a document as it is now."""
    return Specification(document, tuple(_operations(Specification(document, ()))))


def inlined(document: Document, node: object) -> Any:
    """A copy of a part of a document in which only schemas are left as references."""
    if isinstance(node, list):
        return [inlined(document, item) for item in cast("list[object]", node)]
    if not isinstance(node, dict):
        return node
    held = cast("dict[str, object]", node)
    reference = held.get("$ref")
    if isinstance(reference, str) and not reference.startswith("#/components/schemas/"):
        return inlined(document, Specification(document, ()).resolve({"$ref": reference}))
    return {key: inlined(document, value) for key, value in held.items()}


def choose(operations: Sequence[Operation], call: Call) -> Operation:
    """The operation that a call means, of those with its path and method.

    By the media type of its body, then by `Accept`; the first one where neither decides.
    """
    kind = media_type(call)
    fitting = [one for one in operations if one.content and kind and one.content.takes(call)]
    accepted = {
        part.partition(";")[0].strip() for part in call.headers.get("accept", "").split(",")
    }
    asked = [one for one in fitting or operations if accepted & set(one.media_types)]
    return (asked or fitting or operations)[0]


def documented_as(status: int, keys: Sequence[str]) -> str | None:
    """The key among an operation's responses that stands for a status; None if none does."""
    candidates = (str(status), f"{status // 100}XX", f"{status // 100}xx", "default")
    return next((key for key in candidates if key in keys), None)


def instant(text: str) -> datetime:
    """Parse an ISO 8601 timestamp with an offset; ValueError otherwise."""
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
            answers = {
                status: spec.resolve(answer).get("content", {})
                for status, answer in operation["responses"].items()
            }
            operations.append(
                Operation(
                    operation["operationId"],
                    method.upper(),
                    # A fragment is never sent.
                    path.partition("#")[0],
                    tuple(_parameter(spec, node) for node in raw),
                    _body(spec, operation.get("requestBody")),
                    tuple(
                        kind
                        for status, content in answers.items()
                        if status.startswith("2")
                        for kind in content
                    ),
                    {
                        status: media["schema"]
                        for status, content in answers.items()
                        for media in content.values()
                    },
                )
            )
    return operations


def _parameter(spec: Specification, node: Mapping[str, Any]) -> Parameter:
    validator = _validator(spec, node["schema"])
    return Parameter(node["name"], node["in"], node.get("required", False), validator.is_valid)


def _body(spec: Specification, node: Document | None) -> Body | None:
    if node is None:
        return None
    node = spec.resolve(node)
    [(kind, media)] = node["content"].items()
    members: Document = spec.resolve(media["schema"]).get("properties", {})
    arrays = (name for name, member in members.items() if member.get("type") == "array")
    files = (
        name
        for name, member in members.items()
        if member.get("items", member).get("format") == "binary"
    )
    validator = _validator(spec, media["schema"])
    return Body(
        kind,
        node.get("required", False),
        frozenset(arrays),
        frozenset(files),
        validator.iter_errors,
    )


def _validator(
    spec: Specification, schema: Mapping[str, Any]
) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        # Local references of the schema resolve against the components that stand beside it.
        {**schema, "components": spec.document.get("components", {})},
        validate_formats=True,
        formats={"utc-offset-date-time": _is_instant},
    )


def _is_instant(text: str) -> bool:
    try:
        instant(text)
    except ValueError:
        return False
    return True


def _candidates(text: str) -> list[object]:
    """Return the possible values of a text, the narrowest type first."""
    if _INTEGER.fullmatch(text):
        # int() refuses texts of thousands of digits; such a text can only be a string.
        return [int(text), text] if len(text) <= 1000 else [text]
    if text in {"true", "false"}:
        return [text == "true", text]
    return [text]
