from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections.abc import Iterator
from typing import Any

import httpx

from depth import tries
from flavours import ASYNC, Flavour, Handler

MANY = tries(1000, 100_000)
START = 1_500_000_000
FEW = 200

POLICY = (
    '{"id": "p%d", "livemode": false, "insurer_policy_id": "SMP-%d", "first_name": "Sample", '
    '"last_name": "Holder", "email": "holder@example.com", "amount": 5500, "currency": "eur", '
    '"status": "paid", "updated_at": "%s", '
    '"assets": [{"name": "policy", "url": "https://assets.example.com/policy.pdf"}]}'
)
CLAIM = (
    '{"id": "c%d", "type": "Sample Insurance", "status": "SUBMITTED", "metadata": {"a": 1}, '
    '"assets": [], "incident_date": "2026-01-10T12:00:00.000Z"}'
)


def policies(rows: int) -> Handler:
    """A provider with a policy for each second, that keeps none of them in memory."""
    days = [f"2017-07-{14 + day:02}T" for day in range(17)]
    offset = 2 * 3600 + 40 * 60

    def handle(request: httpx.Request) -> httpx.Response:
        first = max(0, int(request.url.params.get("since", START)) - START)
        last = min(rows, first + int(request.url.params["limit"]))
        items: list[str] = []
        for index in range(first, last):
            day, second = divmod(index + offset, 86_400)
            time = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}+0000"
            items.append(POLICY % (index, index, days[day] + time))
        links = f'{{"next": {{"href": "?since={START + last - 1}"}}}}' if last < rows else "{}"
        return httpx.Response(
            200, text=f'{{"_embedded": {{"item": [{",".join(items)}]}}, "_links": {links}}}'
        )

    return handle


def claims(rows: int) -> Handler:
    """A provider of claims that keeps none of them in memory."""

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/authorize"):
            return httpx.Response(200, json={"data": "token"})
        first, last = (int(request.url.params[name]) for name in ("from", "to"))
        items = [CLAIM % index for index in range(first, min(rows, last + 1))]
        return httpx.Response(200, text=f'{{"data": [{",".join(items)}]}}')

    return handle


def network(flavour: Flavour, handle: Handler) -> httpx.MockTransport:
    """A network that gives the event loop its turn, as each real one does."""

    async def wait(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        return handle(request)

    return httpx.MockTransport(wait if isinstance(flavour, ASYNC) else handle)


def peak(flavour: Flavour, rows: Any, expected: int) -> int:
    """Bytes allocated at most while rows are read and dropped.

    httpx leaves reference cycles behind, so the collector runs at set times, not when it likes.
    """
    count = 0

    def drop() -> None:
        nonlocal count
        count += 1
        if count % FEW == 0:
            gc.collect()

    async def drop_all() -> None:
        async for _ in rows:
            drop()

    gc.collect()
    tracemalloc.start()
    try:
        if isinstance(rows, Iterator):
            for _ in rows:
                drop()
        else:
            flavour.run(drop_all())
        assert count == expected
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_policies_take_no_more_memory_the_more_there_are(flavour: Flavour) -> None:
    """Reading five times as many policies takes the same memory at its peak."""

    def read(rows: int) -> int:
        transport = network(flavour, policies(rows))
        kasko = flavour.Kasko("sk_test_mock", transport=transport)
        return peak(flavour, kasko.iter_policies(page_size=100), rows)

    few, many = read(MANY // 5), read(MANY)
    assert many < few * 1.2


def test_claims_leave_their_ids_behind(flavour: Flavour) -> None:
    """Of each claim that was read only the id is kept: an index alone cannot tell a repeat."""

    def read(rows: int) -> int:
        transport = network(flavour, claims(rows))
        shield = flavour.InsureHero("shield_test_mock", transport=transport)
        return peak(flavour, shield.iter_claims(), rows)

    read(FEW)
    few, many = read(FEW), read(4 * FEW)
    assert (many - few) / (3 * FEW) < 200
