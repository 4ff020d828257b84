"""The exception that a handler raises to refuse a call."""

from __future__ import annotations

from .exchange import Answer


class RefusedError(Exception):
    """A provider refuses a call; contains the error response."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer
