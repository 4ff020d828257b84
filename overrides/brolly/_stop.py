"""How one thread ends what others wait for: a pause, or an answer that is on its way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager


class Stop:
    """Set once, for good: then pauses end, exchanges break off, and nothing new begins.

    Args:
        within: A wider stop, such as that of the whole client, that sets this one too.
    """

    def __init__(self, within: Stop | None = None) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: set[Callable[[], object]] = set()
        if within is not None:
            within.add(self.set)
        self._within = within

    def set(self) -> None:
        """End every wait. Safe from any thread, and more than once."""
        with self._lock:
            self._event.set()
            callbacks = list(self._callbacks)
            self._callbacks.clear()
        if self._within is not None:
            self._within.discard(self.set)
        for callback in callbacks:
            callback()

    def is_set(self) -> bool:
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Pause, at most until it is set; says whether it is."""
        return self._event.wait(seconds)

    @contextmanager
    def breaking(self, callback: Callable[[], object]) -> Generator[None]:
        """Have `callback` called from the stopping thread if it is set inside the block.

        It is called at once where it is set already. It must not block and must not raise.
        """
        self.add(callback)
        try:
            yield
        finally:
            self.discard(callback)

    def add(self, callback: Callable[[], object]) -> None:
        with self._lock:
            if not self._event.is_set():
                self._callbacks.add(callback)
                return
        callback()

    def discard(self, callback: Callable[[], object]) -> None:
        with self._lock:
            self._callbacks.discard(callback)
