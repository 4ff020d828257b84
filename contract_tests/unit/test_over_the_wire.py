"""What other tests prove in process, over sockets and through each transport."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections import Counter
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from brolly import BrollyError
from brolly_mock import ManualClock, MockSettings, serve
from depth import tries
from flavours import ASYNC, Flavour, virtual
from raw_server import answer, replying
from walk_model import Row, TimedProvider, body

SCHEDULES = tries(15, 300)


def status(code: int, content: bytes = b"", head: bytes = b"") -> bytes:
    return answer(content, head).replace(b"200 OK", b"%d Some Reason" % code)


def faulty(content: bytes, random: Random) -> bytes | None:
    """One of the ways in which an answer may fail to arrive."""
    whole = answer(content)
    packed = gzip.compress(content)
    return random.choice(
        [
            None,
            b"",
            b"\x16\x03\x01 not HTTP\r\n\r\n",
            # Shorter than announced: what follows is taken for the rest, and the end is not JSON.
            whole[: len(whole) // 2] + b"\x00" * (len(whole) - len(whole) // 2),
            answer(packed[: len(packed) // 2], b"Content-Encoding: gzip\r\n"),
            answer(content, b"Content-Encoding: gzip\r\n"),
            *(status(code) for code in (408, 429, 500, 502, 503, 504, 520)),
            status(429, head=b"Retry-After: 7\r\n"),
            status(503, b"<html>", b"Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n"),
        ]
    )


def test_fault_schedules(wire: Flavour) -> None:
    """Whatever goes wrong on the wire and when, a read ends in all rows once or a typed error."""
    outcomes: Counter[str] = Counter()
    for seed in range(SCHEDULES):
        random = Random(seed)
        rows = [Row(f"p{index}", 1000 + random.randint(0, 20)) for index in range(40)]
        provider = TimedProvider(rows, inclusive=random.random() < 0.5, random=random)

        def reply(
            request: bytes, provider: TimedProvider = provider, random: Random = random
        ) -> bytes | None:
            target = request.split(b" ", 2)[1].decode()
            query = {name: int(value) for name, value in parse_qsl(urlsplit(target).query)}
            content = body(*provider.get(query.get("since"), query.get("until"), query["limit"]))
            return faulty(content, random) if random.random() < 0.25 else answer(content)

        with replying(reply) as (url, requests, _):
            kasko = wire.Kasko(
                "sk_test_x",
                base_url=url,
                timeout=0.3,
                max_retries=4,
                _clock=virtual(ManualClock()),
            )
            try:
                policies = wire.all(kasko.iter_policies(page_size=random.choice([3, 10, 100])))
            except BrollyError as error:
                assert str(error)
                assert error.__context__ is None
                outcomes[type(error).__name__] += 1
            else:
                assert Counter(row.id for row in policies) == Counter(row.id for row in rows)
                outcomes["whole"] += 1
            wire.run(kasko.close())
            assert len(requests) < 400
    assert outcomes["whole"] > SCHEDULES / 3, outcomes


def test_one_authorize_call(wire: Flavour) -> None:
    """Any number of callers on a cold client share one authorize call."""
    callers = 20
    with serve(MockSettings(policies=0, risk_items=3, claims=3)) as server:
        shield = wire.InsureHero(server.insurehero_key, base_url=server.url)
        got: list[int] = []
        if isinstance(wire, ASYNC):

            async def all_at_once() -> list[Any]:
                calls = (shield.list_claims(from_=0, to=9) for _ in range(callers))
                return [len(page.data) for page in await asyncio.gather(*calls)]

            got = wire.run(all_at_once())
        else:
            threads = [
                threading.Thread(
                    target=lambda: got.append(len(shield.list_claims(from_=0, to=9).data))
                )
                for _ in range(callers)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        wire.run(shield.close())
        assert got == [3] * callers
        assert server.mock.calls["authorize"] == 1
