"""How the command ends: exit codes for scripts, and one readable paragraph for people."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from enum import IntEnum
from pathlib import Path
from typing import Any, Self

import typer
from typer.core import TyperGroup

from brolly.errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    BrollyError,
    CallError,
    ConfigurationError,
    ConflictError,
    LiveKeyError,
    MethodNotAllowedError,
    NotFoundError,
    PaymentRequiredError,
    PermissionDeniedError,
    PolicyPendingError,
    RateLimitError,
    ServerError,
    SyncBusyError,
    SyncError,
    TransportError,
    UnprocessableError,
)

from . import _extensions


class ExitCode(IntEnum):
    """The exit status of the command, and what it tells a script."""

    meaning: str

    def __new__(cls, code: int, meaning: str) -> Self:
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    DONE = 0, "done"
    FAILED = 1, "brolly itself failed: a full disk, a bug"
    USAGE = 2, "wrong option, key, base URL or parameter, or a package is missing: correct it"
    REFUSED = 3, "the provider refused the key or the account: unknown, not permitted, unpaid"
    NOT_FOUND = 4, "there is no such record for this key"
    TRY_LATER = 5, "rate limit, server or network: try again later"
    CONTRACT = 6, "an answer breaks the documented contract: report it"
    UNSURE = 7, "the provider may have done what was asked: look before you ask again"
    BUSY = 8, "another run keeps the same copy: this one did nothing"
    NO_COPY = 9, "the database or folder of a copy failed: the next run goes on"
    INTERRUPTED = 130, "interrupted by Ctrl-C"
    CLOSED = 141, "stdout is closed, or its reader went away, as `head` does"


_CODES: dict[ExitCode, tuple[type[BrollyError], ...]] = {
    ExitCode.USAGE: (
        BadRequestError,
        ConfigurationError,
        MethodNotAllowedError,
        UnprocessableError,
    ),
    ExitCode.REFUSED: (
        AuthenticationError,
        LiveKeyError,
        PaymentRequiredError,
        PermissionDeniedError,
    ),
    ExitCode.NOT_FOUND: (NotFoundError,),
    ExitCode.TRY_LATER: (
        ConflictError,
        RateLimitError,
        ServerError,
        TransportError,
    ),
    ExitCode.UNSURE: (PolicyPendingError,),
    ExitCode.BUSY: (SyncBusyError,),
    ExitCode.NO_COPY: (SyncError,),
}


def code_for(error: BrollyError) -> ExitCode:
    """The exit code that stands for an error."""
    if isinstance(error, CallError) and error.may_have_written:
        return ExitCode.UNSURE
    if isinstance(error, ApiError) and error.status_code == 408:
        return ExitCode.TRY_LATER
    return next(
        (code for code, kinds in _CODES.items() if isinstance(error, kinds)), ExitCode.CONTRACT
    )


def debugging() -> bool:
    """Whether the person asked, by `BROLLY_LOG`, to see each call and each traceback."""
    return os.environ.get("BROLLY_LOG", "").strip().lower() == "debug"


def note(text: str, *, label: str = "", style: str = "") -> None:
    """Say something on stderr, in colours only on a terminal."""
    from rich.console import Console
    from rich.text import Text

    said = Text.assemble((label, style), text)
    # Where stderr is full or its reader is gone, the exit code alone tells how it ended.
    with suppress(OSError):
        Console(stderr=True, highlight=False).print(said, soft_wrap=True)


def complain(text: str) -> None:
    """Say on stderr what went wrong."""
    note(text, label="Error: ", style="bold red")


def _notes(error: BaseException) -> None:
    for text in getattr(error, "__notes__", ()):
        note(text)


@contextmanager
def _reported() -> Generator[None]:
    """Turn what is raised within into an exit code."""
    try:
        yield
    except BrollyError as error:
        complain(str(error))
        _notes(error)
        raise typer.Exit(code_for(error)) from None
    except KeyboardInterrupt as error:
        note("interrupted")
        _notes(error)
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        raise typer.Exit(ExitCode.CLOSED) from None


class ReportingGroup(TyperGroup):
    """Ends with the exit code that stands for what happened; has the commands of other packages."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *_extensions.names()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return super().get_command(ctx, cmd_name) or _extensions.load(cmd_name)

    def make_context(self, *arguments: Any, **options: Any) -> Any:
        with _reported():  # help and version are printed here
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: Any) -> Any:
        with _reported():
            return super().invoke(ctx)


def failed(error: Exception) -> ExitCode:
    """Report an error that is none of brolly's own.

    Its text may quote a record or a header, so only its type and place are shown.
    """
    import traceback

    if debugging():
        traceback.print_exception(error)
    if isinstance(error, OSError):
        complain(error.strerror or type(error).__name__)
    else:
        place = traceback.extract_tb(error.__traceback__)[-1]
        complain(
            f"brolly failed: {type(error).__name__} at {Path(place.filename).name}:"
            f"{place.lineno}. That is a bug; BROLLY_LOG=debug shows the traceback, which may hold "
            "personal data."
        )
    return ExitCode.FAILED
