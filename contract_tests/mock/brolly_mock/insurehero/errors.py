"""Errors in InsureHero's form (fact sheet, section 2)."""

from __future__ import annotations

from ..exchange import Answer, phrase
from ..refusal import RefusedError

# The fixed texts of `error`, by status.
_TEXTS = {
    400: "Request contains malformed data",
    401: "Invalid or expired access token",
    402: "Pending payment",
    404: "Not found",
    422: "Internal validation failed",
    429: "API ratelimit exceeded",
}


def error(status: int, details: str) -> Answer:
    """An error whose `details` are given as they are."""
    return Answer(status, {"error": _TEXTS.get(status) or phrase(status), "details": details})


def refused(status: int, cause: str) -> RefusedError:
    """The refusal of a call; `details` repeat the reason phrase, as in the documents."""
    return RefusedError(error(status, f"{phrase(status)} {cause}"))


def invalid(cause: str) -> RefusedError:
    """Status 422, whose reason phrase is older in the documents than in Python."""
    return RefusedError(error(422, f"Unprocessable Entity {cause}"))


def unknown(thing: str) -> RefusedError:
    """Status 404: there is no such thing."""
    return refused(404, f"Unknown {thing}")
