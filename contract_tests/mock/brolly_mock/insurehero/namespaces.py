"""The two parts of the API, each with a key and tokens of its own.

Whether a token of one part opens the other is not documented: here it does not, which is the
reading that finds a client that mixes them up.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..exchange import Answer, Call
from ..refusal import RefusedError
from ..tokens import Tokens
from .errors import error, refused


@dataclass(frozen=True, slots=True)
class Namespace:
    """One part of the API."""

    key: str = field(repr=False)
    tokens: Tokens

    def authorize(self, call: Call) -> Answer:
        """A fresh access token for the key of this part."""
        key = call.headers.get("x-api-key")
        if key is None:
            raise refused(400, "Missing x-api-key header")
        if key != self.key:
            raise RefusedError(error(401, "Invalid api key"))
        return Answer(200, {"data": self.tokens.issue()})

    def check(self, call: Call) -> None:
        """Refuse a call that does not carry a valid access token of this part."""
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or self.tokens.state(token.strip()) != "valid":
            refusal = refused(401, "Invalid access token")
            refusal.answer.headers["WWW-Authenticate"] = "Bearer"
            raise refusal
