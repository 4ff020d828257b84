"""`brolly contract`: recordings of a sandbox, and their replay."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brolly.errors import ConfigurationError

from ._exit import ExitCode, note
from ._input import between, filled

if TYPE_CHECKING:
    from brolly._recording.model import Recording

FOLDER = Path("recordings")


class Provider(StrEnum):
    """Whose sandbox is read."""

    kasko = "kasko"
    insurehero = "insurehero"


FolderOption = Annotated[
    Path, typer.Option("--to", metavar="FOLDER", help="Where the recording goes.")
]


def record(
    provider: Annotated[Provider, typer.Argument(show_default=False)],
    to: FolderOption = FOLDER,
    base_url: Annotated[
        str | None,
        typer.Option(
            parser=filled,
            metavar="URL",
            help="Address of the sandbox, instead of the environment's.",
        ),
    ] = None,
    each: Annotated[int, typer.Option(min=1, metavar="N", help="Calls of one operation.")] = 3,
    most: Annotated[int, typer.Option(min=1, metavar="N", help="Calls in all.")] = 60,
    rate: Annotated[
        float,
        typer.Option(parser=between(0.01, 20), metavar="N", help="Requests a second, 0.01 to 20."),
    ] = 2.0,
) -> None:
    """Record what a sandbox answers, with fakes in place of all personal data and secrets.

    Only GET is sent, by a TEST key and to an address that you name. What is kept follows the
    documents: names, enums, numbers and times that they describe, unless they are personal; all
    else is a fake of the same shape. Look through the file before you share it. Needs the extra
    brolly[mock].
    """
    key, address = f"{provider.upper()}_API_KEY", f"{provider.upper()}_BASE_URL"
    url = base_url or os.environ.get(address, "").strip()
    if not url:
        raise ConfigurationError(
            f"name the sandbox by --base-url or {address}: an address is never guessed, as the "
            "default is the provider's own"
        )
    secret = os.environ.get(key, "").strip()
    if not secret:
        raise ConfigurationError(f"{key} holds no API key")
    _needs_mock()
    from brolly._recording.recorder import Recorder
    from brolly._recording.spec import load

    with Recorder(load(provider.value), secret, base_url=url, rate=rate, max_retries=1) as recorder:
        recording = recorder.record(
            each=each, most=most, told=lambda operation, status: note(f"{operation} {status}")
        )
    for operation, reason in sorted(recorder.left_out.items()):
        note(f"{operation} was not called: {reason}")
    _kept([recording] if recording.exchanges else [], to)


def from_har(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.har", exists=True, dir_okay=False, readable=True)
    ],
    to: FolderOption = FOLDER,
) -> None:
    """Make recordings from a HAR file, with the same fakes as `record`.

    Requests that are neither provider's are passed over. The file itself holds keys and personal
    data: delete it afterwards. Needs the extra brolly[mock].
    """
    _needs_mock()
    from brolly._recording.har import recordings

    found, strangers = recordings(file)
    if strangers:
        note(f"{strangers} requests belong to neither API")
    _kept(found, to)


def replay(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[FOLDER]", exists=True, help="A folder of recordings, or one file."
        ),
    ] = FOLDER,
) -> None:
    """Hold recordings against the documents, and let the client read them.

    Each finding is a line that names file, operation and JSON path. Needs the extra brolly[mock].
    """
    _needs_mock()
    from brolly._recording.replay import replay as run

    replayed = run(folder)
    for finding in replayed.findings:
        typer.echo(str(finding))
    note(
        f"{replayed.exchanges} exchanges of {replayed.files} recordings, "
        f"{len(replayed.findings)} findings"
    )
    if replayed.findings:
        raise typer.Exit(ExitCode.CONTRACT)


def _kept(recordings: list[Recording], folder: Path) -> None:
    from brolly._recording.model import write

    if not recordings:
        raise ConfigurationError("there was nothing to record, so nothing is kept")
    for recording in recordings:
        try:
            file = write(recording, folder)
        except OSError as error:
            raise ConfigurationError(f"cannot write to {folder}: {error.strerror}") from None
        typer.echo(str(file))
        note(f"{len(recording.exchanges)} exchanges, redacted; look through them before you share")


def _needs_mock() -> None:
    from importlib import import_module

    try:
        import_module("brolly_mock.spec")
    except ModuleNotFoundError as missing:
        raise ConfigurationError(
            "recordings need more packages: pip install 'brolly[mock]'"
        ) from missing
