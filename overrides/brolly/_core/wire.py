"""Requests, responses, and the origin that requests go to."""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlsplit

from brolly_runtime import Request

from ..errors import (
    Cause,
    ConfigurationError,
    ConnectError,
    ConnectTimeoutError,
    TimeoutError,
    TransportError,
)
from .auth import Secret

_HOST_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")


Call = Request
"""One call, not yet sent."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request. `repr` shows the method only."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    credentials: tuple[str, Secret] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response, with header names in lower case. `repr` shows the status only."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no complete response. It holds no part of the request or of library errors.

    Attributes:
        cause: See `TransportError.cause`.
        sent: Whether part of the request may have reached the provider.
        text: What went wrong and what to do, if the cause does not say enough.
        headers: The headers of the response, if they arrived.
    """

    cause: Cause
    sent: bool = True
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    @property
    def kind(self) -> type[TransportError]:
        """The class of the error to raise."""
        if self.cause == "timeout":
            return TimeoutError if self.sent else ConnectTimeoutError
        return TransportError if self.sent or self.cause == "interrupted" else ConnectError


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """The only origin that credentials may be sent to."""

    url: str
    origin: tuple[str, str, int]

    @classmethod
    def parse(cls, url: str, *, source: str) -> BaseUrl:
        """Check a base URL.

        Raises:
            ConfigurationError: The URL is not absolute, has credentials or a query, or is plain
                HTTP to a host other than loopback (both providers serve HTTPS only).
        """
        origin = _origin(url)
        if origin is None or re.search(r"[?#@]", url):
            raise ConfigurationError(
                f"the base URL (base_url or {source}) is not valid; it must be like "
                "https://api.example.com, without user name, query or fragment"
            )
        if origin[0] != "https" and not _is_loopback(origin[1]):
            raise ConfigurationError(
                f"the base URL (base_url or {source}) must start with https://, as the key would "
                "travel unencrypted (http:// is allowed for localhost only)"
            )
        return cls(url.rstrip("/"), origin)

    @property
    def is_plain_http(self) -> bool:
        return self.origin[0] == "http"

    @property
    def is_local(self) -> bool:
        """Whether it is this machine, in any notation. Proxies are not used for it."""
        host = self.origin[1].rstrip(".")
        try:
            # Includes short and hexadecimal forms, which not every system accepts as addresses.
            return socket.inet_aton(host)[0] == 127
        except OSError:
            return _is_loopback(host) or host.endswith(".localhost")

    def join(self, path: str, query: tuple[tuple[str, str], ...]) -> str:
        return f"{self.url}{path}" + (f"?{_encoded(query)}" if query else "")

    def holds(self, url: str) -> bool:
        """Whether a URL has exactly this scheme, host and port, and no credentials."""
        return _origin(url) == self.origin and "@" not in urlsplit(url).netloc


def _origin(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        return None
    if scheme not in ("http", "https") or not host or not re.fullmatch(r"[!-~]+", url):
        return None
    if port == 0 or not (_HOST_NAME.fullmatch(host.removesuffix(".")) or _ipv6(host)):
        return None
    return scheme, host, port or {"http": 80, "https": 443}[scheme]


def _is_loopback(host: str) -> bool:
    """Whether a host always means this machine, however it is resolved."""
    host = host.removesuffix(".")
    address = _ipv6(host) or _ipv6(f"::ffff:{host}")
    mapped = bytes(10) + b"\xff\xff\x7f"
    return host == "localhost" or address.startswith(mapped) or address == bytes(15) + b"\x01"


def _ipv6(host: str) -> bytes:
    try:
        return socket.inet_pton(socket.AF_INET6, host.partition("%")[0])
    except OSError:
        return b""


def _encoded(query: tuple[tuple[str, str], ...]) -> str:
    return "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in query])


def _quoted(text: str) -> str:
    # Almost all are plain, and `quote_plus` is many times slower.
    return text if text.isascii() and text.isalnum() else quote_plus(text)
