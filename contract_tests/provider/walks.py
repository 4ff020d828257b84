"""Readers that follow the documents to the letter, and what they must find.

They know a provider by HTTP alone and share no code with brolly, so that what they find can be
held against it. Each says by AssertionError what is wrong.

Sources: seed 001, "Pagination"; fact sheet KASKO, section 4.2; fact sheet InsureHero, sections 1
and 3; seed 002 (lifetime of a token).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias
from urllib.parse import parse_qs, urlsplit

import httpx

_INTEGRATIONS = "/api/shield/integrations"
_CHANNEL = "/api/shield/v1"
_AUTHORIZE = {"integrations": _INTEGRATIONS, "channel": _CHANNEL}
_LISTS = {"integrations": f"{_INTEGRATIONS}/v1", "channel": _CHANNEL}
_GREATEST_LIMIT = 4096
_TOKEN_SECONDS = 3600


Part: TypeAlias = Literal["integrations", "channel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWalk:
    """One way to read all policies of a window by its `next` links.

    `verbatim` follows a link as it stands, without the page size that links need not carry.
    With `exclusive` bounds a link leaves out the rest of its own second, so the reader goes back
    by one.
    """

    client: httpx.Client
    limit: int = 100
    since: int | None = None
    until: int | None = None
    verbatim: bool = False
    exclusive: bool = False

    def read(self) -> WalkedPolicies:
        """Follow the links to their end, or to a second that no page can hold.

        Raises:
            AssertionError: An answer is no page, a page does not ascend, `next` goes back or leads
                to its own page, or the links do not end.
        """
        found = WalkedPolicies()
        limit, since, href = self.limit, self.since, None
        for _ in range(10_000):
            page = self._page(href or self._address(since, limit))
            items: list[dict[str, Any]] = page["_embedded"]["item"]
            found.ids.update(item["id"] for item in items)
            seconds = [_second(item) for item in items]
            assert seconds == sorted(seconds), "a page does not ascend"
            following = _next(page)
            if following is None:
                return found
            href, cursor = following
            # On an empty page nothing of the link's second has been seen yet.
            after = cursor - 1 if self.exclusive and items else cursor
            assert after >= (since or 0), f"`next` goes back by {(since or 0) - after} s"
            if after == since:
                assert set(seconds) == {cursor}, "`next` leads to its own page"
                if limit >= _GREATEST_LIMIT:
                    found.crowded = cursor
                    return found
                limit *= 2
            since = after
            if not self.verbatim or after != cursor or limit != self.limit:
                href = None
        raise AssertionError("the links do not end")

    def _page(self, address: str) -> Any:
        answer = self.client.get(address)
        assert answer.status_code == 200, f"a page answers {answer.status_code}"
        return answer.json()

    def _address(self, since: int | None, limit: int) -> str:
        given = {"since": since, "until": self.until, "limit": limit}
        return str(httpx.URL("/policies", params={k: v for k, v in given.items() if v is not None}))


@dataclass(slots=True)
class WalkedPolicies:
    """What a walk has seen."""

    ids: set[str] = field(default_factory=set[str])
    crowded: int | None = None
    """A second with more policies than the provider puts on a page: the walk ends there."""


def read_range(
    client: httpx.Client,
    path: str,
    *,
    part: Part = "integrations",
    span: int = 100,
    first_index: int = 0,
) -> list[str]:
    """The ids of all records of a list, in the order in which they came.

    Reads `span` indexes at a time and moves on by what it received, until nothing comes.
    """
    ids: list[str] = []
    for _ in range(10_000):
        start = first_index + len(ids)
        bounds = {"from": start, "to": start + span - 1}
        answer = client.get(f"{_LISTS[part]}/{path}", params=bounds)
        assert answer.status_code == 200, f"a range answers {answer.status_code}"
        page = [record["id"] for record in answer.json()["data"]]
        if not page:
            return ids
        assert not set(page) <= set(ids), "a range repeats what an earlier one gave"
        ids += page
    raise AssertionError("the ranges do not end")


def authorize(client: httpx.Client, key: str, *, part: Part = "integrations") -> str:
    """A fresh access token of a part of the API."""
    answer = client.get(f"{_AUTHORIZE[part]}/auth/authorize", headers={"x-api-key": key})
    assert answer.status_code == 200, f"authorize answers {answer.status_code}"
    token = answer.json()["data"]
    assert isinstance(token, str), "the token is not text"
    return token


def token_lifetime(
    client: httpx.Client, key: str, *, age: float, advance: Callable[[float], object]
) -> None:
    """A token opens the data calls for one hour from its issue, and no longer.

    `advance` lets time pass for the provider.
    """
    headers = {"Authorization": f"Bearer {authorize(client, key)}"}
    advance(age)
    address = f"{_INTEGRATIONS}/v1/claims?from=0&to=0"
    status = client.get(address, headers=headers).status_code
    due = 200 if age < _TOKEN_SECONDS else 401
    assert status == due, f"a token of {age:g} s is answered by {status}, not by {due}"


def _second(policy: dict[str, Any]) -> int:
    return int(datetime.fromisoformat(policy["updated_at"]).timestamp())


def _next(page: Any) -> tuple[str, int] | None:
    """The `next` link of a page and its cursor; None at the end of the data."""
    links: dict[str, Any] = page.get("_links") or page["_embedded"].get("_links") or {}
    if not links.get("next"):
        return None
    url = urlsplit(links["next"]["href"])
    since = parse_qs(url.query).get("since")
    return (f"{url.path}?{url.query}", int(since[0])) if since else None
