# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""What reading an answer may raise, besides the decoding errors of msgspec."""

from __future__ import annotations


class StatusError(Exception):
    """The provider answered with a status outside 200 to 299.

    Neither `str` nor `repr` shows the error model: providers echo personal data in messages.

    Attributes:
        status: HTTP status, any integer a server may send.
        error: The error model that the spec documents for this status, or None if the body was
            something else (HTML, empty, truncated).
    """

    status: int
    error: object | None

    def __init__(self, status: int, error: object | None = None) -> None:
        super().__init__(status, error)
        self.status = status
        self.error = error

    def __str__(self) -> str:
        return f"HTTP status {self.status}"

    def __repr__(self) -> str:
        return f"StatusError(status={self.status})"
