"""The two shells around the pipeline: one that blocks, one that awaits."""

from __future__ import annotations

import copy
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType, TracebackType
from typing import Literal, NoReturn, Self, TypeVar, cast

from ._arguments import check_text
from ._auth import AccessToken, AsyncTokens, SyncTokens
from ._listing import Item, Listing, Query
from ._pipeline import Authorize, Outcome, Pipeline, Send, Steps
from ._reading import Reply, reader, reply_reader
from ._stop import Stop
from ._transport import AsyncTransport, Transport
from ._wire import BaseUrl, Call

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

    @property
    def mode(self) -> Literal["test", "live"] | None:
        """Whether the key is TEST or LIVE, by its prefix; None where it does not tell."""
        return self._pipeline.mode

    def __repr__(self) -> str:
        if "_pipeline" not in vars(self):
            # A traceback may ask while the constructor is still at work.
            return f"<{type(self).__name__} unfinished>"
        mode = (self.mode or "unknown").upper()
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

    _transport: Transport
    _tokens: Mapping[str, SyncTokens] = MappingProxyType({})
    """By the security scheme that they open."""

    def send(self, request: Call[T]) -> T:
        """Carry out one call, typed by its request; the generated methods all end here."""
        return self._run(self._pipeline.call(request, reader(request)))

    def exchange(self, request: Call[T]) -> Reply[T]:
        """Carry out one call; the value comes with status, headers and the body as it came."""
        return self._run(self._pipeline.call(request, reply_reader(request)))

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
                outcome = self._transport.send(step.request, step.timeout, Stop())
            elif isinstance(step, Authorize):
                outcome = self._token(step)
            else:
                self._pipeline.clock.sleep(step.seconds)
                outcome = None

    def _read(self, listing: Listing[Query, Item]) -> Iterator[Item]:
        while (query := listing.walk.query()) is not None:
            call = listing.request_for(query)
            value, invalid = self._run(self._pipeline.call(call, listing.reader.of(call)))
            taken = listing.walk.take(listing.records(value), None, invalid)
            listing.reader.report(taken.invalid)
            yield from taken.records

    def _token(self, step: Authorize) -> AccessToken:
        tokens = self._tokens[step.scheme]
        if step.refused is not None:
            tokens.drop(step.refused)
        return tokens.get()


class AsyncClient(_Client):
    """Carries out the pipeline's steps on an asyncio event loop."""

    _transport: AsyncTransport
    _tokens: Mapping[str, AsyncTokens] = MappingProxyType({})
    """By the security scheme that they open."""

    async def send(self, request: Call[T]) -> T:
        """Carry out one call, typed by its request; the generated methods all end here."""
        return await self._run(self._pipeline.call(request, reader(request)))

    async def exchange(self, request: Call[T]) -> Reply[T]:
        """Carry out one call; the value comes with status, headers and the body as it came."""
        return await self._run(self._pipeline.call(request, reply_reader(request)))

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
                outcome = await self._token(step)
            else:
                await self._pipeline.clock.sleep_async(step.seconds)
                outcome = None

    async def _read(self, listing: Listing[Query, Item]) -> AsyncIterator[Item]:
        while (query := listing.walk.query()) is not None:
            call = listing.request_for(query)
            value, invalid = await self._run(self._pipeline.call(call, listing.reader.of(call)))
            taken = listing.walk.take(listing.records(value), None, invalid)
            await listing.reader.report_async(taken.invalid)
            for item in taken.records:
                yield item

    async def _token(self, step: Authorize) -> AccessToken:
        tokens = self._tokens[step.scheme]
        if step.refused is not None:
            tokens.drop(step.refused)
        return await tokens.get()
