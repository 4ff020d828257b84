"""How one thread or task ends what others wait for: a pause, or an answer that is on its way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

from .._http.fork import renew_after_fork


class Stop:
    """Set once, for good: then pauses end, exchanges break off, and nothing new begins.

    It holds no lock, so a forked child cannot inherit one that nobody frees.

    Args:
        within: A wider stop, such as that of the whole client, that sets this one too.
    """

    def __init__(self, within: Stop | None = None) -> None:
        self._within = within
        self._is_set = False
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        # What waits in the parent process is none of the child's business.
        self._callbacks: set[Callable[[], object]] = set()

    def set(self) -> None:
        """End every wait. Safe from any thread, and more than once."""
        self._is_set = True
        for callback in list(self._callbacks):
            callback()

    def is_set(self) -> bool:
        return self._is_set or (self._within is not None and self._within.is_set())

    def wait(self, seconds: float) -> bool:
        """Pause, at most until it is set; says whether it is."""
        woken = threading.Event()
        with self.breaking(woken.set):
            woken.wait(seconds)
        return self.is_set()

    @contextmanager
    def breaking(self, callback: Callable[[], object]) -> Generator[None]:
        """Have `callback` called from the stopping thread if it is set inside the block.

        It is called at once where it is set already, and may be called twice. It must not block
        and must not raise.
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
        # Looked at last: whoever set it before now may not have seen the callback.
        if self._is_set:
            callback()

    def discard(self, callback: Callable[[], object]) -> None:
        self._callbacks.discard(callback)
        if self._within is not None:
            self._within.discard(callback)
