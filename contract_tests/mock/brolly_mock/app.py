"""The ASGI application: both providers on one origin, each call through faults and defects."""

from __future__ import annotations

import atexit
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from threading import Event, Lock, Thread
from time import time
from typing import Protocol
from urllib.parse import parse_qsl
from weakref import ref

import anyio
from starlette.datastructures import Headers
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from . import defects, form_defects, seeding, selling_defects  # noqa: F401  # pyright: ignore[reportUnusedImport] - two enter their own
from .clock import Clock
from .delivery import Connection, deliver
from .exchange import Answer, Call, Handler, intercepted
from .faults import Faults
from .insurehero import InsureHero, files
from .kasko import Kasko
from .pages import Pages
from .parts import Parts
from .passwords import Passwords
from .settings import MockSettings
from .spec import PROVIDERS, Operation, Specification, choose, documented_as, load
from .store import Store
from .tokens import Tokens
from .variation import Shape, thin
from .webhooks import Webhooks, triggers

_BEAT_SECONDS = 0.1

CONNECTION = "brolly_mock.connection"
"""The ASGI extension by which a carrier lends the application its connection."""


class Provider(Protocol):
    """The parts of a provider that the application uses."""

    def answer(self, call: Call, operation: Operation) -> Answer: ...
    def refuse(self, status: int, message: str) -> Answer: ...
    def complete(self, answer: Answer) -> None: ...


class Mock:
    """Both providers, as an ASGI application with the handles that a test needs.

    InsureHero is served at `/api/shield/`, KASKO at `/policies`, `/quotes` and so on; `/` explains
    the rest. Everything here may be used while the application serves, from any thread.
    """

    settings: MockSettings
    clock: Clock
    store: Store
    """The records: insert, update and cancel policies between requests."""
    tokens: Tokens
    """The access tokens of InsureHero's integrations part: issued, revoke, expire."""
    channel_tokens: Tokens
    """The access tokens of its channel part."""
    passwords: Passwords
    """The one-time passwords that were sent and not used."""
    faults: Faults
    """What goes wrong for the calls to come."""
    webhooks: Webhooks | None
    """The deliveries that were sent, if `settings.webhook_url` names a receiver."""
    parts: Parts
    """What a call may meet of all this: the same objects."""
    calls: Counter[str]
    """How many requests came for each operationId; `unknown` for those that met none."""

    def __init__(self, settings: MockSettings | None = None, *, clock: Clock = time) -> None:
        self.settings = settings or MockSettings()
        self.clock = clock
        self.store = Store(self.settings.database, clock)
        if self.store.empty:
            seeding.fill(self.store, self.settings)
        reading = self.settings.insurehero
        self.tokens = Tokens(clock, lifetime=reading.token_seconds, jwt=reading.jwt)
        self.channel_tokens = Tokens(clock, lifetime=reading.token_seconds, jwt=reading.jwt)
        self.passwords = Passwords(clock)
        self.faults = Faults()
        url = self.settings.webhook_url
        self.webhooks = None
        if url is not None:
            details = partial(self.store.document, "policy_details")
            self.webhooks = Webhooks(url, self.settings.webhook_secret, details)
            self.store.on_change = self.webhooks.changed
        self.parts = Parts(
            self.settings,
            self.store,
            self.tokens,
            self.channel_tokens,
            self.passwords,
            self.webhooks,
        )
        self.calls = Counter()
        self._lock = Lock()
        self._defects = defects.select(self.settings.defects)
        self._kasko = Kasko.over(self.store, self.settings, clock)
        self._heart = _Heart(self) if self.webhooks else None
        insurehero = InsureHero.over(
            self.store,
            self.settings,
            clock,
            tokens=self.tokens,
            channel_tokens=self.channel_tokens,
            passwords=self.passwords,
        )
        specs = {name: load(name) for name in PROVIDERS}
        self._router = Router(
            [
                *Pages(self.settings, self.store).routes(),
                *([triggers(self.store)] if self.webhooks else []),
                files(self.store),
                # The links in KASKO's documents have a slash before the query.
                *self._routes(self._kasko, specs["kasko"], slashes=("", "/")),
                *self._routes(insurehero, specs["insurehero"], slashes=("",)),
                Route(
                    "/api/shield/{path:path}",
                    _Resource(self, insurehero, specs["insurehero"], {}),
                ),
                Route("/{path:path}", _Resource(self, self._kasko, specs["kasko"], {})),
            ],
            redirect_slashes=False,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        await self._router(scope, receive, send)

    def settle(self) -> None:
        """Do what is due in the background, such as making a paid policy; each call does it too."""
        self._kasko.settle()

    def approve_offer(self, offer_id: str) -> None:
        """Approve an offer that an underwriter has to look at. KeyError if there is none."""
        self._kasko.offers.approve(offer_id)

    def close(self) -> None:
        """Send what is left of the deliveries, and close the store."""
        if self._heart:
            self._heart.stop()
        if self.webhooks:
            self.webhooks.close()
        self.store.close()

    def respond(self, call: Call, handler: Handler) -> Answer:
        """Answer a call by a handler, behind the seeded defects and the faults in place."""
        with self._lock:
            self.calls[call.operation] += 1
        for defect in self._defects:
            if defect.concerns(call):
                handler = intercepted(handler, defect.interceptor)
        return self.faults.around(call, handler)

    def _routes(
        self, provider: Provider, spec: Specification, *, slashes: tuple[str, ...]
    ) -> Iterator[Route]:
        by_path: dict[str, dict[str, list[Operation]]] = {}
        for operation in spec.operations:
            methods = by_path.setdefault(operation.path, {})
            methods.setdefault(operation.method, []).append(operation)
        for path, methods in by_path.items():
            resource = _Resource(self, provider, spec, methods)
            yield from (Route(path + slash, resource) for slash in slashes)


def create_app(settings: MockSettings | None = None, *, clock: Clock = time) -> Mock:
    """Create a mock of both providers, filled with records.

    Args:
        settings: What it holds and how it behaves; the defaults when None.
        clock: Gives the time in unix seconds: lifetimes of tokens, `updated_at` of changes.

    Returns:
        An ASGI application. Serve it with any ASGI server, with `brolly_mock.serve`, or in process
        with `brolly_mock.transport`.

    Raises:
        ValueError: `settings.defects` holds an unknown name.
    """
    return Mock(settings, clock=clock)


class _Resource:
    """The ASGI endpoint of one path: finds the operation, has it answered, sends the answer."""

    def __init__(
        self,
        mock: Mock,
        provider: Provider,
        spec: Specification,
        methods: Mapping[str, Sequence[Operation]],
    ) -> None:
        self._mock = mock
        self._provider = provider
        self._spec = spec
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = self._call(scope, await _body(receive))
        operation = None
        if found := self._methods.get(call.method):
            operation = choose(found, call)
            call = replace(call, operation=operation.id)
        answer = self._mock.respond(call, partial(self._answer, operation))
        content = answer.body()
        connection: Connection | None = scope.get("extensions", {}).get(CONNECTION)
        await deliver(
            answer.status,
            _raw_headers(answer, len(content)),
            b"" if call.method == "HEAD" else content,
            answer.delivery,
            send=send,
            connection=connection or _UnknownConnection(),
        )

    def _call(self, scope: Scope, body: bytes) -> Call:
        headers = Headers(scope=scope)
        query: bytes = scope["query_string"]
        return Call(
            parts=self._mock.parts,
            operation="unknown",
            method=scope["method"],
            path=scope["path"],
            path_parameters=scope.get("path_params", {}),
            query=tuple(parse_qsl(query.decode("latin-1"), keep_blank_values=True)),
            headers=headers,
            origin=f"{scope['scheme']}://{headers.get('host', 'localhost')}",
            refuse=self._refuse,
            body=body,
        )

    def _answer(self, operation: Operation | None, call: Call) -> Answer:
        if operation is None:
            status = 405 if self._methods else 404
            return self._refuse(status, f"{call.method} {call.path} is not possible.")
        answer = self._provider.answer(call, operation)
        if self._mock.settings.sparse:
            self._thin(operation, answer)
        self._provider.complete(answer)
        return answer

    def _thin(self, operation: Operation, answer: Answer) -> None:
        # Lists hold cursors, and a policy has to read as the list has it.
        exempt = operation.id == "get_policy" or operation.id.startswith("list_")
        key = documented_as(answer.status, [*operation.answers])
        if key is not None and answer.status < 300 and not exempt:
            answer.payload = thin(
                Shape.of(self._spec, operation.answers[key]),
                answer.payload,
                self._mock.settings.seed,
            )

    def _refuse(self, status: int, message: str) -> Answer:
        answer = self._provider.refuse(status, message)
        if status == 405:
            answer.headers["Allow"] = ", ".join(self._methods)
        self._provider.complete(answer)
        return answer


class _Heart:
    """Thread that runs background work of a mock, so that deliveries need no further call."""

    def __init__(self, mock: Mock) -> None:
        # This must not keep an unclosed mock alive.
        self._mock = ref(mock)
        self._stopped = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()
        # Before the interpreter closes the store.
        atexit.register(self.stop)

    def stop(self) -> None:
        """Stop the thread."""
        atexit.unregister(self.stop)
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(_BEAT_SECONDS):
            mock = self._mock()
            if mock is None:
                return
            mock.settle()
            del mock


class _UnknownConnection:
    """Stands in where the carrier lends no connection: a cut becomes an error in the server."""

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)

    def write(self, data: bytes) -> None:  # noqa: ARG002 - the name is the protocol's
        raise RuntimeError("this fault needs brolly_mock.serve or brolly_mock.transport")

    async def close(self, *, reset: bool) -> None:  # noqa: ARG002 - the name is the protocol's
        raise ConnectionResetError("the mock was asked to break this connection")


async def _body(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    while True:
        message = await receive()
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(chunks)


def _raw_headers(answer: Answer, length: int) -> list[tuple[bytes, bytes]]:
    headers = {"Content-Type": answer.media_type, "Content-Length": str(length)} | answer.headers
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
