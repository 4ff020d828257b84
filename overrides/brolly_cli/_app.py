"""The commands. Each loads what it needs when it runs, so that help comes at once."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Annotated

import typer

from brolly.errors import BrollyError

from . import _channel, _sales
from ._clients import reading_insurehero, reading_kasko
from ._doctor import EPILOG as DOCTOR, doctor
from ._exit import ExitCode, ListingGroup, ReportingGroup, failed
from ._help import ENDING, SETTINGS, START, TOP
from ._input import first_second, last_second, segment, words
from ._options import (
    BaseUrlOption,
    FormatOption,
    MaxRowsOption,
    RangeSizeOption,
    block,
    optional_id,
)
from ._output import Listing, Output, print_all, print_one


def run() -> int:
    """Run the command on the arguments of the process."""
    try:
        app(prog_name="brolly")
    except Exception as error:  # noqa: BLE001 - so that users never see a traceback
        return failed(error)
    return ExitCode.DONE


app = typer.Typer(
    cls=ReportingGroup,
    epilog="\n\n".join(
        [
            block(
                "Examples",
                "brolly mock                                        # try it without an account",
                "brolly kasko policies --since 2015-10-01",
                "brolly kasko policies --format csv > policies.csv",
                "brolly insurehero claims --policy-ref | jq .status",
            ),
            ENDING,
        ]
    ),
    **TOP,
)
kasko = typer.Typer(
    cls=ListingGroup,
    help="Read policies from KASKO, and sell and cancel them.",
    epilog="\n\n".join(
        [
            block(
                "Examples",
                "brolly kasko policies --since 2015-10-01 --until 2015-10-31",
                "brolly kasko policy 0qGREoNbP4VOLAl5MYxOJBnXd9gzpKWa",
            ),
            ENDING,
        ]
    ),
    **SETTINGS,
)
insurehero = typer.Typer(
    cls=ListingGroup,
    help="Read InsureHero Shield: claims, risk items, orders, events, and a channel's own data.",
    epilog="\n\n".join(
        [
            block(
                "Examples",
                "brolly insurehero claims --policy-ref --general",
                "brolly insurehero risk-items --format csv > risk-items.csv",
                "brolly insurehero orders 4f1d0c1e-8d1f-4a53-9d0e-1c2b3a495867",
            ),
            ENDING,
        ]
    ),
    **SETTINGS,
)
app.add_typer(kasko, name="kasko")
app.add_typer(insurehero, name="insurehero")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"brolly {version('brolly')}")
        raise typer.Exit


@app.callback()
def _brolly(  # pyright: ignore[reportUnusedFunction] - Typer calls it
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - its callback has ended the command
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Read insurance data from KASKO and InsureHero Shield.

    Records go to stdout: as a table on a terminal, as JSON lines in a pipe. Messages go to stderr.
    """
    if context.invoked_subcommand is None:
        import os

        def state(name: str) -> str:
            return "(set)" if os.environ.get(name, "").strip() else "(not set)"

        # The mock's key, which is not a secret.
        start = START.format(
            key="sk_test_mock", kasko=state("KASKO_API_KEY"), insurehero=state("INSUREHERO_API_KEY")
        )
        typer.echo(start, nl=False)


PageSizeOption = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=10_000,
        metavar="N",
        help="Records per request; if not given, it grows from 100 to 1,000.",
    ),
]


@kasko.command(
    epilog=block(
        "Examples",
        "brolly kasko policies --since 2015-10-01 --until 2015-10-31",
        "brolly kasko policies --since 1443657600 --max-rows 10",
        "brolly kasko policies --format csv > policies.csv",
        "brolly kasko policies | jq -r 'select(.status == \"cancelled\") | .id'",
    )
)
def policies(
    since: Annotated[
        int | None,
        typer.Option(
            parser=first_second,
            metavar="TIME",
            help="Only policies changed at or after this time: 2015-10-01, "
            "2015-10-01T12:00:00Z or Unix seconds. UTC if there is no offset.",
        ),
    ] = None,
    until: Annotated[
        int | None,
        typer.Option(
            parser=last_second,
            metavar="TIME",
            help="Only policies changed at or before this time, in the same formats. A "
            "date includes the whole day.",
        ),
    ] = None,
    cursor: Annotated[
        str | None,
        typer.Option(
            "--cursor",
            parser=words,
            metavar="TEXT",
            help="Continue from a cursor that an interrupted run printed. Replaces "
            "--since and --until.",
        ),
    ] = None,
    max_rows: MaxRowsOption = None,
    page_size: PageSizeOption = None,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """List policies that were created or changed in a period, oldest change first.

    A policy that changes while the list is read appears again. Records include personal data.
    """
    if since and until and since > until:
        raise typer.BadParameter("--since is later than --until; swap the two")
    reached: str | None = None
    try:
        with (
            reading_kasko(base_url) as client,
            Output(_policies(), format, max_rows) as output,
        ):
            pages = client.iter_policy_pages(
                since=since, until=until, page_size=page_size, cursor=cursor
            )
            for page in pages:
                last = page.items[-1].updated_at
                if not output.write(page.items, f", changed up to {last:%Y-%m-%d %H:%M} UTC"):
                    break
                reached = page.cursor
    except (BrollyError, KeyboardInterrupt) as stopped:
        if reached is not None:
            stopped.add_note(f"To continue from there: brolly kasko policies --cursor {reached}")
        raise


@kasko.command(epilog=block("Example", "brolly kasko policy 0qGREoNbP4VOLAl5MYxOJBnXd9gzpKWa"))
def policy(
    policy_id: Annotated[str, typer.Argument(metavar="ID", parser=segment, help="KASKO's id.")],
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """Show one policy with all its members, including personal data."""
    with reading_kasko(base_url) as client:
        print_one(client.get_policy(policy_id), _policies(), format)


@insurehero.command(
    epilog=block(
        "Examples",
        "brolly insurehero claims --policy-ref --general",
        "brolly insurehero claims 4f1d0c1e-8d1f-4a53-9d0e-1c2b3a495867",
        "brolly insurehero claims | jq -r 'select(.status == \"SUBMITTED\") | .id'",
    )
)
def claims(
    claim_id: Annotated[
        str | None, optional_id("[CLAIM_ID]", "Show only this record, with all its members.")
    ] = None,
    comm_info: Annotated[bool, typer.Option("--comm-info", help="Include communications.")] = False,
    policy_ref: Annotated[bool, typer.Option("--policy-ref", help="Include the policy.")] = False,
    general: Annotated[bool, typer.Option("--general", help="Include the details.")] = False,
    max_rows: MaxRowsOption = None,
    page_size: RangeSizeOption = 100,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """List claims, including personal data.

    InsureHero does not document which members of a claim are left out without a flag.
    """
    from insurehero_api.models.claim import Claim

    listing = Listing.of(
        "claims", Claim, "id status uid insurer_claim_number type risk_item_id variant_id"
    )
    info, ref, details = (flag or None for flag in (comm_info, policy_ref, general))
    with reading_insurehero(base_url) as client:
        if claim_id is not None:
            found = client.get_claim(claim_id, comm_info=info, policy_ref=ref, general=details)
            print_one(found.data, listing, format)
            return
        records = client.iter_claims(
            comm_info=info, policy_ref=ref, general=details, page_size=page_size
        )
        print_all(records, listing, format, max_rows)


@insurehero.command(
    epilog=block(
        "Examples",
        "brolly insurehero risk-items --format csv > risk-items.csv",
        "brolly insurehero risk-items 4f1d0c1e-8d1f-4a53-9d0e-1c2b3a495867",
    )
)
def risk_items(
    risk_item_id: Annotated[
        str | None, optional_id("[RISK_ITEM_ID]", "Show only this record, with all its members.")
    ] = None,
    max_rows: MaxRowsOption = None,
    page_size: RangeSizeOption = 100,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """List risk items, including personal data."""
    from insurehero_api.models.risk_item import RiskItem

    listing = Listing.of("risk items", RiskItem, "id status uid start_date end_date policy_id")
    with reading_insurehero(base_url) as client:
        if risk_item_id is not None:
            print_one(client.get_risk_item(risk_item_id).data, listing, format)
            return
        print_all(client.iter_risk_items(page_size=page_size), listing, format, max_rows)


@insurehero.command(
    epilog=block(
        "Examples",
        "brolly insurehero orders 4f1d0c1e-8d1f-4a53-9d0e-1c2b3a495867",
        "brolly insurehero orders --format csv > orders.csv",
    )
)
def orders(
    risk_item_id: Annotated[
        str | None,
        optional_id(
            "[RISK_ITEM_ID]",
            "Only orders of this risk item. Without it, one call for each risk item.",
        ),
    ] = None,
    max_rows: MaxRowsOption = None,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """List orders (payments due), including personal data."""
    from insurehero_api.models.order import Order

    listing = Listing.of("orders", Order, "id created_at total_gross_price status risk_item_id")
    with reading_insurehero(base_url) as client:
        print_all(client.iter_orders(risk_item_id), listing, format, max_rows)


@insurehero.command(
    epilog=block(
        "Examples",
        "brolly insurehero events 4f1d0c1e-8d1f-4a53-9d0e-1c2b3a495867",
        "brolly insurehero events > events.jsonl",
    )
)
def events(
    claim_id: Annotated[
        str | None,
        optional_id(
            "[CLAIM_ID]", "Only events of this claim. Without it, one call for each claim."
        ),
    ] = None,
    max_rows: MaxRowsOption = None,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """List events of claims. They may include personal data.

    InsureHero does not document the members of an event. Each is printed as received, next to the
    id of its claim: {"claim_id": ..., "event": ...}.
    """
    with reading_insurehero(base_url) as client:
        ids = [claim_id] if claim_id else (claim.id for claim in client.iter_claims())
        records = (
            {"claim_id": id_, "event": event}
            for id_ in ids
            for event in client.list_claim_events(id_).data
        )
        members = ("claim_id", "event")
        print_all(records, Listing("events", members, members), format, max_rows)


kasko.registered_commands += _sales.commands.registered_commands
insurehero.registered_commands += _channel.commands.registered_commands
app.command(epilog=DOCTOR)(doctor)


def _policies() -> Listing:
    from kasko_api.models.policy import Policy

    glance = (
        "id updated_at status currency amount insurer_policy_id insurer_product_name start_date"
    )
    return Listing.of("policies", Policy, f"{glance} end_date")
