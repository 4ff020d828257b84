"""What tools that print tracebacks with locals show of an error."""

from __future__ import annotations

import traceback

from rich.traceback import Traceback


def lines(error: BaseException) -> list[str]:
    """The error and its chain as rich and the standard library show them, locals included."""
    # The parts from which rich prints, as highlighting the source takes most of the time.
    found = Traceback.extract(
        type(error), error, error.__traceback__, show_locals=True, locals_max_string=10_000
    )
    shown: list[str] = []
    for stack in found.stacks:
        shown.append(f"{stack.exc_type} {stack.exc_value}")
        for frame in stack.frames:
            shown += [f"{name} = {node}" for name, node in (frame.locals or {}).items()]
    for part in traceback.TracebackException.from_exception(error, capture_locals=True).format():
        shown += part.splitlines()
    return shown
