"""Check that a provider keeps its contract: the mock of this project, or the one at an address.

A provider at an address only gets valid reads, slowly and with a TEST key, unless `--writes` allows
more. Nothing from its responses is written to disk. Exit codes: 0 what was tested holds, 1 it does
not or the run tested too little, 2 nothing was tested.
"""

from __future__ import annotations

import os
import re
import secrets
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import msgspec
from rich.console import Console

from brolly_contract.apart import run_apart
from brolly_contract.baseline import BaselineError, load, renewed, save
from brolly_contract.github import announce
from brolly_contract.outcome import Accepted
from brolly_contract.plan import Plan
from brolly_contract.publishing import publish
from brolly_contract.target import Target, UnsafeTargetError, reach, sandboxes
from brolly_contract.terminal import count, show
from brolly_contract.verdict import Verdict

_DEEP = 1000


def check_mock(*, examples: int | None = None, seed: int | None = None) -> Verdict:
    """Check fresh mocks of both providers on loopback, KASKO with both ways to send its key.

    Args:
        examples: Cases for each operation and phase; None takes the configured number.
        seed: Draws other cases. Without a seed each run makes the same ones.
    """
    from brolly_contract.own_mock import USUAL_ADDRESS, targets  # noqa: PLC0415 - the judge knows no mock

    kasko, insurehero = targets()
    how: dict[str, Any] = {"own_mock": "usual", "seed": seed, "examples": examples}
    plans = [
        Plan(target=kasko, auth="basic", **how),
        # The other reading of the documents, with the other credential. Walks cover it.
        Plan(target=kasko, auth="bearer", own_mock="other", seed=seed, fuzz=False),
    ]
    verdict = _verdict("mock", plans, [Plan(target=insurehero, auth="token", **how)])
    for finding in (finding for outcome in verdict.outcomes for finding in outcome.findings):
        # Those ports are closed by now. `brolly mock` serves on this one.
        if finding.curl:
            finding.curl = re.sub(r"http://127\.0\.0\.1:\d+", USUAL_ADDRESS, finding.curl)
    return verdict


def check_sandboxes(
    targets: Sequence[Target], *, accepted: Sequence[Accepted] = (), **how: Any
) -> Verdict:
    """Check the providers at the addresses that `sandboxes` found.

    Args:
        targets: What to check, and whether it may be written to.
        accepted: Findings that do not end the run early, however many there are.
        how: `examples`, `seed`, `rate` and `patience` of each `Plan`.
    """
    expected = {item.api for item in accepted}
    plans = [
        Plan(
            target=target,
            auth="basic" if target.api == "kasko" else "token",
            to_the_end=target.api in expected,
            **how,
        )
        for target in targets
    ]
    return _verdict("sandbox", *([plan] for plan in plans))


def _verdict(provider: Literal["mock", "sandbox"], *groups: Sequence[Plan]) -> Verdict:
    """Run groups of plans at the same time, which have seed and number of examples in common."""
    started = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    plans = [plan for group in groups for plan in group]
    reads = all(plan.target.read_only for plan in plans)
    seed = next((plan.seed for plan in plans), None)
    return Verdict(
        provider=provider,
        depth="read" if reads else "full" if seed is None else "deep",
        outcomes=run_apart(*groups),
        every_success=provider == "mock",
        seed=seed,
        examples=next((plan.examples for plan in plans), None),
        started=started,
    )


class Options(msgspec.Struct, kw_only=True):
    """The options of the command."""

    kasko_url: str = ""
    insurehero_url: str = ""
    mock: bool = False
    writes: bool = False
    deep: bool = False
    ids: list[str] | None = None
    """`name=value`, or `@file` with one of these in each line."""
    examples: int | None = None
    seed: int | None = None
    rate: float | None = None
    patience: float = 20.0
    least_responses: float = 0.0
    baseline: Path | None = None
    write_baseline: bool = False
    reports: Path = Path("reports")


def run(
    options: Options,
    *,
    console: Console | None = None,
    environment: Mapping[str, str] = os.environ,
) -> int:
    """Check what the options name, print the verdict, write the reports; the exit code."""
    # The width of a pipe is unknown, and long lines are better than cut ones.
    console = console or Console(width=None if sys.stdout.isatty() else 120)
    path = options.baseline
    seed = options.seed
    if options.deep and seed is None:
        seed = secrets.randbelow(2**32)
    examples = options.examples or (_DEEP if options.deep else None)
    try:
        accepted = _accepted(path, write=options.write_baseline)
        if options.mock:
            _need_mock()
        targets = [] if options.mock else _targets(options, environment)
    except (BaselineError, UnsafeTargetError) as error:
        console.print(
            f"Nothing was tested: {error}", style="bold red", markup=False, soft_wrap=True
        )
        return 2
    for target in targets:
        doing = "Reading" if target.read_only else "Reading and writing to"
        console.print(f"{doing} {target.base_url} ...", markup=False)
    if not targets:
        console.print("Checking the mock of both providers on loopback ...")
    if seed is not None:
        console.print(f"{examples or 'usual'} cases for each operation and phase, seed {seed}")
    verdict = (
        check_sandboxes(
            targets,
            examples=examples,
            seed=seed,
            rate=options.rate,
            patience=options.patience,
            accepted=accepted,
        )
        if targets
        else check_mock(examples=examples, seed=seed)
    )
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


def _need_mock() -> None:
    try:
        import_module("brolly_contract.own_mock")
    except ModuleNotFoundError:
        raise UnsafeTargetError(
            "--mock needs more packages: pip install 'brolly[contract,mock]'"
        ) from None


def _targets(options: Options, environment: Mapping[str, str]) -> list[Target]:
    urls = {"KASKO_BASE_URL": options.kasko_url, "INSUREHERO_BASE_URL": options.insurehero_url}
    targets = sandboxes(
        {**environment, **{name: url for name, url in urls.items() if url}},
        writes=options.writes or options.deep,
        ids=_ids(options.ids or ()),
    )
    if not targets:
        raise UnsafeTargetError(
            "name a provider by --kasko-url, --insurehero-url or KASKO_BASE_URL, "
            "INSUREHERO_BASE_URL; --mock checks the mock"
        )
    for target in targets:
        reach(target)
    return targets


def _accepted(path: Path | None, *, write: bool) -> list[Accepted]:
    """The entries of the baseline."""
    if path is None:
        if write:
            raise BaselineError("name the baseline file: --baseline FILE or CONTRACT_BASELINE")
        return []
    return load(path) if path.exists() or not write else []


def _ids(given: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The values of `--id`: `name=value`, or `@file` with one of these in each line."""
    found: dict[str, tuple[str, ...]] = {}
    for one in given:
        try:
            lines = Path(one[1:]).read_text("utf-8").splitlines() if one.startswith("@") else [one]
        except OSError as error:
            raise UnsafeTargetError(f"{one[1:]} cannot be read: {error.strerror}") from None
        for line in filter(None, map(str.strip, lines)):
            name, equals, value = line.partition("=")
            if not equals or not name or not value:
                raise UnsafeTargetError("--id takes name=value, such as offerId=...")
            found[name] = (*found.get(name, ()), value)
    return found


def _accept(verdict: Verdict, path: Path, console: Console) -> int:
    """Write the findings as the new baseline, if the run tested everything."""
    if verdict.shortfalls:
        console.print(
            f"{path} stays as it is: the run tested too little to know all findings.",
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


def _replay(options: Options, targets: Sequence[Target], verdict: Verdict) -> str:
    """The command that repeats the run. It contains no key."""
    words = ["brolly", "contract", "check"]
    words += [f"--{target.api}-url {shlex.quote(target.base_url)}" for target in targets]
    words += [f"--{name}" for name in ("writes", "deep") if getattr(options, name)]
    words += [f"--id {shlex.quote(one)}" for one in options.ids or ()]
    if not targets:
        words.append("--mock")
    if verdict.seed is not None:
        words.append(f"--seed {verdict.seed}")
    if options.examples is not None:
        words.append(f"--examples {options.examples}")
    if options.baseline is not None:
        words.append(f"--baseline {shlex.quote(str(options.baseline))}")
    return " ".join(words)
