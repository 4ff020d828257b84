"""Rules for what a run may send, and to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal, TypeAlias, cast
from urllib.parse import SplitResult, urlsplit

import httpx2

from brolly.errors import ConfigurationError

Api: TypeAlias = Literal["kasko", "insurehero"]
APIS: tuple[Api, ...] = ("kasko", "insurehero")

# The prefixes are KASKO's (fact sheet, section 2.1); a key of InsureHero has none.
_LIVE = re.compile(r"[a-z]{2}_live_", re.IGNORECASE)
_TEST = re.compile(r"[a-z]{2}_test_", re.IGNORECASE)


class UnsafeTargetError(ConfigurationError):
    """A run that must not start. The message says why, and contains no key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One API at one address, with the key to read it.

    Raises:
        UnsafeTargetError: The key is empty or a LIVE key. The address is not an origin, or plain
            HTTP to another machine.
    """

    api: Api
    base_url: str
    key: str = field(repr=False)
    read_only: bool
    """GET only, valid requests only."""
    sandbox: bool = True
    """Somebody else's: requests are slow, and nothing from a response is kept."""
    channel_key: str = field(default="", repr=False)
    """InsureHero's key of the channel part. Without it that part is not tested."""
    public_key: str = field(default="", repr=False)
    """KASKO's public TEST key, for one walk."""
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Values of the account, by parameter or member."""

    def __post_init__(self) -> None:
        if not self.key:
            raise UnsafeTargetError(f"{self.api.upper()}_API_KEY holds no API key")
        if any(map(is_live, (self.key, self.channel_key, self.public_key))):
            raise UnsafeTargetError("this is a LIVE key: contract runs take TEST keys only")
        if not self.read_only and self.api == "kasko" and not _TEST.match(self.key):
            raise UnsafeTargetError("--writes takes a KASKO TEST key only (sk_test_...)")
        parts = urlsplit(self.base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UnsafeTargetError(f"{self.base_url!r} is not an http(s) address")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise UnsafeTargetError("the base URL must hold a host and a path only")
        if parts.scheme == "http" and not self.local:
            raise UnsafeTargetError(
                f"plain http to {parts.hostname} would expose the key; use https://"
            )

    @property
    def local(self) -> bool:
        """Whether the provider is on this machine."""
        return is_loopback(urlsplit(self.base_url).hostname or "")

    def admit(self, method: str, url: str) -> None:
        """Raise UnsafeTargetError for a request that this run must not send."""
        if origin(urlsplit(url)) != origin(urlsplit(self.base_url)):
            raise UnsafeTargetError("a request to another host than the base URL")
        if self.read_only and method.upper() not in {"GET", "HEAD"}:
            raise UnsafeTargetError(f"a {method.upper()} request, but this run only reads")


def sandboxes(
    environment: Mapping[str, str],
    *,
    writes: bool = False,
    ids: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Target]:
    """The sandboxes of `<API>_BASE_URL` and `<API>_API_KEY`; empty without an address.

    An address is never guessed. `INSUREHERO_CHANNEL_KEY` adds the channel part of InsureHero.

    Raises:
        UnsafeTargetError: As `Target` does.
    """
    return [
        sandbox(api, environment, writes=writes, ids=ids)
        for api in APIS
        if environment.get(f"{api.upper()}_BASE_URL")
    ]


def sandbox(
    api: Api,
    environment: Mapping[str, str],
    *,
    writes: bool = False,
    ids: Mapping[str, tuple[str, ...]] | None = None,
) -> Target:
    """The sandbox of one API, as `sandboxes` finds it.

    Raises:
        UnsafeTargetError: As `Target` does.
    """
    named = {
        name: environment.get(f"{api.upper()}_{name.upper()}", "").strip()
        for name in ("base_url", "api_key", "channel_key", "public_key")
    }
    return Target(
        api=api,
        base_url=named["base_url"].rstrip("/"),
        key=named["api_key"],
        read_only=not writes,
        ids=dict(ids or {}),
        channel_key=named["channel_key"],
        public_key=named["public_key"],
    )


def reach(target: Target) -> None:
    """Raise UnsafeTargetError if the provider cannot be reached. Any response will do."""
    try:
        with (
            httpx2.Client(timeout=10, trust_env=not target.local) as client,
            # The body is not read.
            client.stream("GET", target.base_url),
        ):
            return
    except httpx2.ProtocolError:
        return  # the provider is there; the run reports what is wrong
    except httpx2.TransportError as error:
        cause: BaseException = error
        while cause.__cause__ or cause.__context__:
            cause = cast("BaseException", cause.__cause__ or cause.__context__)
        words = getattr(cause, "strerror", None) or str(cause) or type(error).__name__
        raise UnsafeTargetError(f"cannot reach {target.base_url}: {words.lower()}") from None


def is_live(key: str) -> bool:
    """Whether a key is a LIVE key, where keys tell."""
    return _LIVE.match(key) is not None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    """Scheme, host and port."""
    return url.scheme, url.hostname, url.port or {"http": 80, "https": 443}.get(url.scheme)
