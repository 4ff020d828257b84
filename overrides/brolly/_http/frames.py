"""Remove library frames from errors, as their locals contain key, token and body."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import Any

LIBRARIES = frozenset({"httpx", "httpx2", "httpcore", "httpcore2", "h11", "h2"})

_NOT_THEIRS = {*LIBRARIES, "brolly", "anyio", "respx"}


def told(error: Exception) -> str:
    """Return the type of an error and where the caller's code raised it, not its message."""
    place = ""
    traceback = _own_frames(error.__traceback__)
    while traceback is not None:
        file = Path(traceback.tb_frame.f_code.co_filename).name
        place = f", line {traceback.tb_lineno} of {file}"
        traceback = traceback.tb_next
    return f"the HTTP client failed in an unexpected way ({type(error).__name__}{place})"


def bare(error: Any) -> Any:
    """Remove the frames of libraries from an error and from its causes."""
    link: BaseException | None = error
    for _ in range(10):
        if link is not None:
            link.__traceback__ = _own_frames(link.__traceback__)
            link = link.__cause__ or link.__context__
    return error


def _own_frames(traceback: TracebackType | None) -> TracebackType | None:
    """Keep only the frames of the caller's code."""
    kept: list[TracebackType] = []
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        if module not in sys.stdlib_module_names and module not in _NOT_THEIRS:
            kept.append(traceback)
        traceback = traceback.tb_next
    rest: TracebackType | None = None
    for one in reversed(kept):
        rest = TracebackType(rest, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return rest
