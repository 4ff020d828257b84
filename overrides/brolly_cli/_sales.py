"""KASKO: quote, offer, pay, cancel.

Bodies come from files or stdin, because arguments are visible to all users of a machine. Commands
that write ask first on a terminal, need `--yes` elsewhere, and refuse a LIVE key without `--live`.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
import typer

from brolly.errors import BrollyError, ConfigurationError, PolicyPendingError
from brolly_runtime import Model

from ._clients import writing_kasko
from ._exit import ExitCode, complain, note
from ._input import between, day, json_object, segment, words
from ._options import BaseUrlOption, FormatOption, block
from ._output import Format, Listing, print_one

commands = typer.Typer()

T = TypeVar("T", bound=Model)

BodyArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", allow_dash=True, help="JSON file in the API's format; - reads stdin."
    ),
]


def _sample(**members: Any) -> Any:
    """An option that only prints a sample file."""

    def show(wanted: bool) -> None:
        if wanted:
            typer.echo(json.dumps(members, indent=2))
            raise typer.Exit

    return typer.Option(
        "--sample", callback=show, is_eager=True, help="Print a sample FILE, and exit."
    )


QuoteSample = Annotated[
    bool,
    _sample(
        item_id="ins_00000000000000000000000000ab",
        subscription_plan_id="pp_00000000000000000000000000abc",
        integration_id="in_00000000000000000000000000abc",
        data={"policy_start_date": "2027-01-01", "insured_sum": 10_000_000},
    ),
]
OfferSample = Annotated[
    bool,
    _sample(
        first_name="Sample", last_name="Holder", email="holder@example.com", language="en", data={}
    ),
]
PaySample = Annotated[bool, _sample(id="tpol_0123", payment_token="printed by brolly kasko offer")]  # noqa: S106
YesOption = Annotated[
    bool, typer.Option("--yes", help="Do not ask for confirmation. Required in scripts.")
]
LiveOption = Annotated[
    bool, typer.Option("--live", help="Allow a LIVE key: the command then changes real policies.")
]


@commands.command(epilog=block("Example", "brolly kasko quote risk.json > quote.json"))
def quote(
    file: BodyArgument,
    sample: QuoteSample = False,  # noqa: ARG001 - its callback has ended the command
    live: LiveOption = False,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """Get a price (version 3). Nothing is sold or charged.

    FILE contains item_id, subscription_plan_id, integration_id and data.
    """
    from kasko_api.models.quote import Quote
    from kasko_api.models.quote_request import QuoteRequest
    from kasko_api.quotes import create_quote

    request = create_quote(body=_read(file, QuoteRequest))
    with writing_kasko(base_url, live=live) as client:
        _print(client.send(request), Quote, format)


@commands.command(
    epilog=block("Example", "brolly kasko offer holder.json --quote quote.json --yes > offer.json")
)
def offer(
    file: BodyArgument,
    quote: Annotated[
        Path | None,
        typer.Option(
            "--quote",
            metavar="FILE",
            allow_dash=True,
            help="Output of `brolly kasko quote`. Replaces quote_token in FILE.",
        ),
    ] = None,
    sample: OfferSample = False,  # noqa: ARG001 - its callback has ended the command
    yes: YesOption = False,
    live: LiveOption = False,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """Create an offer, which is an unpaid policy. Nothing is charged.

    FILE contains first_name, last_name, email, language and, if the product needs it, data. The
    output contains the payment token for `brolly kasko pay`.
    """
    from brolly.purchase import quote_token
    from kasko_api.models.created_offer import CreatedOffer
    from kasko_api.models.offer_request import OfferRequest
    from kasko_api.models.quote import Quote
    from kasko_api.offers import create_offer

    more: dict[str, Any] = {}
    if quote is not None:
        more["quote_token"] = quote_token(_read(quote, Quote, whole=False))
    request = create_offer(body=_read(file, OfferRequest, **more))
    with writing_kasko(base_url, live=live) as client:
        _confirm("Create this offer?", yes=yes)
        _print_done(client.send(request), CreatedOffer, format)


@commands.command(epilog=block("Example", "brolly kasko pay offer.json --wait 60 --yes"))
def pay(
    file: BodyArgument,
    method: Annotated[
        str, typer.Option(parser=words, metavar="TEXT", help="Payment method.")
    ] = "distributor",
    provider: Annotated[
        str, typer.Option(parser=words, metavar="TEXT", help="Who collects the payment.")
    ] = "distributor",
    wait: Annotated[
        float | None,
        typer.Option(
            parser=between(1, 86_400),
            metavar="SECONDS",
            help="Wait up to SECONDS (1 to 86,400) for KASKO to create the policy, then "
            "print it too.",
        ),
    ] = None,
    sample: PaySample = False,  # noqa: ARG001 - its callback has ended the command
    yes: YesOption = False,
    live: LiveOption = False,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """Pay for an offer once you have collected the money; KASKO then creates the policy.

    FILE is the output of `brolly kasko offer`.
    """
    from brolly import purchase
    from kasko_api.models.created_offer import CreatedOffer
    from kasko_api.models.payment import Payment
    from kasko_api.models.policy_v2 import PolicyV2

    made = _read(file, CreatedOffer, whole=False)
    request = purchase.pay(made, method=method, provider=provider)
    with writing_kasko(base_url, live=live) as client:
        _confirm(f"Pay for offer {made.id}?", yes=yes)
        _print_done(client.send(request), Payment, format)
        if wait is not None:
            try:
                policy = client.wait_for_policy(made.id, deadline=wait)
            except BrollyError as error:
                # After any error, a script that tries again would pay again.
                raise PolicyPendingError(
                    f"the payment was made, do not pay again; reading the policy failed: {error}",
                    policy_id=made.id,
                ) from None
            _print(policy, PolicyV2, format)


@commands.command(epilog=block("Example", "brolly kasko cancel tpol_0123 --reason sold"))
def cancel(
    policy_id: Annotated[str, typer.Argument(metavar="ID", parser=segment, help="KASKO's id.")],
    reason: Annotated[
        str, typer.Option(parser=words, metavar="TEXT", help="Reason, as free text.")
    ],
    termination_date: Annotated[
        date | None,
        typer.Option(
            parser=day,
            metavar="DATE",
            help="Last day of cover. If not given, the product decides.",
        ),
    ] = None,
    yes: YesOption = False,
    live: LiveOption = False,
    format: FormatOption = None,
    base_url: BaseUrlOption = None,
) -> None:
    """Cancel a policy and show the result.

    Nothing is cancelled if somebody else changed the policy in the meantime.
    """
    from brolly import purchase
    from kasko_api.models.policy_v2 import PolicyV2
    from kasko_api.policies import get_policy_v2

    with writing_kasko(base_url, live=live) as client:
        policy = client.exchange(get_policy_v2(policy_id))
        _confirm(
            f"Cancel policy {policy_id} (status {policy.value.status}, until "
            f"{policy.value.end_date})?",
            yes=yes,
        )
        client.send(purchase.cancel(policy, reason=reason, termination_date=termination_date))
        _print_done(client.get_policy_v2(policy_id), PolicyV2, format)


def _confirm(question: str, *, yes: bool) -> None:
    """Ask for confirmation."""
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise typer.BadParameter("this command writes; without a terminal it needs --yes")
    if not typer.confirm(question, err=True):
        note("nothing was sent")
        raise typer.Exit


def _read(file: Path, model: type[T], *, whole: bool = True, **members: Any) -> T:
    """A model from a JSON file and some other members.

    An unknown member would not be sent, so it is refused. With `whole` false the file is a response
    of the API, of which only the needed members are read.
    """
    document = json_object(file) | members
    fields = msgspec.structs.fields(model)
    unknown = sorted(document.keys() - {field.encode_name for field in fields})
    if whole and unknown:
        raise typer.BadParameter(f"{file}: unknown members: {', '.join(unknown)}")
    try:
        return model.from_dict(document)
    except ConfigurationError as error:
        raise typer.BadParameter(f"{file}: {error}") from None


def _print(record: object, model: type[msgspec.Struct], format: Format | None) -> None:
    print_one(record, Listing.of(model.__name__, model, ""), format)


def _print_done(record: object, model: type[msgspec.Struct], format: Format | None) -> None:
    """Print the response to a write. If that fails, a script must not write again."""
    try:
        _print(record, model, format)
    except OSError as error:
        complain(f"the call succeeded, but the response could not be printed: {error.strerror}")
        raise typer.Exit(ExitCode.UNSURE) from None
