"""What a contract run may talk to: the rules that keep it from doing harm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal, TypeAlias
from urllib.parse import SplitResult, urlsplit

Api: TypeAlias = Literal["kasko", "insurehero"]
APIS: tuple[Api, ...] = ("kasko", "insurehero")

# The prefixes are KASKO's (fact sheet, section 2.1); a key of InsureHero has none.
_LIVE = re.compile(r"[sp]k_live_", re.IGNORECASE)


class UnsafeTargetError(ValueError):
    """A run that must not start: the text says why, and holds no key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One API at one address, with the key to read it.

    Raises:
        UnsafeTargetError: The key is empty or a LIVE key; the address is no origin, or plain HTTP
            to another machine.
    """

    api: Api
    base_url: str
    key: str = field(repr=False)
    read_only: bool
    """A sandbox: GET only, few requests, and nothing of an answer's content is kept."""
    channel_key: str = field(default="", repr=False)
    """InsureHero's key of the channel part, which is left out without one."""

    def __post_init__(self) -> None:
        if not self.key:
            raise UnsafeTargetError(f"there is no API key for {self.base_url}")
        if _LIVE.match(self.key) or _LIVE.match(self.channel_key):
            raise UnsafeTargetError("this is a LIVE key: contract runs take TEST keys only")
        parts = urlsplit(self.base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UnsafeTargetError(f"{self.base_url!r} is not an http(s) address")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise UnsafeTargetError("the base URL must hold a host and a path only")
        if parts.scheme == "http" and not _is_loopback(parts.hostname):
            raise UnsafeTargetError(f"plain http to {parts.hostname}: the key would travel openly")

    def admit(self, method: str, url: str) -> None:
        """Raise UnsafeTargetError for a request that this run must not send."""
        if _origin(urlsplit(url)) != _origin(urlsplit(self.base_url)):
            raise UnsafeTargetError("a request to another host than the one that was named")
        if self.read_only and method.upper() not in {"GET", "HEAD"}:
            raise UnsafeTargetError(f"a {method.upper()} request, but a sandbox is only read")


def sandboxes(environment: Mapping[str, str]) -> list[Target]:
    """The sandboxes that `<API>_BASE_URL` and `<API>_API_KEY` name; empty without an address.

    `INSUREHERO_CHANNEL_KEY` adds the channel part of InsureHero.

    An address is never guessed, so a key alone names nothing.

    Raises:
        UnsafeTargetError: As `Target` does.
    """
    found = [(api, environment.get(f"{api.upper()}_BASE_URL", "")) for api in APIS]
    return [
        Target(
            api=api,
            base_url=base_url.rstrip("/"),
            key=environment.get(f"{api.upper()}_API_KEY", ""),
            read_only=True,
            channel_key=environment.get(f"{api.upper()}_CHANNEL_KEY", ""),
        )
        for api, base_url in found
        if base_url
    ]


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or {"http": 80, "https": 443}.get(url.scheme)
