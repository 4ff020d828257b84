"""Fake values of the same shape.

Equal values get equal fakes within a recording, so ids, links and lists still agree. Fakes depend
on a secret that is never kept, so nobody can guess a value from its fake.
"""

from __future__ import annotations

import hmac
import re
import secrets
import string
from collections.abc import Iterator
from urllib.parse import urlsplit

HOST = "example.com"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_URL = re.compile(r"https?://\S*", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"(?=.*\d)(?=.*[a-f])[\da-f]{8,}", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FOREIGN = "äöüéñøžşßçãąğ"


class Faker:
    """Makes the fakes of one recording."""

    def __init__(self, secret: bytes | None = None) -> None:
        self._secret = secret or secrets.token_bytes(32)
        self._given: dict[tuple[str, str, bool], str] = {}
        self._taken: dict[str, set[str]] = {}

    def __repr__(self) -> str:
        return "Faker()"

    def text(self, value: str, *, padded: bool = False) -> str:
        """A fake text. An e-mail address or URL becomes one at example.com.

        Args:
            value: The text.
            padded: Also hide the length of words, which may identify a person.
        """
        if _URL.fullmatch(value):
            return self.url(value)
        if _EMAIL.fullmatch(value):
            return self._once("mail", value, padded=padded)
        return self._once("text", value, padded=padded)

    def key(self, value: str) -> str:
        """A fake name of a member."""
        return self._once("text", value, padded=False)

    def url(self, value: str) -> str:
        """A fake URL, with a fake path and query."""
        parts = urlsplit(value)
        path = "/".join(self.text(part) if part else "" for part in parts.path.split("/"))
        pairs = [pair.partition("=") for pair in parts.query.split("&") if pair]
        query = "&".join(
            f"{self.key(name)}{equals}{self.text(text) if text else ''}"
            for name, equals, text in pairs
        )
        end = f"#{self.text(parts.fragment)}" if parts.fragment else ""
        return f"{parts.scheme}://{HOST}{path}{'?' if query else ''}{query}{end}"

    def date(self, value: str) -> str:
        """Another date in the same format, and another time of day if there is one."""
        draw = self._draw("date", value, 0)
        day = f"{1950 + next(draw) % 70}-{1 + next(draw) % 12:02}-{1 + next(draw) % 28:02}"
        times = (f"{next(draw) % 24:02}", f"{next(draw) % 60:02}", f"{next(draw) % 60:02}")
        moved = _DATE.sub(day, value, count=1)
        return re.sub(r"(?<=[Tt ])\d{2}:\d{2}:\d{2}", ":".join(times), moved, count=1)

    def integer(self, value: int) -> int:
        """Another integer of as many digits."""
        digits = self._once("number", str(abs(value)), padded=False)
        return int(digits) * (-1 if value < 0 else 1)

    def number(self, value: float) -> float:
        """Another number of about the same size."""
        return value * (0.5 + next(self._draw("number", repr(value), 0)) / 512)

    def choice(self, value: object, among: list[object]) -> object:
        """One of some values."""
        return among[next(self._draw("choice", repr(value), 0)) % len(among)]

    def _once(self, kind: str, value: str, *, padded: bool) -> str:
        known = self._given.get((kind, value, padded))
        if known is not None:
            return known
        taken = self._taken.setdefault(kind, set())
        fake = value
        # There are few short texts, so two of them may get the same fake.
        for attempt in range(64):
            draw = self._draw(kind, value, attempt)
            if kind == "mail":
                fake = f"{self._mapped(value.partition('@')[0], draw, padded=padded)}@{HOST}"
            else:
                fake = self._mapped(value, draw, padded=padded)
            if fake not in taken and fake != value:
                break
        taken.add(fake)
        self._given[kind, value, padded] = fake
        return fake

    def _mapped(self, value: str, draw: Iterator[int], *, padded: bool) -> str:
        if _UUID.fullmatch(value) or _HEX.fullmatch(value):
            hexes = "0123456789ABCDEF" if value.isupper() else "0123456789abcdef"
            return "".join(hexes[next(draw) % 16] if char.isalnum() else char for char in value)
        if padded:
            value = re.sub(r"[^\W\d_]{2,}", lambda run: _longer(run[0]), value)
        return "".join(_alike(char, next(draw), first=not at) for at, char in enumerate(value))

    def _draw(self, kind: str, value: str, attempt: int) -> Iterator[int]:
        """Bytes derived from the value and the secret."""
        seed = f"{kind}\0{attempt}\0{value}".encode("utf-8", "surrogatepass")
        count = 0
        while True:
            yield from hmac.digest(self._secret, seed + count.to_bytes(8), "sha256")
            count += 1


def _longer(run: str) -> str:
    """Letters up to the next multiple of four."""
    return run + run[-1] * (-len(run) % 4)


def _alike(char: str, draw: int, *, first: bool) -> str:
    """Another character of the same class."""
    if char in string.ascii_lowercase:
        return string.ascii_lowercase[draw % 26]
    if char in string.ascii_uppercase:
        return string.ascii_uppercase[draw % 26]
    if char.isdigit():
        # A number keeps its length: it begins with a zero only if it did.
        return char if char == "0" and first else str(1 + draw % 9 if first else draw % 10)
    if char.isascii():
        return char
    return _FOREIGN[draw % len(_FOREIGN)] if char.isalpha() else "•"
