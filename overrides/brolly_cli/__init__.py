"""The `brolly` command, of the extra `brolly[cli]`; `brolly[mock]` brings it too."""

# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from importlib import import_module

from ._streams import prepare, settle


def main() -> int:
    """Entry point of the command.

    Returns:
        The exit status; `brolly --help` lists them.
    """
    if not prepare():
        return 141
    try:
        import_module("rich")  # otherwise its absence shows halfway through
        from ._app import run
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"typer", "rich", "click"}:
            raise
        sys.stderr.write("brolly: the command needs more packages: pip install 'brolly[cli]'\n")
        return 2
    except KeyboardInterrupt:
        return 130
    try:
        return run()
    finally:
        settle()
