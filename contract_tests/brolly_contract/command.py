"""`brolly contract`: check a provider, record its responses, replay them.

The command finds it by its entry point.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brolly import ConfigurationError, LiveKeyError
from brolly_cli._exit import ExitCode, note
from brolly_cli._input import between, filled
from brolly_cli._options import block

if TYPE_CHECKING:
    from .recording.model import Recording

app = typer.Typer(
    help="Check that a provider keeps its contract. Record its responses, redacted; replay them.",
    epilog="\n\n".join(
        [
            block(
                "Examples",
                "brolly contract record kasko --to recordings --rate 10",
                "brolly contract replay recordings",
            ),
            block(
                "Environment",
                "KASKO_API_KEY, KASKO_BASE_URL            TEST key and address of KASKO",
                "INSUREHERO_API_KEY, INSUREHERO_BASE_URL  key and address of InsureHero",
                "INSUREHERO_CHANNEL_KEY                   key of its channel part",
                "KASKO_PUBLIC_KEY                         public TEST key, for one walk",
            ),
            block("Exit codes", *(f"{code.value:<4} {code.meaning}" for code in ExitCode)),
        ]
    ),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.command(
    epilog="\n\n".join(
        [
            block(
                "Examples",
                "brolly contract check --kasko-url https://sandbox.example.com",
                "brolly contract check --kasko-url ... --id offerId=... --id @ids.txt",
                "brolly contract check --kasko-url ... --writes",
                "brolly contract check --mock",
            ),
            block(
                "Exit codes",
                "0  what was tested holds",
                "1  it does not, or the run tested too little",
                "2  nothing was tested",
            ),
        ]
    )
)
def check(
    kasko_url: Annotated[
        str, typer.Option(metavar="URL", help="Check this KASKO (also KASKO_BASE_URL).")
    ] = "",
    insurehero_url: Annotated[
        str, typer.Option(metavar="URL", help="Check this InsureHero (also INSUREHERO_BASE_URL).")
    ] = "",
    mock: Annotated[
        bool, typer.Option("--mock", help="Check brolly's mock of both, in depth full.")
    ] = False,
    writes: Annotated[
        bool,
        typer.Option(
            "--writes", help="Depth full: write, and send invalid requests. TEST keys only."
        ),
    ] = False,
    deep: Annotated[
        bool,
        typer.Option("--deep", help="Full, with 1,000 drawn cases for each operation and phase."),
    ] = False,
    ids: Annotated[
        list[str] | None,
        typer.Option(
            "--id",
            metavar="NAME=VALUE",
            help="What the account holds, such as offerId=...; @FILE has one in each line.",
        ),
    ] = None,
    examples: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Cases per operation and phase.")
    ] = None,
    seed: Annotated[int | None, typer.Option(metavar="N", help="Draw other cases.")] = None,
    rate: Annotated[
        float | None,
        typer.Option(
            parser=between(0.01, 1000), metavar="N", help="Requests a second. [default: 5]"
        ),
    ] = None,
    patience: Annotated[
        float,
        typer.Option(
            parser=between(0, 86_400), metavar="SECONDS", help="How long a walk may wait."
        ),
    ] = 20.0,
    least_responses: Annotated[
        float,
        typer.Option(
            min=0,
            max=1,
            metavar="SHARE",
            help="Fail if fewer documented responses came.",
        ),
    ] = 0.0,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", envvar="CONTRACT_BASELINE", help="Findings that are accepted."
        ),
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Accept what is found, in that file.")
    ] = False,
    reports: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where HTML, JSON and JUnit go.")
    ] = Path("reports"),
) -> None:
    """Check that a provider keeps its contract.

    Without --writes only valid GET requests are sent, 5 a second. Keys come from KASKO_API_KEY,
    INSUREHERO_API_KEY and INSUREHERO_CHANNEL_KEY; LIVE keys are refused. Needs the extra
    brolly[contract], and brolly[mock] for --mock.
    """
    options = locals()
    from .check import Options, run

    raise typer.Exit(run(Options(**options)))


FOLDER = Path("recordings")


class Provider(StrEnum):
    """Whose sandbox is read."""

    kasko = "kasko"
    insurehero = "insurehero"


FolderOption = Annotated[
    Path, typer.Option("--to", metavar="FOLDER", help="Where the recording goes.")
]


@app.command(
    epilog=block(
        "Examples",
        "brolly contract record kasko --rate 20",
        "brolly contract record insurehero --to recordings --each 1 --rate 10",
    )
)
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
    """Record the responses of a sandbox, with fakes for all personal data and secrets.

    Only GET is sent, by a TEST key and to an address that you name. What is kept follows the
    documents: names, enums, numbers and times that they describe, unless they are personal; all
    else is a fake of the same shape. Look through the file before you share it.
    """
    address = f"{provider.upper()}_BASE_URL"
    named = {address: base_url or os.environ.get(address, "").strip()}
    if not named[address]:
        raise ConfigurationError(
            f"name the sandbox by --base-url or {address}: an address is never guessed, as the "
            "default is the provider's own"
        )
    from .recording.recorder import Recorder
    from .target import is_live, sandbox

    if is_live(os.environ.get(f"{provider.upper()}_API_KEY", "").strip()):
        raise LiveKeyError("recordings are made with TEST keys only; this is a LIVE key")
    with Recorder(sandbox(provider.value, {**os.environ, **named}), rate=rate) as recorder:
        recording = recorder.record(
            each=each, most=most, told=lambda operation, status: note(f"{operation} {status}")
        )
    for operation, reason in sorted(recorder.left_out.items()):
        note(f"{operation} was not called: {reason}")
    _kept([recording] if recording.exchanges else [], to)


@app.command(
    "import", epilog=block("Example", "brolly contract import session.har --to recordings")
)
def from_har(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.har", exists=True, dir_okay=False, readable=True)
    ],
    to: FolderOption = FOLDER,
) -> None:
    """Make recordings from a HAR file, with the same fakes as `record`.

    Requests that are neither provider's are passed over. The file itself holds keys and personal
    data: delete it afterwards.
    """
    from .recording.har import recordings

    found, strangers = recordings(file)
    if strangers:
        note(f"{strangers} requests belong to neither API")
    _kept(found, to)


@app.command(epilog=block("Example", "brolly contract replay recordings"))
def replay(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[FOLDER]", exists=True, help="A folder of recordings, or one file."
        ),
    ] = FOLDER,
) -> None:
    """Hold recordings against the documents, and let the client read them.

    Each finding is a line that names file, operation, check and JSON path.
    """
    from .recording.replay import replay as run

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
    from .recording.model import write

    if not recordings:
        raise ConfigurationError("there was nothing to record, so nothing is kept")
    for recording in recordings:
        try:
            file = write(recording, folder)
        except OSError as error:
            raise ConfigurationError(f"cannot write to {folder}: {error.strerror}") from None
        typer.echo(str(file))
        note(f"{len(recording.exchanges)} exchanges, redacted; look through them before you share")
