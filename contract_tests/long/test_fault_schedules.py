from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import httpx

from brolly import BrollyError
from brolly_mock import ManualClock
from depth import tries
from flavours import ASYNC, SYNC, Flavour, virtual
from walk_model import Row, TimedProvider, body

SCHEDULES = tries(400, 10_000)

Fault = Callable[[httpx.Request, bytes], httpx.Response]


def broken(kind: type[httpx.TransportError]) -> Fault:
    def fault(request: httpx.Request, _: bytes) -> httpx.Response:
        raise kind("broken", request=request)

    return fault


def answering(status: int, content: bytes = b"", **headers: str) -> Fault:
    return lambda *_: httpx.Response(
        status, content=content, headers={name.replace("_", "-"): headers[name] for name in headers}
    )


class Cut(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that ends in the middle of a connection."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __iter__(self) -> Any:
        yield self.content
        raise httpx.RemoteProtocolError("peer closed connection without sending complete body")

    async def __aiter__(self) -> Any:
        for chunk in self:
            yield chunk


PASSING: list[Fault] = [
    broken(httpx.ConnectError),
    broken(httpx.ConnectTimeout),
    broken(httpx.ReadError),
    broken(httpx.ReadTimeout),
    broken(httpx.WriteError),
    broken(httpx.RemoteProtocolError),
    broken(httpx.PoolTimeout),
    lambda _, content: httpx.Response(200, stream=Cut(content[: len(content) // 2])),
    lambda _, content: httpx.Response(
        200, content=content[:40], headers={"content-encoding": "gzip"}
    ),
    *(answering(status) for status in (408, 429, 500, 502, 503, 504, 520, 599)),
    answering(429, retry_after="7"),
    answering(503, b"<html>", retry_after="Wed, 21 Oct 2015 07:28:00 GMT"),
]
FATAL: list[Fault] = [
    *(answering(status) for status in (199, 301, 400, 401, 403, 404, 418, 499)),
    answering(429, retry_after="3600"),
    answering(302, location="https://elsewhere.example/"),
    *(
        answering(200, body)
        for body in (b"", b"null", b"[]", b"<html>", b'{"_embedded": {"other": []}}')
    ),
    # The first page of a list may well be empty.
    lambda request, content: httpx.Response(
        200, content=b'{"_embedded": {}}' if "since" in request.url.params else content
    ),
    lambda _, content: httpx.Response(200, content=content[:-1]),
    lambda _, content: httpx.Response(200, content=content.replace(b"2001", b"20x1")),
]


def test_fault_schedules() -> None:
    """Whatever goes wrong and when, a read ends in all rows once or in a typed error."""
    outcomes: Counter[str] = Counter()
    with SYNC() as sync, ASYNC() as tasks:
        for seed in range(SCHEDULES):
            outcomes[run(seed, sync if seed % 2 else tasks)] += 1
    assert outcomes["whole"] > SCHEDULES * 0.4
    assert len(outcomes) >= 8


def run(seed: int, flavour: Flavour) -> str:
    random = Random(seed)
    rows = [Row(f"p{index}", 1000 + random.randint(0, 20)) for index in range(40)]
    provider = TimedProvider(rows, inclusive=random.random() < 0.5, random=random)
    deadly = random.random() < 0.4
    sent = 0

    def handle(request: httpx.Request) -> httpx.Response:
        nonlocal sent
        sent += 1
        assert sent < 400, "a loop"
        query = {name: int(value) for name, value in request.url.params.items()}
        page, link = provider.get(query.get("since"), query.get("until"), query["limit"])
        content = body(page, link)
        if random.random() < 0.3:
            faults = FATAL if deadly and random.random() < 0.2 else PASSING
            return random.choice(faults)(request, content)
        return httpx.Response(200, content=content)

    time = ManualClock()
    kasko = flavour.Kasko(
        "sk_test_x", transport=httpx.MockTransport(handle), max_retries=5, _clock=virtual(time)
    )
    try:
        policies = flavour.all(kasko.iter_policies(page_size=random.choice([3, 10, 100])))
    except BrollyError as error:
        assert str(error)
        assert error.__context__ is None
        return type(error).__name__
    assert Counter(policy.id for policy in policies) == Counter(row.id for row in rows)
    return "whole"
