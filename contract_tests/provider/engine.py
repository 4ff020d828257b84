"""Runs Schemathesis against one API, in this process or in one of its own.

Schemathesis is driven through its command, which knows more than its pytest interface: warnings,
the order of operations, values taken from earlier answers.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeAlias, cast

import msgspec
import schemathesis.cli
from click import ClickException
from schemathesis.config import SchemathesisConfig

from brolly_mock.spec import load
from provider.hooks import CHANNEL_PATHS, Run, foreign_checks, running
from provider.ledger import Ledger
from provider.outcome import Outcome
from provider.target import Api, Target

_HERE = Path(__file__).resolve().parent
_SPECIFICATIONS = _HERE.parents[1] / "openapi"
_PATIENCE = 3600.0

Auth: TypeAlias = Literal["basic", "bearer", "token"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run: what to test, by which credential, how much."""

    target: Target
    auth: Auth
    examples: int | None = None
    """Cases for each operation and phase; None takes the configured number."""
    seed: int | None = None
    """Draws other cases; without a seed they are the same in each run."""
    operations: tuple[str, ...] = ()
    """The operations to test, by operationId; none named are all."""
    known: tuple[str, ...] = ()
    """Ids of KASKO policies that the key may read and change."""
    hidden: tuple[str, ...] = ()
    """Ids of KASKO policies that the key must not see."""
    rate: str | None = None
    """Requests in a time, such as `5/s`; None takes the configured limit."""
    first_finding: bool = False
    """Stop at the first finding, and do not look for a simpler case of it."""
    to_the_end: bool = False
    """Go on after any number of findings; a sandbox run ends after ten otherwise."""


def run(plan: Plan, *, app: Any = None) -> Outcome:
    """Run a plan in this process.

    Args:
        plan: What to do.
        app: An ASGI application to test in place of the target's address.
    """
    outcome = Outcome(api=plan.target.api, auth=plan.auth)
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        # Schemathesis opens each report once to see whether it can, and does not close it.
        warnings.filterwarnings("ignore", category=ResourceWarning)
        report = Path(folder) / "report.json"
        arguments = [str(_SPECIFICATIONS / f"{plan.target.api}.yaml")]
        for name in plan.operations:
            arguments += ["--include-operation-id", name]
        if plan.target.read_only:
            # The command's own defaults for these two go before any settings.
            arguments += ["--mode", "positive", "--phases", "coverage,fuzzing"]
        if plan.target.read_only and plan.target.api == "kasko":
            # The others take ids that only the owner of an account knows, or they write.
            for name in ("list_policies", "get_policy", "get_policy_v2"):
                arguments += ["--include-operation-id", name]
        if plan.target.read_only and plan.target.api == "insurehero":
            arguments += ["--include-method", "GET"]
            # Each of its answers would be another valid token, each wrong key a failed log-in.
            arguments += ["--exclude-operation-id", "authorize"]
            arguments += ["--exclude-operation-id", "authorize_channel"]
        if plan.target.api == "insurehero" and not plan.target.channel_key:
            arguments += ["--exclude-path-regex", CHANNEL_PATHS]
        try:
            with (
                running(Run(plan.target, Ledger(plan.target, outcome), app)),
                # The command prints what answers hold.
                redirect_stdout(StringIO()),
            ):
                # `run` is the name of a module as well: checkers disagree on what it means.
                cast("Any", schemathesis.cli).run.main(
                    arguments, obj=_configuration(plan, report), standalone_mode=False
                )
        except SystemExit:
            _read_report(report, outcome)
        except ClickException as error:
            outcome.errors.append(error.message)
    return outcome


def run_apart(plans: Sequence[Plan]) -> list[Outcome]:
    """Run each plan in a process of its own, all at the same time."""
    environment = {
        name: value
        for name, value in os.environ.items()
        # Nothing that a coverage report counts runs there, and counting would double the time.
        if not name.startswith("COVERAGE_PROCESS")
    }
    environment |= {
        "PYTHONPATH": str(_HERE.parent),
        # Credentials of the user for this host would go in place of those under test.
        "NETRC": os.devnull,
        # A proxy of the user's does not know the mock.
        "no_proxy": f"{os.environ.get('no_proxy') or os.environ.get('NO_PROXY', '')},127.0.0.1",
    }
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "provider.engine"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        for _ in plans
    ]
    try:
        # A plan goes through a pipe: neither arguments nor environment show the key.
        for plan, child in zip(plans, children, strict=True):
            assert child.stdin is not None
            child.stdin.write(msgspec.json.encode(plan))
            child.stdin.close()
            child.stdin = None
        return [_collect(plan, child) for plan, child in zip(plans, children, strict=True)]
    finally:
        for child in children:
            child.kill()
            child.communicate()


def _collect(plan: Plan, child: subprocess.Popen[bytes]) -> Outcome:
    failed = Outcome(api=plan.target.api, auth=plan.auth)
    try:
        output, complaints = child.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        failed.errors.append(f"no result within {_PATIENCE:g} s")
        return failed
    if child.returncode == 0:
        return msgspec.json.decode(output, type=Outcome)
    # A traceback may quote an answer.
    words = b"" if plan.target.read_only else complaints.strip()
    failed.errors.append(f"the run broke off (exit {child.returncode}) {words.decode()}".rstrip())
    return failed


def _read_report(report: Path, outcome: Outcome) -> None:
    """Take over the verdict of Schemathesis itself."""
    if not report.is_file():
        outcome.errors.append("Schemathesis wrote no report")
        return
    document = json.loads(report.read_bytes())
    operations = document["operations"] or {"selected": 0, "tested": 0}
    outcome.exit_code = document["exit_code"]
    outcome.complete = document["complete"] and document["stop_reason"] == "completed"
    outcome.operations_total = operations["selected"]
    outcome.operations_tested = operations["tested"]
    outcome.cases = document["test_cases"]["generated"]
    outcome.warnings = {kind: found for kind, found in document["warnings"].items() if found}


def _configuration(plan: Plan, report: Path) -> SchemathesisConfig:
    target = plan.target
    settings = tomllib.loads((_HERE / f"{target.api}.toml").read_text("utf-8"))
    # After those of the file, which go first where both speak of one operation.
    settings["operations"] = [*settings.get("operations", []), *_versions(target.api)]
    # The APIs have operations of one name, and each has checks of its own.
    _merge(settings, {"checks": {name: {"enabled": False} for name in foreign_checks(target.api)}})
    if target.read_only:
        _tread_lightly(settings)
    _merge(settings, {"base-url": target.base_url, "reports": {"json": {"path": str(report)}}})
    if plan.auth == "basic":
        credential: dict[str, Any] = {"basicAuth": {"username": target.key, "password": ""}}
        _merge(settings, {"auth": {"openapi": credential}})
    if plan.auth == "bearer":
        # The second pass of KASKO is short: it looks at the credential, not for records.
        _merge(settings, {"warnings": {"display": ["missing_auth"]}})
        _merge(settings, {"auth": {"openapi": {"bearerAuth": {"bearer": target.key}}}})
    if plan.examples is not None:
        number = {"generation": {"max-examples": plan.examples}}
        _merge(settings, number | {"phases": {"stateful": number}})
    if plan.seed is not None:
        _merge(settings, {"seed": plan.seed, "generation": {"deterministic": False}})
    if plan.rate is not None:
        _merge(settings, {"rate-limit": plan.rate})
    if plan.known or plan.hidden:
        _merge(settings, _looking_for(plan.known, plan.hidden))
    _merge(settings, _end(plan))
    return SchemathesisConfig.from_dict(settings)


def _tread_lightly(settings: dict[str, Any]) -> None:
    """Change settings to those for a real host."""
    _merge(settings, tomllib.loads((_HERE / "sandbox.toml").read_text("utf-8")))
    for binding in settings["parameters"].values():
        # Any other value could ask for all that the account holds.
        binding["probability"] = 1.0
    for operation in settings["operations"]:
        if "generation" in operation:
            operation["generation"] = settings["generation"]


def _versions(api: Api) -> list[dict[str, Any]]:
    """Have each operation ask for the media type that tells it from others of its path."""
    return [
        {
            "include-operation-id": operation.id,
            "headers": {"Accept": ", ".join(operation.media_types)},
        }
        for operation in load(api).operations
        if operation.media_types
    ]


def _end(plan: Plan) -> dict[str, Any]:
    """After how many findings a run ends."""
    if plan.first_finding:
        return {"continue-on-failure": False, "max-failures": 1, "generation": {"no-shrink": True}}
    return {"max-failures": sys.maxsize} if plan.to_the_end else {}


def _looking_for(known: tuple[str, ...], hidden: tuple[str, ...]) -> dict[str, Any]:
    return {
        "checks": {"existence_is_hidden": {"hidden": list(hidden)}},
        "dictionaries": {"policies": {"values": [*known, *hidden]}},
        "parameters": {"path.policyId": {"dictionary": "policies", "probability": 0.7}},
    }


def _merge(settings: dict[str, Any], changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if isinstance(value, dict) and isinstance(settings.get(name), dict):
            _merge(settings[name], value)
        else:
            settings[name] = value


def main() -> None:
    """Run the plan that stands on the input and write its outcome to the output."""
    plan = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    sys.stdout.buffer.write(msgspec.json.encode(run(plan)))


if __name__ == "__main__":
    main()
