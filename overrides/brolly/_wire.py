"""What goes over the wire: a call, the bytes of both ways, and the one origin they go to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlsplit

from brolly_runtime import Request

from ._auth import Secret
from .errors import ConfigurationError

_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1")


Call = Request
"""One call, not yet sent."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """Bytes out. Only the method shows in a repr."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    credentials: tuple[str, Secret] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """Bytes in. Only the status shows in a repr; header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """The one origin that credentials may go to."""

    url: str
    origin: tuple[str, str, int]

    @classmethod
    def parse(cls, url: str, *, source: str) -> BaseUrl:
        """Check a base URL.

        Raises:
            ConfigurationError: Not an absolute URL, holds credentials or a query, or plain HTTP
                to anything but loopback (both providers serve HTTPS only: seeds 000 to 002).
        """
        origin = _origin(url)
        if origin is None or re.search(r"[?#@]", url):
            raise ConfigurationError(
                f"the base URL (base_url or {source}) must be like https://api.example.com, "
                "without user name, query or fragment"
            )
        if origin[0] != "https" and not _LOOPBACK.fullmatch(origin[1]):
            raise ConfigurationError(
                f"the base URL (base_url or {source}) must start with https://: the key would "
                "travel unprotected (plain http:// is allowed for localhost only)"
            )
        return cls(url.rstrip("/"), origin)

    @property
    def is_plain_http(self) -> bool:
        return self.origin[0] == "http"

    def join(self, path: str, query: tuple[tuple[str, str], ...]) -> str:
        return f"{self.url}{path}" + (f"?{_encoded(query)}" if query else "")

    def holds(self, url: str) -> bool:
        """Whether a URL has exactly this scheme, host and port, and no credentials of its own."""
        return _origin(url) == self.origin and "@" not in urlsplit(url).netloc


def _origin(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        scheme, host = parts.scheme.lower(), parts.hostname
        port = parts.port or {"http": 80, "https": 443}.get(scheme, 0)
    except ValueError:
        return None
    if scheme not in ("http", "https") or not host or not re.fullmatch(r"[!-~]+", url):
        return None
    return scheme, host, port


def _encoded(query: tuple[tuple[str, str], ...]) -> str:
    return "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in query])


def _quoted(text: str) -> str:
    # Nearly all are plain, and `quote_plus` takes many times as long to find that out.
    return text if text.isascii() and text.isalnum() else quote_plus(text)
