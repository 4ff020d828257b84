"""Access tokens of the InsureHero namespace: issued, checked, revoked (seed 002)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from threading import Lock
from typing import Literal

from .clock import Clock


class Tokens:
    """The tokens that a mock has issued.

    A token is valid from its issue until its lifetime is over on the mock's clock, or until it is
    revoked. `issued` counts them, so that a test can tell how often a client authorized.
    """

    def __init__(self, clock: Clock, *, lifetime: float, jwt: bool) -> None:
        self.lifetime = lifetime
        self.issued = 0
        self._clock = clock
        self._form = self._jwt if jwt else _opaque
        self._secret = secrets.token_bytes(32)
        self._expiry: dict[str, float] = {}
        self._lock = Lock()

    def issue(self) -> str:
        """Issue a new token; earlier ones stay valid."""
        now = self._clock()
        with self._lock:
            self.issued += 1
            token = self._form(now)
            self._expiry[token] = now + self.lifetime
        return token

    def state(self, token: str) -> Literal["valid", "expired", "unknown"]:
        """Tell whether a token opens the data calls now; a revoked token is unknown."""
        with self._lock:
            expiry = self._expiry.get(token)
        if expiry is None:
            return "unknown"
        return "valid" if self._clock() < expiry else "expired"

    def remaining(self, token: str) -> float:
        """Seconds that a token still has on the mock's clock; 0 when it opens nothing."""
        with self._lock:
            expiry = self._expiry.get(token, 0.0)
        return max(0.0, expiry - self._clock())

    def limit(self, token: str, seconds: float) -> None:
        """Let one token end after these seconds at the latest."""
        with self._lock:
            if token in self._expiry:
                self._expiry[token] = min(self._expiry[token], self._clock() + seconds)

    def revoke(self, token: str) -> None:
        """Revoke one token."""
        with self._lock:
            self._expiry.pop(token, None)

    def revoke_all(self) -> None:
        """Revoke every token issued so far."""
        with self._lock:
            self._expiry.clear()

    def expire_all(self) -> None:
        """Expire every token issued so far."""
        now = self._clock()
        with self._lock:
            self._expiry = {token: min(end, now) for token, end in self._expiry.items()}

    def _jwt(self, now: float) -> str:
        claims = {"iat": int(now), "exp": int(now + self.lifetime), "jti": str(self.issued)}
        signed = b".".join(_segment(part) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
        signature = hmac.new(self._secret, signed, hashlib.sha256).digest()
        return b".".join((signed, _unpadded(signature))).decode()


def _opaque(_: float) -> str:
    return secrets.token_urlsafe(32)


def _segment(part: Mapping[str, object]) -> bytes:
    return _unpadded(json.dumps(part, separators=(",", ":")).encode())


def _unpadded(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
