"""A server that says what a test tells it to, byte by byte, on a socket."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import trustme

Reply = Callable[[bytes], bytes | None]


def answer(body: bytes, head: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n%s" % (len(body), head, body)


Talk = Callable[[socket.socket], object]


@contextmanager
def talking(talk: Talk, port: int = 0) -> Iterator[int]:
    """A server that leaves each connection to a function, in a thread of its own; its port."""
    threads: list[threading.Thread] = []
    stop = threading.Event()

    def one(connection: socket.socket) -> None:
        connection.settimeout(5)
        with connection, suppress(OSError):
            talk(connection)

    def accept() -> None:
        while not stop.is_set():
            with suppress(TimeoutError):
                threads.append(threading.Thread(target=one, args=(listener.accept()[0],)))
                threads[-1].start()

    with socket.create_server(("127.0.0.1", port)) as listener:
        listener.settimeout(0.02)
        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield listener.getsockname()[1]
        finally:
            stop.set()
            accepting.join(5)
            for thread in threads:
                thread.join(6)


def head_of(connection: socket.socket) -> bytes:
    """What is read up to the end of the header lines; what is behind them may come along."""
    data = b""
    while b"\r\n\r\n" not in data and (more := connection.recv(65536)):
        data += more
    return data


def request_of(connection: socket.socket) -> bytes:
    """A whole request."""
    data = head_of(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = sum(int(line[16:]) for line in lines if line.startswith(b"content-length: "))
    while len(body) < length and (more := connection.recv(65536)):
        body += more
    return head + b"\r\n\r\n" + body


def reset(connection: socket.socket) -> None:
    """End a connection with RST."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def until_closed(connection: socket.socket) -> None:
    """Say nothing for as long as the other side waits."""
    while connection.recv(65536):
        pass


def says(content: bytes, read: Talk = request_of, then: Talk = lambda _: None) -> Talk:
    """Read, answer, and go on or close."""

    def talk(connection: socket.socket) -> None:
        read(connection)
        connection.sendall(content)
        then(connection)

    return talk


def encrypted(talk: Talk, certificate: trustme.LeafCert) -> Talk:
    """The same over TLS."""

    def wrapped(connection: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        with context.wrap_socket(connection, server_side=True) as secure, suppress(OSError):
            talk(secure)

    return wrapped


@contextmanager
def deaf() -> Iterator[int]:
    """A port where connecting neither works nor fails."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for one in (first, second):
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def unused() -> int:
    """A port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


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
