"""A provider whose changes become visible late, and whose list changes while it is read.

It serves KASKO's list to a real client, through a transport in process. Its time moves with each
request.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx2

from brolly import Kasko
from brolly_mock.settings import KASKO_TEST_KEY

START = 1_700_000_000


@dataclass(frozen=True)
class Version:
    """One state of a policy: when it bears to have changed, and since when it can be seen."""

    id: str
    updated: int
    visible: int
    amount: int


@dataclass
class LateProvider:
    """Attributes:
    planned: Versions that come to be once their time has come.
    step: Seconds that pass with each request.
    most: Rows of a page.
    date_behind: By how much the clock of `Date` is behind that of `updated_at`; None for no `Date`.
    """

    planned: list[Version] = field(default_factory=list)
    step: int = 1
    most: int = 8
    date_behind: int | None = 0
    now: int = START

    def visible(self) -> dict[str, Version]:
        """What a reader could see at this moment: of each policy the version that came last."""
        found: dict[str, Version] = {}
        for version in sorted(self.planned, key=lambda one: (one.visible, one.amount)):
            if version.visible <= self.now:
                found[version.id] = version
        return found

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """The list, as the documents describe it; bounds are inclusive."""
        query = request.url.params
        since, until = int(query.get("since", 0)), int(query.get("until", 10**11))
        rows = sorted(
            (one for one in self.visible().values() if since <= one.updated <= until),
            key=lambda one: (one.updated, one.id),
        )
        page = rows[: min(int(query.get("limit", 20)), self.most)]
        links = {}
        if len(page) < len(rows):
            href = f"https://api.kasko.io/policies/?since={page[-1].updated}&"
            links = {"next": {"href": href}}
        body = {"_embedded": {"item": list(map(_record, page))}, "_links": links}
        headers = {}
        if self.date_behind is not None:
            date = datetime.fromtimestamp(self.now - self.date_behind, UTC)
            # The oldest form of HTTP, which names no zone.
            headers["Date"] = date.ctime()
        self.now += self.step
        return httpx2.Response(200, content=json.dumps(body).encode(), headers=headers)

    @contextmanager
    def client(self) -> Iterator[Kasko]:
        """A real client that reads from it."""
        with Kasko(KASKO_TEST_KEY, transport=httpx2.MockTransport(self.answer)) as kasko:
            yield kasko


def _record(one: Version) -> dict[str, object]:
    time = datetime.fromtimestamp(one.updated, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
    return {
        "id": one.id,
        "livemode": False,
        "amount": one.amount,
        "status": "paid",
        "email": "holder@example.com",
        "updated_at": time,
    }
