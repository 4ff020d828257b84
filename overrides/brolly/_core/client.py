"""The sync and the async shell around the pipeline.

Closing a client sets its `Stop`: its calls stop waiting, and no new request begins.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, NoReturn, Self, TypeVar, cast

from .._http.protocol import AsyncTransport, Transport, refuse_closed
from .arguments import check_text
from .pipeline import Await, Outcome, Pipeline, Send, Sleep, Steps
from .reading import Reply, reader, reply_reader
from .stop import Stop
from .wire import BaseUrl, Call, Failure

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


def from_environment(value: str | None, variable: str, default: str = "") -> str:
    """An argument, else an environment variable, else a default."""
    return value if value is not None else os.environ.get(variable, "").strip() or default


def base_url(given: str | None, variable: str, default: str) -> tuple[BaseUrl, bool]:
    """The base URL, and whether it is the provider's own.

    Raises:
        ConfigurationError: See `BaseUrl.parse`.
    """
    url = os.environ.get(variable, "").strip() if given is None else check_text(given, "base_url")
    return BaseUrl.parse(url or default, source=variable), not url


def host(client: _Client) -> str:
    """The host that a client reads from; `localhost` for any address of this machine."""
    url = client._pipeline.base_url  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    return "localhost" if url.is_local else url.origin[1]


def running_loop() -> object:
    """The event loop of this thread."""
    import asyncio

    return asyncio.get_running_loop()


class _Client:
    _pipeline: Pipeline
    _stop: Stop
    _owns_transport = True

    def with_options(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        whole_records: bool | None = None,
    ) -> Self:
        """The same client (connections, token, key) with other limits, for one call or many.

        The limits hold for all that happens for a call, authorize included. To close the new client
        ends its calls alone; to close this one ends those of both.

        Args:
            timeout: Seconds that one attempt may take, from connecting to the last byte. A call
                takes `(max_retries + 1) * timeout` at most, and the pauses between.
            max_retries: How often a failed call may be repeated. With 0 it makes no pauses.
            whole_records: Keep for each record what came for it; see `brolly.raw`.

        Raises:
            ConfigurationError: An option is invalid.
        """
        twin = object.__new__(type(self))
        pipeline = self._pipeline.changed(
            timeout=timeout, max_retries=max_retries, whole_records=whole_records
        )
        vars(twin).update(
            vars(self),
            _pipeline=pipeline,
            _stop=Stop(within=self._stop),
            _owns_transport=False,
        )
        return twin

    def _sending(self, request: Call[T], timeout: float | None) -> Steps[T]:
        pipeline = self._pipeline.changed(timeout=timeout)
        return pipeline.call(request, reader(request, whole=pipeline.options.whole_records))

    def _exchanging(self, request: Call[T], timeout: float | None) -> Steps[Reply[T]]:
        pipeline = self._pipeline.changed(timeout=timeout)
        return pipeline.call(request, reply_reader(request, whole=pipeline.options.whole_records))

    @property
    def mode(self) -> Literal["test", "live"] | None:
        """TEST or LIVE, from the prefix of the key; None if it has none."""
        return self._pipeline.mode

    def __repr__(self) -> str:
        if "_pipeline" not in vars(self):
            # A traceback may call this while the constructor is still running.
            return f"<{type(self).__name__} unfinished>"
        mode = (self.mode or "unknown").upper()
        return f"<{type(self).__name__} {self._pipeline.base_url.url} key={mode}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} cannot be pickled: it holds a key and open connections; "
            "create one in each process"
        )


class SyncClient(_Client):
    """Carries out the pipeline's steps. Safe to share between threads."""

    _transport: Transport

    def send(self, request: Call[T], *, timeout: float | None = None) -> T:
        """Send one request and return its typed result. All generated methods call this.

        Args:
            timeout: Seconds that one attempt may take, instead of the client's.
        """
        return self._run(self._sending(request, timeout))

    def exchange(self, request: Call[T], *, timeout: float | None = None) -> Reply[T]:
        """Send one request and return its result with status, headers and the original body.

        Args:
            timeout: Seconds that one attempt may take, instead of the client's.
        """
        return self._run(self._exchanging(request, timeout))

    def close(self) -> None:
        """Stop all calls, in any thread, and close the connections.

        The connections of your own `http_client` stay open.
        """
        self._stop.set()
        if self._owns_transport:
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, steps: Steps[T], stop: Stop | None = None) -> T:
        stop = stop or self._stop
        outcome: Outcome = None
        try:
            while True:
                try:
                    step = steps.send(outcome)
                except StopIteration as end:
                    return cast(T, end.value)
                refuse_closed(stop.is_set())
                if isinstance(step, Send):
                    outcome = self._transport.send(step.request, step.timeout, stop)
                else:
                    self._wait(step, stop)
                    outcome = None
        finally:
            steps.close()

    def _wait(self, step: Sleep | Await, stop: Stop) -> None:
        if isinstance(step, Sleep):
            self._pipeline.clock.sleep(stop, step.seconds)
            return
        woken = threading.Event()
        step.landed.add_done_callback(lambda _: woken.set())
        with stop.breaking(woken.set):
            woken.wait(step.seconds)


class AsyncClient(_Client):
    """Carries out the pipeline's steps on an asyncio event loop."""

    _transport: AsyncTransport

    async def send(
        self,
        request: Call[T],
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - the same arguments as the blocking client
    ) -> T:
        """Send one request and return its typed result. All generated methods call this.

        Args:
            timeout: Seconds that one attempt may take, instead of the client's.
        """
        return await self._run(self._sending(request, timeout))

    async def exchange(
        self,
        request: Call[T],
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - the same arguments as the blocking client
    ) -> Reply[T]:
        """Send one request and return its result with status, headers and the original body.

        Args:
            timeout: Seconds that one attempt may take, instead of the client's.
        """
        return await self._run(self._exchanging(request, timeout))

    async def close(self) -> None:
        """Stop all calls, in any task, and close the connections.

        The connections of your own `http_client` stay open.
        """
        self._stop.set()
        if self._owns_transport:
            await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _run(self, steps: Steps[T]) -> T:
        import asyncio

        outcome: Outcome = None
        breaking = _Breaking(asyncio.get_running_loop(), asyncio.current_task())
        self._stop.add(breaking)
        try:
            while True:
                try:
                    step = steps.send(outcome)
                except StopIteration as end:
                    return cast(T, end.value)
                refuse_closed(self._stop.is_set())
                breaking.waits = True
                try:
                    if isinstance(step, Send):
                        outcome = await self._transport.send(step.request, step.timeout)
                    else:
                        await self._wait(step)
                        outcome = None
                except asyncio.CancelledError:
                    if not (self._stop.is_set() and breaking.alone()):
                        raise
                    outcome = Failure("interrupted") if isinstance(step, Send) else None
                finally:
                    breaking.waits = False
        finally:
            self._stop.discard(breaking)
            steps.close()

    async def _wait(self, step: Sleep | Await) -> None:
        if isinstance(step, Sleep):
            await self._pipeline.clock.sleep_async(step.seconds)
            return
        import asyncio

        landed = asyncio.wrap_future(step.landed)
        try:
            await asyncio.wait([landed], timeout=step.seconds)
        finally:
            landed.cancel()


class _Breaking:
    """Cancels what a task waits for, as `asyncio.timeout` does, at a third of its cost."""

    __slots__ = ("_before", "_cancelled", "_loop", "_task", "waits")

    def __init__(self, loop: asyncio.AbstractEventLoop, task: asyncio.Task[Any] | None) -> None:
        assert task is not None, "asyncio calls from a task"  # noqa: S101
        self._loop = loop
        self._task = task
        self._before = task.cancelling()
        self._cancelled = False
        self.waits = False

    def __call__(self) -> None:
        # The loop may be closed.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._cancel)

    def _cancel(self) -> None:
        if self.waits and not self._cancelled:
            self._cancelled = True
            self._task.cancel()

    def alone(self) -> bool:
        """Whether nothing else has cancelled the task."""
        count = self._task.uncancel() if self._cancelled else self._task.cancelling()
        return count <= self._before
