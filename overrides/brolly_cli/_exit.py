"""Exit codes, and the texts of errors."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
import re
from collections.abc import Generator
from contextlib import contextmanager, suppress
from enum import IntEnum
from pathlib import Path
from typing import Any, Self

import typer
from typer.core import TyperGroup

from brolly import errors

from . import _extensions

# Newer versions of Typer include a copy of Click; older ones depend on Click.
_UsageError: Any = typer.BadParameter.__bases__[0]


class ExitCode(IntEnum):
    """The exit codes of the command."""

    meaning: str

    def __new__(cls, code: int, meaning: str) -> Self:
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    DONE = 0, "done"
    FAILED = 1, "brolly failed: for example the disk is full, or there is a bug"
    USAGE = 2, "an option, key, base URL or parameter is wrong, or a package is missing: correct it"
    REFUSED = 3, "the provider rejected the key or the account: unknown, not permitted, unpaid"
    NOT_FOUND = 4, "no such record, or this key may not see it"
    TRY_LATER = 5, "rate limit, server or network error: try again later"
    CONTRACT = 6, "a response does not match the documented contract: report it"
    UNSURE = 7, "the provider may have carried out the write: check before you repeat it"
    BUSY = 8, "another run is working on the same copy: this one did nothing"
    NO_COPY = 9, "the database or folder of a copy failed: correct it, the next run continues"
    INTERRUPTED = 130, "interrupted by Ctrl-C"
    CLOSED = 141, "stdout was closed, for example by `head`"


_CODES: dict[ExitCode, tuple[type[errors.BrollyError], ...]] = {
    ExitCode.USAGE: (
        errors.BadRequestError,
        errors.ConfigurationError,
        errors.MethodNotAllowedError,
        errors.UnprocessableError,
    ),
    ExitCode.REFUSED: (
        errors.AuthenticationError,
        errors.LiveKeyError,
        errors.PaymentRequiredError,
        errors.PermissionDeniedError,
    ),
    ExitCode.NOT_FOUND: (errors.NotFoundError,),
    ExitCode.TRY_LATER: (
        errors.ConflictError,
        errors.RateLimitError,
        errors.ServerError,
        errors.TransportError,
    ),
    ExitCode.UNSURE: (errors.PolicyPendingError,),
    ExitCode.BUSY: (errors.SyncBusyError,),
    ExitCode.NO_COPY: (errors.SyncError,),
}


def code_for(error: errors.BrollyError) -> ExitCode:
    """The exit code for an error."""
    if isinstance(error, errors.CallError) and error.may_have_written:
        return ExitCode.UNSURE
    if isinstance(error, errors.ApiError) and error.status_code == 408:
        return ExitCode.TRY_LATER
    return next(
        (code for code, kinds in _CODES.items() if isinstance(error, kinds)), ExitCode.CONTRACT
    )


def debugging() -> bool:
    """Whether `BROLLY_LOG` asks for each call and for tracebacks."""
    return os.environ.get("BROLLY_LOG", "").strip().lower() == "debug"


def note(text: str, *, label: str = "", style: str = "") -> None:
    """Print to stderr, with colors only on a terminal."""
    from rich.console import Console
    from rich.text import Text

    said = Text.assemble((label, style), text)
    # If stderr is full or closed, only the exit code is left.
    with suppress(OSError):
        Console(stderr=True, highlight=False).print(said, soft_wrap=True)


def complain(text: str) -> None:
    """Print an error to stderr."""
    note(text, label="Error: ", style="bold red")


def _notes(error: BaseException) -> None:
    for text in getattr(error, "__notes__", ()):
        note(text)


@contextmanager
def _reported() -> Generator[None]:
    """Turn exceptions into exit codes."""
    try:
        yield
    except errors.BrollyError as error:
        complain(str(error))
        _notes(error)
        raise typer.Exit(code_for(error)) from None
    except KeyboardInterrupt as error:
        note("interrupted")
        _notes(error)
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        raise typer.Exit(ExitCode.CLOSED) from None
    except _UsageError as error:
        if re.search("key|token", getattr(error, "option_name", "")):
            error.message += ". Set the key in the environment: KASKO_API_KEY or INSUREHERO_API_KEY"
        raise


class ListingGroup(TyperGroup):
    """A group that lists its commands if an unknown one is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except _UsageError as error:
            error.message += f" The commands are: {', '.join(self.list_commands(ctx))}."
            raise


class ReportingGroup(ListingGroup):
    """The top group, with the exit codes and the commands of other packages."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *_extensions.names()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return super().get_command(ctx, cmd_name) or _extensions.load(cmd_name)

    def make_context(self, *arguments: Any, **options: Any) -> Any:
        with _reported():  # prints help and version
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: Any) -> Any:
        with _reported():
            return super().invoke(ctx)


def failed(error: Exception) -> ExitCode:
    """Report an unexpected error.

    Its text may contain a record or a header, so only its type and location are shown.
    """
    import traceback

    if debugging():
        traceback.print_exception(error)
    if isinstance(error, OSError):
        complain(error.strerror or type(error).__name__)
    else:
        place = traceback.extract_tb(error.__traceback__)[-1]
        complain(
            f"this is a bug in brolly: {type(error).__name__} at "
            f"{Path(place.filename).name}:{place.lineno}. Set BROLLY_LOG=debug to see the "
            "traceback, which may contain personal data."
        )
    return ExitCode.FAILED
