"""A provider of policies that costs next to nothing, for a process of its own.

It joins prepared bytes, and answers whatever path by `since`, `until` and `limit` of the query,
both bounds included. There is a policy every third second.
"""

from __future__ import annotations

import argparse
import asyncio
import re

from rows import START, STEP, policy

KEPT = 20_000
_QUERY = re.compile(rb"[?&](since|until|limit)=(\d+)")


class Provider(asyncio.Protocol):
    """One connection. Requests have no body."""

    def __init__(self, rows: list[bytes], total: int, latency: float) -> None:
        self._rows, self._total, self._latency = rows, total, latency
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            answer = self._answer(self._buffer[: self._buffer.find(b"\r\n")])
            self._buffer = self._buffer[end + 4 :]
            if self._latency:
                asyncio.get_running_loop().call_later(self._latency, self._write, answer)
            else:
                self._write(answer)

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)

    def _answer(self, line: bytes) -> bytes:
        asked = {name: int(value) for name, value in _QUERY.findall(line)}
        first = max(0, -(-(asked.get(b"since", 0) - START) // STEP))
        end = self._total
        if b"until" in asked:
            end = min(end, (asked[b"until"] - START) // STEP + 1)
        last = min(end, first + asked.get(b"limit", 20))
        link = b""
        if last < end:
            link = b'"next":{"href":"https://api.kasko.io/policies/?since=%d&"}' % (
                START + (last - 1) * STEP
            )
        body = b"".join(
            (
                b'{"_embedded":{"item":[',
                b",".join(self._slice(first, last)),
                b'],"_links":{',
                link,
                b"}}}",
            )
        )
        return (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: bench\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body)
        ) + body

    def _slice(self, first: int, last: int) -> list[bytes]:
        if last <= len(self._rows):
            return self._rows[first:last]
        return [policy(index) for index in range(first, last)]


async def serve(total: int, latency: float) -> None:
    rows = [policy(index) for index in range(min(total, KEPT))]
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Provider(rows, total, latency), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--policies", type=int, default=KEPT)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.policies, arguments.latency))
