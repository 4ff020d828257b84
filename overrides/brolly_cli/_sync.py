"""`brolly sync`: keep a copy of policies and claims in your own tables."""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
import math
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from brolly.errors import BrollyError, ConfigurationError, SyncBusyError, SyncError

from ._clients import reading_insurehero, reading_kasko
from ._exit import ExitCode, code_for, complain, debugging, note
from ._help import SETTINGS
from ._input import first_second
from ._options import BaseUrlOption, block

if TYPE_CHECKING:
    from brolly.sync import Copy, Report, Tally

SALT_VARIABLE = "BROLLY_SYNC_SALT"
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "": 1}
_QUIET_SECONDS = 60.0
_PATIENCE_SECONDS = 600.0


class Personal(StrEnum):
    """What becomes of personal members."""

    DROP = "drop"
    HASH = "hash"
    KEEP = "keep"


def _duration(text: str) -> int:
    match = re.fullmatch(r"(\d{1,7})([smhd]?)", text.strip())
    if not match or not int(match[1]):
        raise typer.BadParameter("use a form like 30s, 5m, 1h or 7d")
    return int(match[1]) * _UNITS[match[2]]


app = typer.Typer(
    help="Keep a copy of policies and claims in your own tables.",
    **SETTINGS,
    epilog="\n\n".join(
        [
            block(
                "Examples",
                "brolly sync kasko --to duckdb:copy.duckdb",
                "brolly sync kasko --to postgres --every 5m --workers 8",
                "brolly sync insurehero --to parquet:copy --tables claims,risk_items",
                "brolly sync status --to duckdb:copy.duckdb",
            ),
            block(
                "Environment",
                "BROLLY_POSTGRES_URL  postgresql://user:password@host/database, or PGHOST ...",
                f"{SALT_VARIABLE}     for --personal hash: 16 characters or more, always the same",
            ),
        ]
    ),
)

ToOption = Annotated[
    str,
    typer.Option("--to", metavar="PLACE", help="duckdb:FILE, postgres or parquet:FOLDER."),
]
DatasetOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Schema of the tables.",
        show_default="the provider and TEST or LIVE, as kasko_test",
    ),
]
PersonalOption = Annotated[
    Personal, typer.Option(help="How to store personal members. Signed URLs are never stored.")
]
EveryOption = Annotated[
    int | None,
    typer.Option(
        parser=_duration,
        metavar="TIME",
        help="Keep running and poll at this interval, for example 5m.",
    ),
]


@app.command()
def kasko(
    to: ToOption,
    since: Annotated[
        int | None,
        typer.Option(
            parser=first_second,
            metavar="TIME",
            help="First change to copy. Later runs use it only if it is earlier than before.",
        ),
    ] = None,
    lookback: Annotated[
        int | None,
        typer.Option(
            parser=_duration,
            metavar="TIME",
            help="Period to read again in each run.",
            show_default="15m",
        ),
    ] = None,
    reconcile: Annotated[
        bool, typer.Option("--reconcile", help="Read everything again; once a week is enough.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, max=20, help="Parallel requests.")] = 1,
    personal: PersonalOption = Personal.DROP,
    every: EveryOption = None,
    dataset: DatasetOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """Copy policies. Late commits within --lookback are in the copy after the next run."""
    with reading_kasko(base_url) as client:
        options = {"since": since, "workers": workers}
        if lookback is not None:
            options["lookback"] = lookback
        _keep("kasko", client, to, dataset, personal, every, reconcile=reconcile, **options)


@app.command()
def insurehero(
    to: ToOption,
    tables: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="claims, risk_items, orders, claim_events, users; all by default. Orders and "
            "events take one call for each risk item and claim.",
            show_default=False,
        ),
    ] = None,
    personal: PersonalOption = Personal.DROP,
    every: EveryOption = None,
    dataset: DatasetOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """Copy claims, risk items, orders, events and users. Each run reads them completely."""
    names = [name.strip() for name in tables.split(",")] if tables else None
    with reading_insurehero(base_url) as client:
        _keep("insurehero", client, to, dataset, personal, every, tables=names)


@app.command()
def status(
    to: ToOption,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each copy.")] = False,
) -> None:
    """Show rows, cursor, lag and the result of the last run."""
    from brolly.sync import status as read_status

    for one in read_status(to):
        if as_json:
            whole = {
                "dataset": one.dataset,
                "rows": one.rows,
                "complete_to": one.complete_to and one.complete_to.isoformat(),
                "lag_seconds": one.lag,
                "cursor": one.cursor,
                "last": one.last,
            }
            typer.echo(json.dumps(whole))
            continue
        typer.echo(one.dataset)
        for table, rows in one.rows.items():
            typer.echo(f"  {table:<16} {rows:>12,} rows")
        if one.complete_to is not None:
            typer.echo(f"  complete to      {one.complete_to:%Y-%m-%d %H:%M:%S} UTC")
            typer.echo(f"  lag              {one.lag:,.0f} s")
        if one.cursor:
            typer.echo("  the last run was interrupted; the next one continues")
        last = one.last or {}
        if "error" in last:
            typer.echo(f"  last run         {last['began'][:19]} failed: {last['text']}")
        elif last:
            typer.echo(f"  last run         {last['began'][:19]}, {last['seconds']:.1f} s")


def _keep(
    provider: Literal["kasko", "insurehero"],
    client: Any,
    to: str,
    dataset: str | None,
    personal: Personal,
    every: int | None,
    *,
    reconcile: bool = False,
    **options: Any,
) -> None:
    from brolly.sync import Copy

    salt = os.environ.get(SALT_VARIABLE) if personal is Personal.HASH else None
    ended = threading.Event()

    def work() -> None:
        with (
            _progress() as shown,
            Copy(
                provider,
                to,
                dataset=dataset,
                client=client,
                personal=personal.value,
                salt=salt,
                on_progress=shown,
                **options,
            ) as copy,
        ):
            if every is None:
                _say(copy, copy.run(reconcile=reconcile))
            else:
                _poll(copy, every, ended, reconcile=reconcile)

    signals = _until_asked_to_end(work, client, ended)
    if every is None and signals:
        raise KeyboardInterrupt


def _poll(copy: Copy, every: int, ended: threading.Event, *, reconcile: bool) -> None:
    """One run after another, until asked to end.

    Failures that may pass are reported and outlasted. Others end it at once before the first good
    run; after it, once they have lasted for ten minutes, as a provider may refuse good keys for a
    while.
    """
    said = -_QUIET_SECONDS
    patient_until = 0.0
    while not ended.is_set():
        begun = time.monotonic()
        try:
            report = copy.run(reconcile=reconcile)
        except (ConfigurationError, SyncBusyError):
            raise
        except BrollyError as error:
            if ended.is_set():
                return
            if code_for(error) is not ExitCode.TRY_LATER and not isinstance(error, SyncError):
                patient_until = min(patient_until, time.monotonic() + _PATIENCE_SECONDS)
                if time.monotonic() >= patient_until:
                    raise
            complain(f"{error}; the next try is in {every} s")
        else:
            reconcile = False
            patient_until = math.inf
            if report.loaded or time.monotonic() - said >= _QUIET_SECONDS:
                said = time.monotonic()
                _say(copy, report)
        ended.wait(max(0.0, begun + every - time.monotonic()))


def _say(copy: Copy, report: Report) -> None:
    behind = "" if report.lag is None else f"; lag {report.lag:.1f} s"
    note(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {copy.dataset}: {report}{behind}")
    if report.invalid:
        note("records that could not be read are in the table invalid_records")


def _until_asked_to_end(work: Callable[[], None], client: Any, ended: threading.Event) -> list[int]:
    """Do the work in a thread of its own, as dlt keeps signals from the main thread while it loads.

    SIGTERM and Ctrl-C end what the client waits for; what is being loaded is loaded.

    Returns:
        The signals that came.
    """
    signals: list[int] = []
    failures: list[BaseException] = []

    def end(number: int, _: FrameType | None) -> None:
        signals.append(number)
        ended.set()
        # Not here: the signal may have come while a lock is held.
        threading.Thread(target=client.close, daemon=True).start()

    def guarded() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised again by whoever waits
            failures.append(error)

    before = {one: signal.signal(one, end) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        thread = threading.Thread(target=guarded, name="brolly-sync")
        thread.start()
        # A signal that reaches another thread wakes nobody who waits without end.
        while thread.is_alive():
            thread.join(0.2)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    if failures and not (signals and isinstance(failures[0], BrollyError)):
        raise failures[0]
    return signals


@contextmanager
def _progress() -> Generator[Any]:
    """A bar over the time that policies were changed in; of other lists no length is known."""
    if not sys.stderr.isatty() or debugging():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("reading", total=None)
    start: list[float] = []

    def show(tally: Tally) -> None:
        rows = sum(tally.rows.values())
        if not start:
            start.append(time.monotonic())
        rate = rows / max(0.1, time.monotonic() - start[0])
        text = f"{rows:,} records, {rate:,.0f}/s"
        if tally.at is not None:
            start.append(float(tally.at))
            end = time.time()
            text += f", up to {datetime.fromtimestamp(tally.at, UTC):%Y-%m-%d}"
            bar.update(task, total=end - start[1], completed=tally.at - start[1])
        bar.update(task, description=text)

    with bar:
        yield show
