"""A proxy that breaks what passes through it. It knows no provider, and nothing of this project."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlencode, urlsplit

_HOP = {"connection", "transfer-encoding", "content-length", "keep-alive", "server", "date"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A request."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: dict[str, str]
    """By names in lower case."""
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON; None if it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def get(self, name: str) -> str | None:
        """A parameter of the query."""
        return dict(self.query).get(name)

    def asking(self, **changes: str | None) -> Sent:
        """The same request with other parameters; None takes one away."""
        kept = {**dict(self.query), **changes}
        return replace(self, query=tuple((k, v) for k, v in kept.items() if v is not None))

    def saying(self, **changes: str | None) -> Sent:
        """The same request with other headers; None takes one away."""
        names = {name.replace("_", "-"): value for name, value in changes.items()}
        kept = {**self.headers, **names}
        return replace(self, headers={k: v for k, v in kept.items() if v is not None})


@dataclass(frozen=True, slots=True)
class Got:
    """A response."""

    status: int
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    wire: Iterable[bytes] = ()
    """What to send in place of all this, byte by byte; the connection ends after it."""

    @property
    def json(self) -> Any:
        """The body as JSON; None if it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def with_json(self, value: Any) -> Got:
        """The same response with another body."""
        return replace(self, body=json.dumps(value, ensure_ascii=False).encode())

    def edited(self, edit: Callable[[Any], Any]) -> Got:
        """The same response, its JSON changed in place or replaced by what `edit` gives."""
        if self.status >= 300 or (value := self.json) is None:
            return self
        changed = edit(value)
        return self.with_json(value if changed is None else changed)


Ask: TypeAlias = Callable[[Sent], Got]
Defect: TypeAlias = Callable[[Sent, Ask], Got]


@contextmanager
def broken(upstream: str, defect: Defect) -> Generator[str]:
    """The address of a proxy before a server on this machine."""
    netloc = urlsplit(upstream).netloc

    def ask(sent: Sent) -> Got:
        connection = HTTPConnection(netloc, timeout=30)
        try:
            query = f"?{urlencode(sent.query)}" if sent.query else ""
            headers = {name: text for name, text in sent.headers.items() if name not in _HOP}
            connection.request(sent.method, sent.path + query, sent.body or None, headers)
            answer = connection.getresponse()
            said = {name.lower(): text for name, text in answer.getheaders()}
            return Got(answer.status, said, answer.read())
        finally:
            connection.close()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            return

        def __getattr__(self, name: str) -> Any:
            if name.startswith("do_"):
                return self._serve
            raise AttributeError(name)

        def _serve(self) -> None:
            path, _, query = self.path.partition("?")
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): text for name, text in self.headers.items()}
            pairs = tuple(parse_qsl(query, keep_blank_values=True))
            got = defect(Sent(self.command, path, pairs, headers, body), ask)
            _reply(self, got)

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            return  # a client that hung up

    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _reply(handler: BaseHTTPRequestHandler, got: Got) -> None:
    for piece in got.wire:
        handler.close_connection = True
        handler.wfile.write(piece)
    if got.wire:
        return
    handler.send_response_only(got.status)
    for name, text in got.headers.items():
        if name not in _HOP:
            handler.send_header(name, text)
    handler.send_header("content-length", str(len(got.body)))
    handler.end_headers()
    handler.wfile.write(got.body)
