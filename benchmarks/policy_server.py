"""A server of policies that costs next to nothing: KASKO's list by time, one policy a second.

    python benchmarks/policy_server.py PORT POLICIES [CHANGED]

Each record is encoded once; an answer joins what was encoded. It serves every path as the list. Of
CHANGED policies the last state comes at the end, as it does after a change.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime
from email.utils import formatdate
from urllib.parse import parse_qsl, urlsplit

FIRST = 1_500_000_000


def record(number: int, second: int | None = None) -> bytes:
    """A policy as the documents show them, one asset, no real person; changed at that second."""
    second = number if second is None else second
    time = datetime.fromtimestamp(FIRST + second, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
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
            "amount": second,
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


def every_record(policies: int, changed: int = 0) -> list[bytes]:
    """What is at each second; nothing where a policy was until it changed."""
    records = [record(number) for number in range(policies)]
    for count in range(changed):
        number = count * policies // changed
        records[number] = b""
        records.append(record(number, policies + count))
    return records


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

    @property
    def _place(self) -> bytes:
        host, port = self._transport.get_extra_info("sockname")[:2]
        return f"http://{host}:{port}/policies/".encode()

    def _answer(self, target: str) -> bytes:
        query = dict(parse_qsl(urlsplit(target).query))
        start = max(0, int(query.get("since") or 0) - FIRST)
        until = query.get("until")
        end = start + int(query.get("limit") or 20)
        if until:
            end = min(end, max(start, int(until) - FIRST + 1))
        some = self.records[start:end]
        more = end < len(self.records) and (not until or end <= int(until) - FIRST)
        last = FIRST + start + len(some) - 1
        some = [one for one in some if one]
        link = b""
        if more and some:
            # With the limit, which KASKO's own leave out: a client that follows links needs it.
            href = b"%s?since=%d&limit=%d" % (self._place, last, int(query.get("limit") or 20))
            link = b'"next":{"href":"%s"}' % href
        body = b'{"_embedded":{"item":[' + b",".join(some) + b']},"_links":{' + link + b"}}"
        return (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: "
            + formatdate(usegmt=True).encode()
            + b"\r\nContent-Length: %d\r\n\r\n" % len(body)
            + body
        )


async def main(port: int, policies: int, changed: int = 0) -> None:
    """Serve until the process ends."""
    Server.records = every_record(policies, changed)
    server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
