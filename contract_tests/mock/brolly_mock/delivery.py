"""How a response is sent: complete, delayed, in chunks, or truncated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from starlette.types import Send

RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How the mock sends a response to the client.

    `cut` says where the connection ends early: before the first byte (`start`), within the header
    block (`headers`), or after `keep` of the body (`body`). `reset` ends it by a TCP reset instead
    of an orderly close. `raw` sends these bytes instead of an HTTP response. A body, or `raw`, goes
    out in pieces of `chunk` bytes with a `pause` in seconds after each.
    """

    delay: float = 0.0
    cut: Literal["start", "headers", "body"] | None = None
    keep: float = 0.5
    reset: bool = False
    chunk: int | None = None
    pause: float = 0.0
    raw: bytes | None = None


WHOLE = Delivery()


class Connection(Protocol):
    """The connection that a delivery uses."""

    async def sleep(self, seconds: float) -> None:
        """Delay this response only."""
        ...

    def write(self, data: bytes) -> None:
        """Send bytes as they are, past the HTTP layer."""
        ...

    async def close(self, *, reset: bool) -> None:
        """End the connection; nothing can be sent afterwards."""
        ...


async def deliver(
    status: int,
    headers: RawHeaders,
    body: bytes,
    delivery: Delivery,
    *,
    send: Send,
    connection: Connection,
) -> None:
    """Send a response through ASGI as its delivery specifies."""
    if delivery.delay:
        await connection.sleep(delivery.delay)
    if delivery.raw is not None:
        for piece in _pieces(delivery.raw, delivery.chunk):
            connection.write(piece)
            await connection.sleep(delivery.pause)
        await connection.close(reset=delivery.reset)
        return
    if delivery.cut == "start":
        await connection.close(reset=delivery.reset)
        return
    if delivery.cut == "headers":
        connection.write(b"HTTP/1.1 200 OK\r\nContent-Type: applic")
        await connection.close(reset=delivery.reset)
        return
    await send({"type": "http.response.start", "status": status, "headers": headers})
    end = len(body) if delivery.cut is None else int(len(body) * delivery.keep)
    if delivery.chunk is None and delivery.cut is None:
        await send({"type": "http.response.body", "body": body})
        return
    for piece in _pieces(body[:end], delivery.chunk):
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        await connection.sleep(delivery.pause)
    if delivery.cut is None:
        await send({"type": "http.response.body", "body": b""})
    else:
        await connection.close(reset=delivery.reset)


def _pieces(content: bytes, size: int | None) -> Iterator[bytes]:
    step = size or max(len(content), 1)
    return (content[offset : offset + step] for offset in range(0, len(content), step))
