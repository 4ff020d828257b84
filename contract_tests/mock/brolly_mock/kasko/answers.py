"""What KASKO's operations are given, and the forms in which they answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

import msgspec

from ..bodies import Form
from ..document import Document
from ..exchange import Answer, Call, phrase
from ..refusal import RefusedError
from ..spec import InvalidRequestError

# Members of a document in the store that are for the mock alone.
_OWN = frozenset({"_live", "_state"})


@dataclass(frozen=True, slots=True)
class Request:
    """A call that was let in: its key is known, and parameters and body are valid."""

    call: Call
    live: bool
    """Whether it works on real policies."""
    authenticated: bool
    """Whether it came with a key."""
    values: dict[str, Any]
    """The parameters by name."""
    body: Any = None
    """JSON, or a form as a `bodies.Form`."""

    @property
    def document(self) -> Document:
        """A JSON body that is an object."""
        document: Document = self.body
        return document

    @property
    def form(self) -> Form:
        """A body that is a form."""
        form: Form = self.body
        return form


def shown(held: Document, origin: str) -> Document:
    """What the API shows of a document of the store, its links on the origin of the request."""
    visible = {name: value for name, value in held.items() if name not in _OWN}
    links: dict[str, Document | None] | None = held.get("_links")
    if links:
        visible["_links"] = {
            name: link and {"href": f"{origin}{link['href']}"} for name, link in links.items()
        }
    return visible


def link(path: str) -> Document:
    """A link as the store holds it; `shown` puts the origin before it."""
    return {"href": path}


def parsed(text: str | bytes) -> Any:
    """JSON as PHP reads it: integers beyond 64 bits are floats, half of a surrogate pair is none.

    Raises:
        ValueError: It is not JSON.
    """
    try:
        value = json.loads(text, parse_int=_integer, parse_constant=_refuse)
        msgspec.json.encode(value)
    except (ValueError, OverflowError, RecursionError):
        raise ValueError("not JSON") from None
    return value


def json_object(text: str, member: str) -> Document:
    """The JSON object that a parameter or a member of a form holds; RefusedError if it is none."""
    try:
        value = parsed(text)
    except ValueError:
        raise invalid_member(member) from None
    # PHP cannot tell an empty map from an empty list.
    if value == []:
        return {}
    if not isinstance(value, dict):
        raise invalid_member(member)
    return cast(Document, value)


def _integer(digits: str) -> int | float:
    number = int(digits) if len(digits) < 20 else float(digits)
    return number if -(2**63) <= number < 2**63 else float(number)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def error(status: int, message: str) -> Answer:
    """An error in KASKO's form."""
    return Answer(status, {"status": phrase(status), "message": message})


def refused(status: int, message: str) -> RefusedError:
    """The way out of a handler with an error."""
    return RefusedError(error(status, message))


def invalid_member(field: str, *, path: str | None = None) -> RefusedError:
    """The way out with 400 for one member of the request; `path` is the member that holds it."""
    answer = error(400, "Data validation failed.")
    answer.payload["errors"] = [{"code": "invalid_value", "field": field, "path": path}]
    return RefusedError(answer)


def invalid(mistakes: InvalidRequestError) -> Answer:
    """400 for a request that breaks the specification."""
    answer = error(400, "Data validation failed.")
    answer.payload["errors"] = [
        {
            "code": "missing_value" if mistake.missing else "invalid_value",
            "field": mistake.name,
            "path": mistake.path,
        }
        for mistake in mistakes.refused
    ]
    return answer
