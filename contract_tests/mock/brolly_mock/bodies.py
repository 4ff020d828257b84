"""Request bodies: JSON and forms, read and validated by a schema of the specification."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast
from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File, FormParser, parse_options_header

from .document import Document
from .exchange import Call

JSON = "application/json"
FORM = "multipart/form-data"
URL_ENCODED = "application/x-www-form-urlencoded"
FORMS = (FORM, URL_ENCODED)

# What is wrong with a form is answered; without a handler it would be printed as well.
logging.getLogger("python_multipart").addHandler(logging.NullHandler())

_IN_MEMORY = {"MAX_MEMORY_FILE_SIZE": float("inf")}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a form."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


Form: TypeAlias = dict[str, Any]
"""Members of a form: a text, an `Upload`, or a list of these where the schema says array."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with one member of a body."""

    member: str
    path: str | None
    """The member that holds it; None at the top."""
    missing: bool


class UnreadableError(Exception):
    """A body does not match its media type."""


@dataclass(frozen=True, slots=True)
class Body:
    """The body of an operation, its schema compiled."""

    media_type: str
    required: bool
    arrays: frozenset[str]
    """The members of a form that are lists."""
    files: frozenset[str]
    """The members of a form that are files, or lists of files."""
    errors: Callable[[Any], Iterable[Any]]

    def takes(self, call: Call) -> bool:
        """Whether the call has the media type of this body."""
        kind = media_type(call)
        return kind == self.media_type or (self.media_type == JSON and kind.endswith("+json"))

    def read(self, call: Call) -> tuple[Any, list[Mistake]]:
        """Return the value of a call's body and its errors."""
        try:
            value, checked = self._form(call) if self.media_type in FORMS else self._json(call)
        except UnreadableError:
            return None, [Mistake("body", None, missing=not call.body)]
        mistakes = [mistake for error in self.errors(checked) for mistake in _mistakes(error)]
        # A text is no file, though both are strings to a schema.
        mistakes += [
            Mistake(name, None, missing=False)
            for name in sorted(self.files & checked.keys() if self.files else ())
            if any(isinstance(item, str) for item in _listed(value[name]))
        ]
        return value, mistakes

    def _json(self, call: Call) -> tuple[Any, Any]:
        try:
            value = json.loads(call.body, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise UnreadableError from None
        return value, value

    def _form(self, call: Call) -> tuple[Form, Document]:
        form: Form = {}
        for name, item in parts(call):
            if name in self.arrays:
                form.setdefault(name, []).append(item)
            else:
                form[name] = item
        return form, {name: _shown(value) for name, value in form.items()}


def media_type(call: Call) -> str:
    """The media type of a call's body, without parameters."""
    return call.headers.get("content-type", "").partition(";")[0].strip().lower()


def parts(call: Call) -> list[tuple[str, str | Upload]]:
    """Return the parts of a form in order; UnreadableError if it cannot be parsed."""
    if media_type(call) == URL_ENCODED:
        try:
            return [*parse_qsl(call.body.decode(), keep_blank_values=True, errors="strict")]
        except ValueError:
            raise UnreadableError from None
    found: list[tuple[str, str | Upload]] = []

    def on_field(part: Field) -> None:
        found.append((_text(part.field_name), _text(part.value)))

    def on_file(part: File) -> None:
        part.file_object.seek(0)
        kind = part.content_type or "application/octet-stream"
        upload = Upload(_text(part.file_name), kind, part.file_object.read())
        found.append((_text(part.field_name), upload))

    _, options = parse_options_header(call.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if not boundary or media_type(call) != FORM:
        raise UnreadableError
    try:
        parser = FormParser(
            FORM, on_field, on_file, boundary=boundary, config=cast(dict[Any, Any], _IN_MEMORY)
        )
        parser.write(call.body)
        parser.finalize()
    except (FormParserError, UnicodeDecodeError):
        raise UnreadableError from None
    return found


def _text(value: bytes | None) -> str:
    return (value or b"").decode()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]


def _shown(value: Any) -> Any:
    """A member of a form as its schema sees it: files are binary strings."""
    if isinstance(value, list):
        return [""] * len(value)  # pyright: ignore[reportUnknownArgumentType]
    return "" if isinstance(value, Upload) else value


def _mistakes(error: Any) -> list[Mistake]:
    place = [str(step) for step in error.instance_path]
    kind = error.kind
    if kind.name == "required":
        return [Mistake(kind.property, place[-1] if place else None, missing=True)]
    if kind.name == "additionalProperties":
        holder = place[-1] if place else None
        return [Mistake(name, holder, missing=False) for name in kind.unexpected]
    name = place[-1] if place else "body"
    return [Mistake(name, place[-2] if len(place) > 1 else None, missing=False)]


def _refuse(constant: str) -> None:
    raise ValueError(constant)
