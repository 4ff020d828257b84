"""After a fork the child shares the parent's sockets and may inherit a lock that nobody holds."""

from __future__ import annotations

import os
import weakref
from typing import Protocol


class Renewable(Protocol):
    def renew(self) -> None:
        """Let go of everything that belongs to the parent process."""


_renewables: weakref.WeakSet[Renewable] = weakref.WeakSet()


def renew_after_fork(holder: Renewable) -> None:
    """Have `holder.renew` called in each child process, before its first line runs."""
    _renewables.add(holder)


def _renew() -> None:
    for holder in _renewables:
        holder.renew()


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows knows no fork
    os.register_at_fork(after_in_child=_renew)
