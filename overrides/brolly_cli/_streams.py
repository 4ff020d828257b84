"""Makes stdin, stdout and stderr usable if they are closed, non-blocking or not UTF-8."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TextIO, cast


def prepare() -> bool:
    """Make the streams usable; False if stdout is closed and all output would be lost."""
    stdin, stdout, stderr = (cast("TextIO | None", s) for s in (sys.stdin, sys.stdout, sys.stderr))
    if stdin is None or stdout is None or stderr is None:
        # Otherwise the next file or socket would get the number of a standard stream.
        while (unused := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(unused)
    for one in filter(None, (stdin, stdout, stderr)):
        # Whoever shares a pipe or a terminal may have set it not to block. A stream of memory has
        # no such mode, nor do those of Windows.
        with suppress(OSError, AttributeError):
            os.set_blocking(one.fileno(), True)
    sys.stdin = stdin or io.TextIOWrapper(io.BytesIO(), "utf-8")
    sys.stderr = stderr or io.TextIOWrapper(io.BytesIO(), "utf-8")
    for stream in (stdout, stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    return stdout is not None


def settle() -> None:
    """Give up what a stream does not take, before Python tries again and says so at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
