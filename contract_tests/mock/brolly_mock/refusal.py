"""The way out of a handler when a provider refuses a call."""

from __future__ import annotations

from .exchange import Answer


class RefusedError(Exception):
    """A provider refuses a call; carries the error that it answers with."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer
