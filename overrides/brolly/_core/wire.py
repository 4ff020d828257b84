"""What goes over the wire: a call, the bytes of both ways, and the one origin they go to."""

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
class Failure:
    """No complete answer. Nothing of the request, or of what a library says of it, is in here.

    Attributes:
        cause: See `TransportError.cause`.
        sent: Whether a part of the request may have reached the provider.
        text: What went wrong and what to do, where there is more to say than the cause does.
        headers: Those of the answer, if they came.
    """

    cause: Cause
    sent: bool = True
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    @property
    def kind(self) -> type[TransportError]:
        """The class of error that it is raised as."""
        if self.cause == "timeout":
            return TimeoutError if self.sent else ConnectTimeoutError
        return TransportError if self.sent or self.cause == "interrupted" else ConnectError


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
                to anything but loopback (both providers serve HTTPS only).
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
        """Whether it is on this machine, in any spelling: no proxy has a way there."""
        host = self.origin[1].rstrip(".")
        try:
            # Short and hexadecimal forms too, which not every system takes for an address.
            return socket.inet_aton(host)[0] == 127
        except OSError:
            return _is_loopback(host) or host.endswith(".localhost")

    def join(self, path: str, query: tuple[tuple[str, str], ...]) -> str:
        return f"{self.url}{path}" + (f"?{_encoded(query)}" if query else "")

    def holds(self, url: str) -> bool:
        """Whether a URL has exactly this scheme, host and port, and no credentials of its own."""
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
    """Whether a host is this machine by whatever looks it up."""
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
    # Nearly all are plain, and `quote_plus` takes many times as long to find that out.
    return text if text.isascii() and text.isalnum() else quote_plus(text)
