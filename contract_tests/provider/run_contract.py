"""Check that a provider keeps its contract: the mock, or a sandbox that you name.

    python contract_tests/provider/run_contract.py                 the same cases in each run
    python contract_tests/provider/run_contract.py --deep          1,000 cases, drawn anew
    KASKO_BASE_URL=... KASKO_API_KEY=sk_test_... python contract_tests/provider/run_contract.py

A sandbox is only read, slowly, and by a TEST key; nothing of its answers is written anywhere.
`INSUREHERO_CHANNEL_KEY` adds InsureHero's channel part.
Findings that a team has accepted stand in a baseline file; what is new fails all the same.
Exit codes: 0 the contract holds, 1 it does not or was not tested in full, 2 nothing was tested.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.console import Console

from brolly_mock import KaskoReading, Mock, MockSettings, serve

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from provider.baseline import Accepted, BaselineError, load, renewed, save
from provider.engine import Plan, run_apart
from provider.github import announce
from provider.publishing import publish
from provider.survey import survey
from provider.target import APIS, Target, UnsafeTargetError, sandboxes
from provider.terminal import count, show
from provider.verdict import Verdict

REPORTS = Path(__file__).resolve().parents[2] / "reports"

# The other way in which KASKO's documents can be read, for the pass with the other credential.
OTHER_READING = KaskoReading(
    bounds="exclusive",
    links="embedded",
    end="empty_since",
    carry_limit=True,
    trailing_ampersand=True,
    short_pages=True,
    created=200,
    changes="empty",
)
_SECOND_PASS = 5
_DEEP = 1000
_USUAL_ADDRESS = "http://127.0.0.1:8080"


def check_mock(
    *, examples: int | None = None, seed: int | None = None, every_link: bool | None = None
) -> Verdict:
    """Check a fresh mock of both providers on loopback, KASKO with both ways to send its key.

    What fuzzing leaves to chance, each documented response and each link, a survey makes sure of.

    Args:
        examples: Cases for each operation and phase; None takes the configured number.
        seed: Draws other cases; without a seed each run makes the same ones.
        every_link: Whether each link has to be followed. Few drawn cases reach each link in nearly
            every run only, so None asks for it of the fixed ones.
    """
    started = _now()
    settings = MockSettings()
    with serve(settings) as first, serve(MockSettings(kasko=OTHER_READING)) as second:
        hidden = tuple(policy["id"] for policy in first.mock.store.policies(live=True, limit=3))
        key, shield = settings.kasko_key, settings.insurehero_key
        kasko = Target(api="kasko", base_url=first.url, key=key, read_only=False)
        other = Target(api="kasko", base_url=second.url, key=key, read_only=False)
        insurehero = Target(
            api="insurehero",
            base_url=first.url,
            key=shield,
            read_only=False,
            channel_key=settings.insurehero_channel_key,
        )
        outcomes = run_apart(
            [
                Plan(
                    target=kasko,
                    auth="basic",
                    examples=examples,
                    seed=seed,
                    known=changeable(first.mock),
                    hidden=hidden,
                ),
                Plan(
                    target=other,
                    auth="bearer",
                    examples=examples or _SECOND_PASS,
                    seed=seed,
                    known=changeable(second.mock),
                ),
                Plan(target=insurehero, auth="token", examples=examples, seed=seed),
            ]
        )
    outcomes += (survey(api).outcome() for api in APIS)
    for finding in (finding for outcome in outcomes for finding in outcome.findings):
        # Those ports are closed by now; the mock that a person starts has this one.
        for url in (first.url, second.url):
            finding.curl = finding.curl and finding.curl.replace(url, _USUAL_ADDRESS)
    return Verdict(
        provider="mock",
        outcomes=outcomes,
        every_link=seed is None if every_link is None else every_link,
        # The survey sees to it.
        least_responses=1.0,
        seed=seed,
        examples=examples,
        started=started,
    )


def changeable(mock: Mock) -> tuple[str, ...]:
    """Ids of some policies of a mock, cancelled ones and others."""
    policies = mock.store.policies(limit=40)
    cancelled = [one["id"] for one in policies if one.get("status") == "cancelled"]
    others = [one["id"] for one in policies if one.get("status") == "paid"]
    return (*cancelled[:4], *others[:12])


def check_sandboxes(
    targets: Sequence[Target],
    *,
    examples: int | None = None,
    rate: str | None = None,
    accepted: Sequence[Accepted] = (),
) -> Verdict:
    """Check the sandboxes that `provider.target.sandboxes` found.

    Args:
        targets: What to check; each is only read.
        examples: Cases for each operation and phase; None takes the configured number, 5.
        rate: Requests in a time to each of them, such as `30/m`; None takes the configured `5/s`.
        accepted: Findings that do not end the run early, however many they are.
    """
    started = _now()
    expected = {item.api for item in accepted}
    outcomes = run_apart(
        [
            Plan(
                target=target,
                auth="basic" if target.api == "kasko" else "token",
                examples=examples,
                rate=rate,
                to_the_end=target.api in expected,
            )
            for target in targets
        ]
    )
    return Verdict(
        provider="sandbox",
        outcomes=outcomes,
        every_link=False,
        examples=examples,
        started=started,
    )


def main(
    arguments: Sequence[str] | None = None,
    *,
    console: Console | None = None,
    environment: Mapping[str, str] = os.environ,
) -> int:
    """Run the command and return its exit code."""
    options = _options(environment).parse_args(arguments)
    # Of a pipe nobody knows the width; lines that a reader wraps are better than cut ones.
    console = console or Console(width=None if sys.stdout.isatty() else 120)
    named = {f"{api.upper()}_BASE_URL": getattr(options, f"{api}_base_url") for api in APIS}
    path: Path | None = options.baseline
    try:
        accepted = _accepted(path, write=options.write_baseline)
        targets = sandboxes({**environment, **{name: url for name, url in named.items() if url}})
        if options.deep or options.seed is not None:
            _require_mock(targets)
    except (BaselineError, UnsafeTargetError) as error:
        console.print(f"Nothing was tested: {error}", style="bold red", markup=False)
        return 2
    if targets:
        for target in targets:
            console.print(f"Reading {target.base_url} ...", markup=False)
        verdict = check_sandboxes(
            targets, examples=options.examples, rate=options.rate, accepted=accepted
        )
    else:
        verdict = _mock(options, console)
    verdict = msgspec.structs.replace(
        verdict,
        accepted=accepted,
        baseline=path and path.name,
        least_responses=options.least_responses,
        replay=_replay(options, targets, verdict),
    )
    show(verdict, console)
    files = publish(verdict, options.reports)
    console.print(f"Report: {files[-1]}", style="dim", markup=False, soft_wrap=True)
    for command in announce(verdict, environment):
        console.print(command, markup=False, highlight=False, soft_wrap=True)
    if options.write_baseline and path is not None:
        return _accept(verdict, path, console)
    return 0 if verdict.holds else 1


def _accepted(path: Path | None, *, write: bool) -> list[Accepted]:
    """What the baseline holds so far."""
    if path is None:
        if write:
            raise BaselineError("name the baseline file: CONTRACT_BASELINE=... or --baseline FILE")
        return []
    return load(path) if path.exists() or not write else []


def _require_mock(targets: Sequence[Target]) -> None:
    if targets:
        raise UnsafeTargetError(
            "drawn cases come by the thousand, so a deep run is for the mock alone; "
            "a sandbox is checked by `make contract`"
        )


def _mock(options: argparse.Namespace, console: Console) -> Verdict:
    examples: int | None = options.examples
    seed: int | None = options.seed
    if options.deep:
        examples = examples or _DEEP
        seed = secrets.randbelow(2**32) if seed is None else seed
    console.print("Checking the mock of both providers on loopback ...")
    if options.deep:
        console.print(f"{examples} cases for each operation and phase, seed {seed}")
    every_link = True if options.deep and examples and examples >= _DEEP else None
    return check_mock(examples=examples, seed=seed, every_link=every_link)


def _accept(verdict: Verdict, path: Path, console: Console) -> int:
    """Write what was found as the new baseline, if it was all that there is to find."""
    if verdict.shortfalls:
        console.print(
            f"{path} stays as it is: a run that fell short does not know all findings.",
            style="bold red",
            markup=False,
        )
        return 1
    found = [item.identity for item in verdict.findings]
    entries = renewed(verdict.accepted, found, verdict.apis)
    save(path, entries)
    words = f"{path} accepts {count(len(entries), 'finding')}: {len(verdict.new)} new, "
    words += f"{len(verdict.vanished)} taken out"
    console.print(words, markup=False, soft_wrap=True)
    return 0


def _replay(options: argparse.Namespace, targets: Sequence[Target], verdict: Verdict) -> str:
    """The command that makes the same run again; of a sandbox it names the address and no key."""
    words = ["make", "contract-deep" if options.deep else "contract"]
    words += [f"{target.api.upper()}_BASE_URL={shlex.quote(target.base_url)}" for target in targets]
    if verdict.seed is not None:
        words.append(f"SEED={verdict.seed}")
    if options.examples is not None:
        words.append(f"EXAMPLES={options.examples}")
    if options.baseline is not None:
        words.append(f"CONTRACT_BASELINE={shlex.quote(str(options.baseline))}")
    return " ".join(words)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share


def _options(environment: Mapping[str, str]) -> argparse.ArgumentParser:
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
    parser.add_argument(
        "--deep",
        action="store_true",
        help=f"draw {_DEEP} cases for each operation and phase, by a printed seed (mock only)",
    )
    parser.add_argument("--examples", type=int, metavar="N", help="cases per operation and phase")
    parser.add_argument("--rate", metavar="N/s", help="requests in a time (sandboxes only; 5/s)")
    parser.add_argument("--seed", type=int, metavar="S", help="draw other cases (mock only)")
    parser.add_argument(
        "--reports", type=Path, default=REPORTS, metavar="DIR", help="where HTML, JSON, JUnit go"
    )
    parser.add_argument(
        "--baseline",
        type=Path,
        default=environment.get("CONTRACT_BASELINE") or None,
        metavar="FILE",
        help="findings that are accepted (also CONTRACT_BASELINE)",
    )
    parser.add_argument(
        "--write-baseline", action="store_true", help="accept what this run finds, in that file"
    )
    parser.add_argument(
        "--least-responses",
        type=_share,
        default=0.0,
        metavar="SHARE",
        help="fail if less of the documented responses of an API came, such as 0.95",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
