"""Renew objects after a fork: the child shares sockets and may inherit a locked lock."""

from __future__ import annotations

import os
import weakref
from typing import Protocol


class Renewable(Protocol):
    def renew(self) -> None:
        """Drop everything that belongs to the parent process."""


_renewables: weakref.WeakSet[Renewable] = weakref.WeakSet()


def renew_after_fork(holder: Renewable) -> None:
    """Call `holder.renew` in each child process before any other code runs."""
    _renewables.add(holder)


def _renew() -> None:
    for holder in _renewables:
        holder.renew()


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows has no fork
    os.register_at_fork(after_in_child=_renew)
