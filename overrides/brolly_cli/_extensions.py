"""Commands of other packages, found by entry points of the group `brolly.commands`.

Each is a `typer.Typer` and has the name of the entry point, as does the extra that it needs.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import typer

from brolly import ConfigurationError

GROUP = "brolly.commands"


def names() -> list[str]:
    """The names of the commands that are installed."""
    return sorted(entry_points(group=GROUP).names)


def load(name: str) -> Any:
    """The command with a name, or None.

    Raises:
        ConfigurationError: A package that the command needs is not installed.
    """
    for entry in entry_points(group=GROUP, name=name):
        with naming_the_extra(entry):
            command = typer.main.get_command(entry.load())
        command.name = name
        invoke = command.invoke

        def invoked(ctx: Any, entry: EntryPoint = entry, invoke: Any = invoke) -> Any:
            with naming_the_extra(entry):
                return invoke(ctx)

        command.invoke = invoked  # type: ignore[method-assign]
        return command
    return None


@contextmanager
def naming_the_extra(entry: EntryPoint) -> Generator[None]:
    """Say which extra installs a missing package."""
    try:
        yield
    except ModuleNotFoundError as missing:
        extra = f"[{','.join(entry.extras)}]" if entry.extras else ""
        raise ConfigurationError(
            f"`brolly {entry.name}` needs more packages: pip install 'brolly{extra}'"
        ) from missing
