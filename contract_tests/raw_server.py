"""A server that says what a test tells it to, byte by byte, on a socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Reply = Callable[[bytes], bytes | None]


def answer(body: bytes, head: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n%s" % (len(body), head, body)


@contextmanager
def replying(reply: Reply) -> Iterator[tuple[str, list[bytes], list[int]]]:
    """A server that answers each request by a function; None closes the connection without a word.

    Yields its URL, what it got, and the number of each connection that was opened.
    """
    requests: list[bytes] = []
    connections: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.02)
        stop = threading.Event()

        def talk(connection: socket.socket) -> None:
            connection.settimeout(0.02)
            data = b""
            with connection:
                while not stop.is_set():
                    with suppress(TimeoutError):
                        if not (more := connection.recv(65536)):
                            return
                        data += more
                    head, end, body = data.partition(b"\r\n\r\n")
                    lines = head.lower().split(b"\r\n")
                    length = [
                        int(line[16:]) for line in lines if line.startswith(b"content-length: ")
                    ]
                    if not end or len(body) < sum(length):
                        continue
                    requests.append(data)
                    data = b""
                    content = reply(requests[-1])
                    if content is None:
                        return
                    connection.sendall(content)

        def accept() -> None:
            while not stop.is_set():
                with suppress(TimeoutError):
                    connection, address = listener.accept()
                    connections.append(address[1])
                    threads.append(threading.Thread(target=talk, args=(connection,)))
                    threads[-1].start()

        threads = [threading.Thread(target=accept)]
        threads[0].start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", requests, connections
        finally:
            stop.set()
            for thread in threads:
                thread.join(5)
