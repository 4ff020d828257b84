"""Lets one thread or task end the waits of others: pauses and requests under way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

from .._http.fork import renew_after_fork


class Stop:
    """Once set, pauses end, requests under way are broken off, and no new one begins.

    It has no lock, because a forked child could inherit a locked one.

    Args:
        within: A stop that sets this one too, such as that of the whole client.
    """

    def __init__(self, within: Stop | None = None) -> None:
        self._within = within
        self._is_set = False
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        # The waits of the parent process do not concern the child.
        self._callbacks: set[Callable[[], object]] = set()

    def set(self) -> None:
        """End every wait. Any thread may call it, more than once."""
        self._is_set = True
        for callback in list(self._callbacks):
            callback()

    def is_set(self) -> bool:
        return self._is_set or (self._within is not None and self._within.is_set())

    def wait(self, seconds: float) -> bool:
        """Pause until it is set, or for these seconds; returns whether it is set."""
        woken = threading.Event()
        with self.breaking(woken.set):
            woken.wait(seconds)
        return self.is_set()

    @contextmanager
    def breaking(self, callback: Callable[[], object]) -> Generator[None]:
        """Call `callback`, in the thread that sets it, if it is set inside the block.

        If it is set already, `callback` is called at once. It may be called twice, and must
        neither block nor raise.
        """
        self.add(callback)
        try:
            yield
        finally:
            self.discard(callback)

    def add(self, callback: Callable[[], object]) -> None:
        self._callbacks.add(callback)
        if self._within is not None:
            self._within.add(callback)
        # Checked last, because a thread that set it before may not have seen the callback.
        if self._is_set:
            callback()

    def discard(self, callback: Callable[[], object]) -> None:
        self._callbacks.discard(callback)
        if self._within is not None:
            self._within.discard(callback)
