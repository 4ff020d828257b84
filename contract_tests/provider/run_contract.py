"""Check that a provider keeps its contract: the mock, or a sandbox that you name.

    python contract_tests/provider/run_contract.py
    KASKO_BASE_URL=... KASKO_API_KEY=sk_test_... python contract_tests/provider/run_contract.py

A sandbox is only read, slowly, and by a TEST key; nothing of its answers is written anywhere.
Exit codes: 0 the contract holds, 1 it does not or was not tested in full, 2 nothing was tested.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from brolly_mock import KaskoReading, MockSettings, serve

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from provider.engine import Plan, run_apart
from provider.target import APIS, Target, UnsafeTargetError, sandboxes
from provider.verdict import Verdict, publish, show

REPORTS = Path(__file__).resolve().parents[2] / "reports"

# The other way in which KASKO's documents can be read, for the pass with the other credential.
OTHER_READING = KaskoReading(
    bounds="exclusive",
    links="embedded",
    end="empty_since",
    carry_limit=True,
    trailing_ampersand=True,
    short_pages=True,
)
_SECOND_PASS = 30


def check_mock(*, examples: int | None = None, seed: int | None = None) -> Verdict:
    """Check a fresh mock of both providers on loopback, KASKO with both ways to send its key.

    Args:
        examples: Cases for each operation and phase; None takes the configured number.
        seed: Draws other cases; without a seed each run makes the same ones.
    """
    settings = MockSettings()
    with serve(settings) as first, serve(MockSettings(kasko=OTHER_READING)) as second:
        hidden = tuple(policy["id"] for policy in first.mock.store.policies(live=True, limit=3))
        key, shield = settings.kasko_key, settings.insurehero_key
        kasko = Target(api="kasko", base_url=first.url, key=key, read_only=False)
        other = Target(api="kasko", base_url=second.url, key=key, read_only=False)
        insurehero = Target(api="insurehero", base_url=first.url, key=shield, read_only=False)
        outcomes = run_apart(
            [
                Plan(target=kasko, auth="basic", examples=examples, seed=seed, hidden=hidden),
                Plan(target=other, auth="bearer", examples=examples or _SECOND_PASS, seed=seed),
                Plan(target=insurehero, auth="token", examples=examples, seed=seed),
            ]
        )
    # Drawn cases reach each link in nearly every run; the fixed ones have to in all.
    return Verdict(provider="mock", outcomes=outcomes, every_link=seed is None)


def check_sandboxes(
    targets: Sequence[Target], *, examples: int | None = None, rate: str | None = None
) -> Verdict:
    """Check the sandboxes that `provider.target.sandboxes` found.

    Args:
        targets: What to check; each is only read.
        examples: Cases for each operation and phase; None takes the configured number, 5.
        rate: Requests in a time to each of them, such as `30/m`; None takes the configured `5/s`.
    """
    outcomes = run_apart(
        [
            Plan(
                target=target,
                auth="basic" if target.api == "kasko" else "token",
                examples=examples,
                rate=rate,
            )
            for target in targets
        ]
    )
    return Verdict(provider="sandbox", outcomes=outcomes, every_link=False)


def main(arguments: Sequence[str] | None = None, *, console: Console | None = None) -> int:
    """Run the command and return its exit code."""
    options = _options().parse_args(arguments)
    # Of a pipe nobody knows the width; lines that a reader wraps are better than cut ones.
    console = console or Console(width=None if sys.stdout.isatty() else 120)
    named = {f"{api.upper()}_BASE_URL": getattr(options, f"{api}_base_url") for api in APIS}
    try:
        targets = sandboxes(os.environ | {name: url for name, url in named.items() if url})
    except UnsafeTargetError as error:
        console.print(f"Nothing was tested: {error}", style="bold red", markup=False)
        return 2
    if targets:
        for target in targets:
            console.print(f"Reading {target.base_url} ...", markup=False)
        verdict = check_sandboxes(targets, examples=options.examples, rate=options.rate)
    else:
        console.print("Checking the mock of both providers on loopback ...")
        verdict = check_mock(examples=options.examples, seed=options.seed)
    show(verdict, console)
    publish(verdict, options.reports)
    return 0 if verdict.holds else 1


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for api in APIS:
        # Keys come from the environment alone: arguments can be read by other users.
        parser.add_argument(
            f"--{api}-base-url",
            metavar="URL",
            help=f"check this sandbox with {api.upper()}_API_KEY (also {api.upper()}_BASE_URL)",
        )
    parser.add_argument("--examples", type=int, metavar="N", help="cases per operation and phase")
    parser.add_argument("--rate", metavar="N/s", help="requests in a time (sandboxes only; 5/s)")
    parser.add_argument("--seed", type=int, metavar="S", help="draw other cases (mock only)")
    parser.add_argument(
        "--reports", type=Path, default=REPORTS, metavar="DIR", help="where JSON and JUnit go"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
