"""One-time passwords. They are not sent; tests read them from the mock object."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from threading import Lock

from .clock import Clock

_SECONDS = 600


@dataclass(frozen=True, slots=True)
class _Password:
    code: str
    expiry: float


class Passwords:
    """The one-time passwords of one mock, by the e-mail address or phone that they went to."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pending: dict[str, _Password] = {}
        self._lock = Lock()

    def send(self, contact: str, code: str | None = None) -> None:
        """Make a password, random by default; an earlier one of the same contact is void."""
        code = code or f"{secrets.randbelow(10**6):06d}"
        with self._lock:
            self._pending[contact] = _Password(code, self._clock() + _SECONDS)

    def code(self, contact: str) -> str:
        """What the owner of the contact has received and not used yet; KeyError if nothing."""
        with self._lock:
            return self._pending[contact].code

    def use(self, contact: str, code: str) -> bool:
        """Whether the code is correct and not expired. A correct code becomes invalid."""
        with self._lock:
            password = self._pending.get(contact)
            if password is None or password.code != code:
                return False
            del self._pending[contact]
        return self._clock() < password.expiry
