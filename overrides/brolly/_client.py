"""The two shells around the pipeline: one that blocks, one that awaits."""

from __future__ import annotations

import copy
import os
from dataclasses import replace
from types import TracebackType
from typing import NoReturn, Self, TypeVar, cast

from ._auth import AccessToken, AsyncTokens, SyncTokens
from ._pipeline import Authorize, Call, Outcome, Pipeline, Send, Steps
from ._reading import reader
from ._transport import AsyncHttpxTransport, HttpxTransport

T = TypeVar("T")


def from_environment(value: str | None, variable: str, default: str = "") -> str:
    """An argument, else an environment variable, else a default."""
    return value if value is not None else os.environ.get(variable, "").strip() or default


class _Client:
    _pipeline: Pipeline

    def with_options(self, *, timeout: float | None = None, max_retries: int | None = None) -> Self:
        """The same client (connections, token, key) with other limits, for one call or many.

        Args:
            timeout: Seconds that one attempt may take, from connecting to the last byte.
            max_retries: How often a failed call may be repeated.

        Raises:
            ConfigurationError: A limit is out of range.
        """
        twin = copy.copy(self)
        options = self._pipeline.options.changed(timeout, max_retries)
        vars(twin).update(_pipeline=replace(self._pipeline, options=options))
        return twin

    def __repr__(self) -> str:
        if "_pipeline" not in vars(self):
            # A traceback may ask while the constructor is still at work.
            return f"<{type(self).__name__} unfinished>"
        mode = (self._pipeline.key.mode or "unknown").upper()
        return f"<{type(self).__name__} {self._pipeline.base_url.url} key={mode}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} cannot be pickled: it holds a key and open connections; "
            "make one in each process"
        )

    def __copy__(self) -> Self:
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        return twin


class SyncClient(_Client):
    """Carries out the pipeline's steps, blocking. Safe to share between threads."""

    _transport: HttpxTransport
    _tokens: SyncTokens | None = None

    def send(self, request: Call[T]) -> T:
        """Carry out one call, typed by its request; the generated methods all end here."""
        return self._run(self._pipeline.call(request, reader(request)))

    def close(self) -> None:
        """Close the connections (those of your own `http_client` stay open)."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _run(self, steps: Steps[T]) -> T:
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                return cast(T, end.value)
            if isinstance(step, Send):
                outcome = self._transport.send(step.request, step.timeout)
            elif isinstance(step, Authorize):
                outcome = self._token(step.refused)
            else:
                self._pipeline.clock.sleep(step.seconds)
                outcome = None

    def _token(self, refused: AccessToken | None) -> AccessToken:
        tokens = cast(SyncTokens, self._tokens)
        if refused is not None:
            tokens.drop(refused)
        return tokens.get()


class AsyncClient(_Client):
    """Carries out the pipeline's steps on an asyncio event loop."""

    _transport: AsyncHttpxTransport
    _tokens: AsyncTokens | None = None

    async def send(self, request: Call[T]) -> T:
        """Carry out one call, typed by its request; the generated methods all end here."""
        return await self._run(self._pipeline.call(request, reader(request)))

    async def close(self) -> None:
        """Close the connections (those of your own `http_client` stay open)."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def _run(self, steps: Steps[T]) -> T:
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                return cast(T, end.value)
            if isinstance(step, Send):
                outcome = await self._transport.send(step.request, step.timeout)
            elif isinstance(step, Authorize):
                outcome = await self._token(step.refused)
            else:
                await self._pipeline.clock.sleep_async(step.seconds)
                outcome = None

    async def _token(self, refused: AccessToken | None) -> AccessToken:
        tokens = cast(AsyncTokens, self._tokens)
        if refused is not None:
            tokens.drop(refused)
        return await tokens.get()
