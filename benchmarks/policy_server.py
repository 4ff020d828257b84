"""A server of policies that costs next to nothing: KASKO's list by time, one policy a second.

    python benchmarks/policy_server.py PORT POLICIES

Each record is encoded once; an answer joins what was encoded. It serves every path as the list.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime
from email.utils import formatdate
from urllib.parse import parse_qsl, urlsplit

FIRST = 1_500_000_000


def record(number: int) -> bytes:
    """A policy as the documents show them, one asset, no real person."""
    time = datetime.fromtimestamp(FIRST + number, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
    return json.dumps(
        {
            "id": f"{number:032d}",
            "livemode": False,
            "insurer_policy_id": f"SMP-{number:08d}",
            "insurer_variant_id": "1",
            "insurer_product_name": "Sample cover",
            "first_name": "Sample",
            "last_name": "Holder",
            "email": "holder@example.com",
            "amount": 5794 + number % 1000,
            "gross_premium": 5294,
            "currency": "eur",
            "status": "paid",
            "start_date": time,
            "end_date": time,
            "created_at": time,
            "updated_at": time,
            "assets": [{"name": "policy", "url": "https://assets.example.com/p.pdf?Signature=x"}],
            "_links": {"_self": {"href": f"https://api.kasko.io/policies/{number}"}},
        }
    ).encode()


class Server(asyncio.Protocol):
    """Answers each request of a connection at once."""

    records: list[bytes]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._received = b""

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head.split(b" ", 2)[1].decode()))

    def _answer(self, target: str) -> bytes:
        query = dict(parse_qsl(urlsplit(target).query))
        start = max(0, int(query.get("since") or 0) - FIRST)
        until = query.get("until")
        end = start + int(query.get("limit") or 20)
        if until:
            end = min(end, max(start, int(until) - FIRST + 1))
        some = self.records[start:end]
        more = end < len(self.records) and (not until or end <= int(until) - FIRST)
        link = b""
        if more and some:
            since = FIRST + start + len(some) - 1
            link = b'"next":{"href":"https://api.kasko.io/policies/?since=%d&"}' % since
        body = b'{"_embedded":{"item":[' + b",".join(some) + b']},"_links":{' + link + b"}}"
        return (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: "
            + formatdate(usegmt=True).encode()
            + b"\r\nContent-Length: %d\r\n\r\n" % len(body)
            + body
        )


async def main(port: int, policies: int) -> None:
    """Serve until the process ends."""
    Server.records = [record(number) for number in range(policies)]
    server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
