"""Reads of InsureHero's channel part: policies, packages, variants, coverages, users, workflows."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Annotated

import typer

from ._clients import reading_channel
from ._input import segment, words
from ._options import (
    BaseUrlOption,
    FormatOption,
    MaxRowsOption,
    RangeSizeOption,
    block,
    optional_id,
)
from ._output import Listing, print_all, print_one

commands = typer.Typer()

_THING = ("id", "uid", "name")


@commands.command(epilog=block("Example", "brolly insurehero policies --holder 4f1d0c1e"))
def policies(
    holder: Annotated[
        str | None, typer.Option(parser=words, metavar="ID", help="Only policies of this holder.")
    ] = None,
    max_rows: MaxRowsOption = None,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """List policies of the channel."""
    from insurehero_api.models.policy import Policy

    listing = Listing.of("policies", Policy, "id uid policy_number version holder_id channel_id")
    with reading_channel(base_url) as client:
        found = client.list_policies(holder_id=holder).data
        print_all(found, listing, format, max_rows)


@commands.command(epilog=block("Example", "brolly insurehero packages --format jsonl"))
def packages(
    max_rows: MaxRowsOption = None,
    page_size: RangeSizeOption = 100,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """List packages of the channel. Their members are not documented."""
    with reading_channel(base_url) as client:
        records = client.iter_packages(page_size=page_size)
        print_all(records, Listing("packages", _THING, _THING), format, max_rows)


@commands.command(epilog=block("Example", "brolly insurehero variants"))
def variants(
    variant_id: Annotated[
        str | None, optional_id("[VARIANT_ID]", "Show only this record, with all its members.")
    ] = None,
    max_rows: MaxRowsOption = None,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """List variants: what is covered, and at which price."""
    from insurehero_api.models.variant import Variant

    listing = Listing.of("variants", Variant, "id uid name gross_price pricing_type coverage_id")
    with reading_channel(base_url) as client:
        if variant_id is None:
            print_all(client.list_variants().data, listing, format, max_rows)
        else:
            print_one(client.get_variant(variant_id).data, listing, format)


@commands.command(epilog=block("Example", "brolly insurehero coverages"))
def coverages(
    coverage_id: Annotated[
        str | None, optional_id("[COVERAGE_ID]", "Show only this record, with all its members.")
    ] = None,
    max_rows: MaxRowsOption = None,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """List coverages. Their members are not documented."""
    listing = Listing("coverages", _THING, _THING)
    with reading_channel(base_url) as client:
        if coverage_id is None:
            print_all(client.list_coverages().data, listing, format, max_rows)
        else:
            print_one(client.get_coverage(coverage_id).data, listing, format)


@commands.command(epilog=block("Example", "brolly insurehero users --format csv > users.csv"))
def users(
    max_rows: MaxRowsOption = None,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """List users of the channel, including personal data."""
    from insurehero_api.models.user import User

    listing = Listing.of("users", User, "id uid channel_id group_id")
    with reading_channel(base_url) as client:
        print_all(client.list_users().data, listing, format, max_rows)


@commands.command(epilog=block("Example", "brolly insurehero user-claims 4f1d0c1e"))
def user_claims(
    user_id: Annotated[str, typer.Argument(metavar="USER_ID", parser=segment, help="The user.")],
    by_uid: Annotated[
        bool, typer.Option("--by-uid", help="USER_ID is your own identifier for the user.")
    ] = False,
    max_rows: MaxRowsOption = None,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """List claims of a user, including personal data."""
    from insurehero_api.models.claim import Claim
    from insurehero_api.models.search_by import SearchBy

    listing = Listing.of("claims", Claim, "id status uid insurer_claim_number type risk_item_id")
    with reading_channel(base_url) as client:
        found = client.list_user_claims(user_id, search_by=SearchBy.UID if by_uid else None)
        print_all(found.data, listing, format, max_rows)


@commands.command(epilog=block("Example", "brolly insurehero workflow 4f1d0c1e"))
def workflow(
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM_ID", parser=segment, help="The claim.")],
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """Show what the current step of a claim asks for."""
    from insurehero_api.models.workflow import Workflow

    with reading_channel(base_url) as client:
        found = client.get_workflow(claim_id).data
        print_one(found, Listing.of("workflows", Workflow, "id current_step"), format)
