"""Pages of policies and the links between them, under any reading of the documents.

Source: seed 001, "Pagination" and "Get all policies"; fact sheet, section 4.2. A page is ascending
by `updated_at`; `next` carries the second of its last policy, `prev` that of its first. With
inclusive bounds the policies of that second come again, so more policies in one second than a page
holds give the same page for ever: the contract has no way past them but a larger `limit`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from random import Random
from zlib import crc32

from ..document import Document
from ..settings import KaskoReading
from ..store import Store, unix_second


@dataclass(frozen=True, slots=True)
class Page:
    """The policies of a page and the seconds that its links carry, None where the data ends."""

    policies: list[Document]
    next_since: int | None
    prev_until: int | None


class Pager:
    """Cuts the policies of one key mode into pages."""

    def __init__(self, store: Store, reading: KaskoReading, seed: int) -> None:
        self._store = store
        self._reading = reading
        rng = Random(seed)
        self._shuffle = rng.random if reading.tie_order == "shuffled" else None

    def page(self, *, live: bool, since: float | None, until: float | None, limit: int) -> Page:
        """The page that a request asks for; None is a bound that was not given."""
        size = self._size(since, limit)
        found = self._store.policies(
            live=live,
            since=since,
            until=until,
            limit=size + 1,
            exclusive=self._reading.bounds == "exclusive",
            shuffle=self._shuffle,
        )
        seconds = [unix_second(policy["updated_at"]) for policy in found]
        if self._reading.empty_pages and since is not None and found:
            lead = self._bound_before(seconds[0])
            if since < lead:
                return Page([], lead, floor(since) if since > 0 else None)
        if not found:
            return Page([], None, None)
        earlier = self._store.changed_before(seconds[0], live=live)
        prev_until = seconds[0] if earlier else None
        if len(found) <= size:
            return Page(found, None, prev_until)
        return Page(found[:size], self._next(seconds[size - 1], seconds[size]), prev_until)

    def links(self, page: Page, *, origin: str, limit: int) -> Document:
        """The `_links` object of a page."""
        base = f"{self._reading.link_origin or origin}/policies/"
        tail = f"&limit={limit}" if self._reading.carry_limit else ""
        tail += "&" if self._reading.trailing_ampersand else ""
        links: Document = {}
        if page.next_since is not None:
            links["next"] = {"href": f"{base}?since={page.next_since}{tail}"}
        elif self._reading.end == "empty_since":
            links["next"] = {"href": f"{base}?since={tail}"}
        if page.prev_until is None:
            links["prev"] = {"href": base}
        else:
            links["prev"] = {"href": f"{base}?until={page.prev_until}{tail}"}
        return links

    def _size(self, since: float | None, limit: int) -> int:
        size = min(limit, self._reading.limit_cap or limit)
        if not self._reading.short_pages:
            return size
        # At least half: then a doubled limit always reaches past the ties of a short page.
        half = ceil(size / 2)
        return half + crc32(f"{since}/{limit}".encode()) % (size - half + 1)

    def _next(self, last: int, following: int) -> int:
        lead = self._bound_before(following)
        if self._reading.empty_pages and last % 3 == 0 and last + 1 < lead:
            # Into the gap between two changes: the page there holds nothing and links onwards.
            return last + (lead - last) // 2
        return last

    def _bound_before(self, second: int) -> int:
        """The latest `since` whose window still holds a second."""
        return second if self._reading.bounds == "inclusive" else second - 1
