"""`brolly mock`: both providers on a local port. The command finds it by its entry point."""

# ruff: noqa: PLC0415

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from . import MockSettings

_REACHED_BY = {"http://0.0.0.0": "http://127.0.0.1", "http://[::]": "http://[::1]"}


_EXAMPLES = """\b
Examples:
  brolly mock
  brolly mock --port 0 --policies 100000 --database mock.sqlite
  brolly mock --token-seconds 310 --defect cursor_skips_ties"""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _filled(text: str) -> str:
    if not text.strip():
        raise typer.BadParameter("it is empty")
    return text


def _ended(text: str) -> typer.Exit:
    typer.echo(f"Error: {text}", err=True)
    return typer.Exit(2)


@app.command(epilog=_EXAMPLES)
def mock(
    host: Annotated[
        str,
        typer.Option(
            parser=_filled,
            metavar="TEXT",
            help="Address to listen on. Anyone who reaches it can read the records.",
        ),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 picks a free port.")] = 8080,
    policies: Annotated[
        int, typer.Option(min=0, metavar="N", help="Policies of the TEST key.")
    ] = 480,
    claims: Annotated[int, typer.Option(min=0, metavar="N", help="Claims.")] = 260,
    risk_items: Annotated[int, typer.Option(min=0, metavar="N", help="Risk items.")] = 240,
    token_seconds: Annotated[
        int, typer.Option(min=1, metavar="SECONDS", help="Lifetime of an access token.")
    ] = 3600,
    seed: Annotated[int, typer.Option(help="Chooses the values of the records.")] = 2015,
    database: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Keep the records in an SQLite file. [default: in memory]"
        ),
    ] = None,
    webhook_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Send webhooks to a local receiver, at URL/kasko and URL/insurehero.",
        ),
    ] = None,
    webhook_secret: Annotated[
        str, typer.Option(metavar="TEXT", help="Secret that signs KASKO's deliveries.")
    ] = "whsec_mock",  # noqa: S107 - of the mock
    defect: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Break the contract in one way. Can be repeated."),
    ] = None,
) -> None:
    """Serve a mock of both providers on this machine.

    All records are invented. The keys are printed. Press Ctrl-C to stop. The page at / has an API
    reference to try requests in. Needs the extra brolly[mock].
    """
    from . import DEFECTS, InsureHeroReading, MockSettings

    if unknown := sorted(set(defect or ()) - DEFECTS.keys()):
        raise typer.BadParameter(f"no defect {unknown[0]!r}; there are {', '.join(DEFECTS)}")
    settings = MockSettings(
        policies=policies,
        claims=claims,
        risk_items=risk_items,
        insurehero=InsureHeroReading(token_seconds=token_seconds),
        seed=seed,
        database=database or ":memory:",
        webhook_url=webhook_url,
        webhook_secret=webhook_secret,
        defects=frozenset(defect or ()),
    )
    from sqlite3 import Error as DatabaseError

    try:
        _serve(host, port, settings)
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    except DatabaseError as error:
        raise _ended(f"cannot keep records in {database}: {error}") from error


def _serve(host: str, port: int, settings: MockSettings) -> None:
    from . import serve

    with ExitStack() as stack:
        try:
            server = stack.enter_context(serve(settings, host=host, port=port))
        except OSError as error:
            raise _ended(
                f"cannot listen on {host} port {port}: {error.strerror}; another port can be "
                "chosen with --port (0 takes a free one)"
            ) from error
        address, _, port_in_use = server.url.rpartition(":")
        _introduce(f"{_REACHED_BY.get(address, address)}:{port_in_use}", settings)
        while True:
            time.sleep(3600)


def _introduce(url: str, settings: MockSettings) -> None:
    typer.secho(f"brolly mock of KASKO and InsureHero at {url}", bold=True)
    typer.echo(f"""
The page at {url}/ has an API reference to try requests in.

In another terminal:

  export KASKO_BASE_URL={url} KASKO_API_KEY={settings.kasko_key}
  export INSUREHERO_BASE_URL={url} INSUREHERO_API_KEY={settings.insurehero_key}
  export INSUREHERO_CHANNEL_KEY={settings.insurehero_channel_key}
  brolly kasko policies --max-rows 5
""")
    if settings.webhook_url:
        typer.echo(f"""Changes go to {settings.webhook_url} at /kasko and /insurehero. To make one:

  curl -X POST {url}/webhooks/policy.created
""")
    typer.echo("Press Ctrl-C to stop.")
    sys.stdout.flush()
