"""Asking for pages politely: one at a time, only what changed, within limits, and where we may."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx2

AGENT = "brolly-watch-docs"
_PERMANENT = (301, 308)
_TEMPORARY = (302, 303, 307)
# Who answers so wants to be left alone, so no other page of the host is asked for.
_BLOCKED = (401, 403, 429, 451)
_MARKDOWN = ("text/markdown", "text/x-markdown")
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class Limits:
    """How much one page may cost.

    Attributes:
        size: Bytes of an answer, after decompression.
        seconds: For a page, with its redirects.
        pause: Seconds between two requests to one host.
        redirects: How many are followed.
    """

    size: int = 3_000_000
    seconds: float = 30.0
    pause: float = 1.0
    redirects: int = 5


@dataclass(frozen=True)
class Page:
    """What an address answered.

    Attributes:
        moved: Where it is now, if it has moved for good.
    """

    text: str
    markdown: bool
    etag: str = ""
    modified: str = ""
    moved: str = ""


@dataclass(frozen=True)
class Unchanged:
    """The server says that the page is the one that we know."""


@dataclass(frozen=True)
class Gone:
    """There is no page."""

    reason: str


@dataclass(frozen=True)
class Unread:
    """Nobody knows what the page says now."""

    reason: str


Answer: TypeAlias = Page | Unchanged | Gone | Unread


@dataclass
class Visitor:
    """Asks for pages, one after the other.

    Attributes:
        client: Must neither follow redirects nor keep cookies of its own.
    """

    client: httpx2.AsyncClient
    limits: Limits = field(default_factory=Limits)
    _asked: dict[str, float] = field(default_factory=dict)
    _blocked: dict[str, str] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser | str] = field(default_factory=dict)

    async def get(self, address: str, etag: str = "", modified: str = "") -> Answer:
        """What is at an address.

        Args:
            address: Where the page is.
            etag: `ETag` of the page that we know; empty if we know none.
            modified: `Last-Modified` of it.
        """
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._follow(address, etag, modified)
        except TimeoutError:
            return Unread(f"no whole answer within {self.limits.seconds:g} seconds")
        except httpx2.HTTPError as error:
            return Unread(f"no answer ({type(error).__name__})")
        except (httpx2.InvalidURL, ValueError):
            return Unread("the address, or one that it leads to, is not valid")

    async def _follow(self, address: str, etag: str, modified: str) -> Answer:
        moved, at = "", address
        for _ in range(self.limits.redirects + 1):
            origin = _origin(at)
            if refused := _unsafe(at) or self._blocked.get(origin) or await self._forbidden(at):
                return Unread(refused)
            headers = {"Accept": "text/html, text/markdown;q=0.9"}
            if not moved and at == address:
                headers |= {"If-None-Match": etag} if etag else {}
                headers |= {"If-Modified-Since": modified} if modified and not etag else {}
            status, answer, body = await self._ask(at, headers)
            if status in (*_PERMANENT, *_TEMPORARY):
                target = urljoin(at, answer.get("location", ""))
                if status in _TEMPORARY and _origin(target) != origin:
                    return Unread(f"it is redirected to {target} for now")
                at = target
                moved = target if status in _PERMANENT else moved
                continue
            return self._answer(origin, status, answer, body, moved)
        return Unread(f"more than {self.limits.redirects} redirects")

    def _answer(
        self, origin: str, status: int, answer: Mapping[str, str], body: bytes | None, moved: str
    ) -> Answer:
        if status in _BLOCKED:
            self._blocked[origin] = f"{origin} answered {status} to an earlier page"
        match status:
            case 304:
                return Unchanged()
            case 404 | 410:
                return Gone(f"status {status}")
            case 200 if body is not None:
                return self._page(answer, body, moved)
            case 200:
                return Unread(f"longer than {self.limits.size:,} bytes")
            case _:
                wait = answer.get("retry-after")
                return Unread(f"status {status}" + (f", ask again after {wait}" if wait else ""))

    @staticmethod
    def _page(answer: Mapping[str, str], body: bytes, moved: str) -> Answer:
        kind, _, parameters = answer.get("content-type", "").lower().partition(";")
        if kind.strip() not in (*_HTML, *_MARKDOWN):
            return Unread(f"the content type {kind.strip() or 'is missing'}, not HTML or Markdown")
        encoding = parameters.partition("charset=")[2].strip(' "') or "utf-8"
        try:
            text = body.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            return Unread(f"the text is not in {encoding}, which the server named")
        markdown = kind.strip() in _MARKDOWN
        return Page(text, markdown, answer.get("etag", ""), answer.get("last-modified", ""), moved)

    async def _forbidden(self, address: str) -> str:
        """Why `robots.txt` keeps us out; empty if it does not."""
        origin = _origin(address)
        if origin not in self._robots:
            self._robots[origin] = await self._rules(origin)
        rules = self._robots[origin]
        if isinstance(rules, str):
            return rules
        return "" if rules.can_fetch(AGENT, address) else f"robots.txt of {origin} forbids it"

    async def _rules(self, origin: str) -> RobotFileParser | str:
        status, _, body = await self._ask(f"{origin}/robots.txt", {})
        rules = RobotFileParser()
        if status == 200 and body is not None:
            rules.parse(body.decode("utf-8", "replace").splitlines())
        elif status < 500 and status != 429:
            rules.parse([])  # there are none
        else:
            return f"robots.txt of {origin} cannot be read: status {status}"
        return rules

    async def _ask(
        self, address: str, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes | None]:
        """Status, headers and body of one answer; no body if it is too long."""
        origin = _origin(address)
        since = time.monotonic() - self._asked.get(origin, -self.limits.pause)
        await asyncio.sleep(max(0.0, self.limits.pause - since))
        try:
            async with self.client.stream("GET", address, headers=headers) as response:
                body = bytearray()
                async for part in response.aiter_bytes():
                    body += part
                    if len(body) > self.limits.size:
                        return response.status_code, dict(response.headers), None
                return response.status_code, dict(response.headers), bytes(body)
        finally:
            self._asked[origin] = time.monotonic()


def client() -> httpx2.AsyncClient:
    """A client that says who asks, and keeps nothing between two pages."""
    return httpx2.AsyncClient(
        headers={"User-Agent": f"{AGENT} (a person reads what it finds)"},
        follow_redirects=False,
        timeout=None,  # `Limits` bound a page as a whole.
    )


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _unsafe(address: str) -> str:
    parts = urlsplit(address)
    local = parts.hostname in ("127.0.0.1", "::1", "localhost")
    if parts.scheme == "https" or (parts.scheme == "http" and local):
        return ""
    return f"it leads to {address}, which is not https"
