"""Runs Schemathesis and the walks against one API, in this process or in one of its own.

Schemathesis is driven through its command, which knows more than its pytest interface: warnings,
the order of operations, values taken from earlier answers.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Collection, Sequence
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass, replace
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, cast
from urllib.parse import urlsplit

import httpx2
import msgspec
import schemathesis
import schemathesis.cli
from click import ClickException
from schemathesis.checks import CHECKS as REGISTERED, CheckContext
from schemathesis.config import ChecksConfig, SchemathesisConfig
from schemathesis.core.failures import Failure, FailureGroup

from brolly_contract import (
    insurehero_reads,
    insurehero_writes,
    kasko_reads,
    kasko_writes,
    reading_again,
)
from brolly_contract.facts import Described, facts
from brolly_contract.hooks import CHANNEL_PATHS, Run, foreign_checks, running
from brolly_contract.ledger import Ledger
from brolly_contract.outcome import Outcome
from brolly_contract.target import Api, Target, is_loopback
from brolly_contract.traffic import (
    WALKS,
    Aids,
    Auth,
    Booked,
    SilentError,
    UntestedError,
    Walk,
    World,
)

_HERE = Path(__file__).resolve().parent
_PATIENCE = 3600.0
WALKING = (insurehero_reads, insurehero_writes, kasko_reads, kasko_writes, reading_again)
"""The modules whose import registers the walks."""

_USUAL_TYPE = "application/json"
# What is looked at in the answer of a walk; checks that send further requests are not among it.
_LIBRARY_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
# Hold whoever asks.
_FOR_ALL = (*_LIBRARY_CHECKS, "text_is_utf8", "json_as_written", "well_formed_headers")
_RESPONSE_CHECKS = (
    *_FOR_ALL,
    "documented_success",
    "records_once",
    "test_data_only",
    "page_order",
    "page_window",
    "page_size",
    "page_links",
    "self_link",
    "shape_of_version",
    "dataset_page_size",
    "range_size",
    "no_password",
)
# What a read needs beyond the parameters of its path, where an example would say nothing.
_NEEDS = {
    "get_quote": ("variant_id",),
    "get_quote_v2": ("touchpoint_id", "item_id", "subscription_plan_id"),
    "get_index_price": ("indexId", "make", "model"),
}
# Each of its answers would be another valid token, each wrong key a failed log-in: a walk asks it.
_WALKED_ONLY = frozenset({"authorize", "authorize_channel"})


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
    walks: tuple[str, ...] | None = None
    """The walks to take; None takes all that the target permits."""
    known: tuple[str, ...] = ()
    """Ids of KASKO policies that the key may read and change."""
    rate: float | None = None
    """Requests in a second; None takes 5, and no limit for writes on this machine."""
    patience: float = 20.0
    """Seconds that a walk may wait for what a provider does in the background."""
    own_mock: str | None = None
    """The name of a mock to start for this run, as `own_mock` knows it, in place of an address."""
    fuzz: bool = True
    """Whether Schemathesis is run beside the walks."""
    first_finding: bool = False
    """Stop at the first finding, and do not look for a simpler case of it."""
    to_the_end: bool = False
    """Go on after any number of findings; a sandbox run ends after ten otherwise."""

    @property
    def pause(self) -> float:
        """Seconds between two requests."""
        if self.rate is None:
            here = is_loopback(urlsplit(self.target.base_url).hostname or "")
            return 0.2 if self.target.sandbox and (self.target.read_only or not here) else 0.0
        return 1 / self.rate


def run(
    plan: Plan,
    *,
    app: Any = None,
    aids: Aids | None = None,
    transport: httpx2.BaseTransport | None = None,
) -> Outcome:
    """Run a plan in this process.

    Args:
        plan: What to do.
        app: An ASGI application for Schemathesis to test in place of the target's address.
        aids: What the owner of the provider can do.
        transport: The same application for the walks.
    """
    with ExitStack() as stack:
        if plan.own_mock is not None:
            from brolly_contract.own_mock import served  # noqa: PLC0415 - the judge knows no mock

            plan, aids = stack.enter_context(served(plan))
        outcome = Outcome(api=plan.target.api, auth=plan.auth)
        ledger = Ledger(plan.target, outcome)
        try:
            plan = replace(plan, target=_walk(plan, ledger, aids, transport))
            if plan.fuzz and not (plan.first_finding and outcome.findings):
                _fuzz(plan, ledger, app)
            else:
                outcome.complete, outcome.exit_code = True, 0
        except SilentError as error:
            outcome.errors.append(str(error))
        except Exception as error:  # noqa: BLE001 - whatever came, there is a report
            ledger.fault("the run broke off", error)
        return outcome


def _untested(target: Target, operation: Described, held: Collection[str]) -> str:
    """Why an operation is not asked anything; empty if it is."""
    if target.api == "insurehero" and not target.channel_key and "/shield/v1/" in operation.path:
        return "needs INSUREHERO_CHANNEL_KEY"
    if not target.read_only:
        return ""
    if operation.method != "GET":
        return "writes, needs --writes"
    if target.api == "insurehero":
        return ""
    steps = operation.path.split("/")
    named = [step.strip("{}") for step in steps if step.startswith("{")]
    missing = [
        name
        for name in (*named, *_NEEDS.get(operation.id, ()))
        if name not in held and name != "policyId"
    ]
    return f"needs {' '.join(f'--id {name}=...' for name in missing)}" if missing else ""


def _walk(
    plan: Plan, ledger: Ledger, aids: Aids | None, transport: httpx2.BaseTransport | None
) -> Target:
    """Take the walks; the target with the ids that they found."""
    started = monotonic()
    target, outcome = plan.target, ledger.outcome
    walks = [
        walk
        for walk in WALKS.values()
        if walk.api == target.api and (plan.walks is None or walk.name in plan.walks)
    ]
    judge = _Judge(target.api, ledger)
    world = World(
        target,
        facts(target.api),
        judge.book,
        auth=plan.auth,
        aids=aids,
        transport=transport,
        pause=plan.pause,
        patience=plan.patience,
    )
    try:
        if target.api == "kasko" and (walks or target.read_only):
            kasko_reads.find_examples(world)
        for walk in walks:
            _take(walk, world, ledger)
        held = {*world.target.ids, *world.examples}
        for operation in facts(target.api).operations.values() if not plan.operations else ():
            outcome.operations[operation.id].untested = _untested(target, operation, held)
    finally:
        world.close()
    outcome.seconds += monotonic() - started
    return replace(target, ids={name: tuple(found) for name, found in world.ids.items()})


def _take(walk: Walk, world: World, ledger: Ledger) -> None:
    outcome = ledger.outcome
    world.last = None
    try:
        walk.on(world)
    except UntestedError as missing:
        outcome.untaken[walk.name] = str(missing)
    except AssertionError as broken:
        last = world.last.response if world.last else None
        ledger.walked(walk, str(broken) or "a promise is broken", last)
    except SilentError:
        raise
    except Exception as error:  # noqa: BLE001 - an answer in no form that the walk knows
        last = world.last.response if world.last else None
        reason = f"an answer cannot be understood ({type(error).__name__})"
        ledger.walked(walk, reason, last)
    else:
        ledger.walked(walk)


class _Judge:
    """Holds the answers of walks against the specification, as Schemathesis reads it."""

    def __init__(self, api: Api, ledger: Ledger) -> None:
        self._schema = _schema(api)
        self._ledger = ledger
        foreign = set(foreign_checks(api))
        known: dict[str, Any] = {check.__name__: check for check in REGISTERED.get_all()}
        self._checks = {name: known[name] for name in _RESPONSE_CHECKS if name not in foreign}

    def book(self, booked: Booked) -> None:
        """Judge an exchange and enter it."""
        case = self._schema.find_operation_by_id(booked.operation).Case()
        response = booked.response
        failures: dict[str, list[Failure]] = {}
        for name, check in self._checks.items():
            if not booked.own and name not in _FOR_ALL:
                continue
            try:
                skipped = check(_CONTEXT, response, case)
            except Failure as failure:
                failures[name] = [failure]
            except FailureGroup as group:
                failures[name] = list(group.exceptions)
            except Exception as failure:  # noqa: BLE001 - ours, or an answer that it cannot read
                ours = isinstance(failure, AssertionError)
                words = str(failure) if ours else f"unreadable ({type(failure).__name__})"
                failures[name] = [Failure(operation=booked.operation, title=name, message=words)]
            else:
                if not skipped:
                    failures[name] = []
        self._ledger.exchange(case, response, failures)


_CONTEXT = CheckContext(
    override=None,
    auth=None,
    headers=None,
    config=ChecksConfig(),
    transport_kwargs=None,
    response_checks=None,
)


@cache
def _as_json(api: Api) -> bytes:
    """A specification in the form that Schemathesis reads thirty times as fast as YAML."""
    return msgspec.json.encode(facts(api).document)


@cache
def _schema(api: Api) -> Any:
    """A specification as Schemathesis reads it."""
    schema: Any = schemathesis.openapi.from_dict(json.loads(_as_json(api)))
    schema.config.update(base_url="http://127.0.0.1")
    return schema


def _fuzz(plan: Plan, ledger: Ledger, app: Any) -> None:
    outcome, target = ledger.outcome, plan.target
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        # Schemathesis opens each report once to see whether it can, and does not close it.
        warnings.filterwarnings("ignore", category=ResourceWarning)
        report, specification = Path(folder) / "report.json", Path(folder) / "openapi.json"
        specification.write_bytes(_as_json(target.api))
        arguments = [str(specification)]
        chosen = plan.operations or tuple(
            name
            for name, tally in outcome.operations.items()
            if not tally.untested and not (target.read_only and name in _WALKED_ONLY)
        )
        for name in chosen:
            arguments += ["--include-operation-id", name]
        if target.read_only:
            # The command's own defaults for these two go before any settings.
            arguments += ["--mode", "positive", "--phases", "coverage,fuzzing"]
        if target.api == "insurehero" and not target.channel_key:
            arguments += ["--exclude-path-regex", CHANNEL_PATHS]
        try:
            with (
                running(Run(target, ledger, app)),
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


def run_apart(*groups: Sequence[Plan]) -> list[Outcome]:
    """Run each group of plans in a process of its own, all at the same time."""
    environment = {
        name: value
        for name, value in os.environ.items()
        # Nothing that a coverage report counts runs there, and counting would double the time.
        if not name.startswith("COVERAGE_PROCESS")
    }
    environment |= {
        # Credentials of the user for this host would go in place of those under test.
        "NETRC": os.devnull,
        # A proxy of the user's does not know the mock.
        "no_proxy": f"{os.environ.get('no_proxy') or os.environ.get('NO_PROXY', '')},127.0.0.1",
    }
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "brolly_contract.engine"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        for _ in groups
    ]
    try:
        # A plan goes through a pipe: neither arguments nor environment show the key.
        for plans, child in zip(groups, children, strict=True):
            assert child.stdin is not None
            child.stdin.write(msgspec.json.encode(plans))
            child.stdin.close()
            child.stdin = None
        pairs = zip(groups, children, strict=True)
        return [outcome for plans, child in pairs for outcome in _collect(plans, child)]
    finally:
        for child in children:
            child.kill()
            child.communicate()


def _collect(plans: Sequence[Plan], child: subprocess.Popen[bytes]) -> list[Outcome]:
    try:
        output, complaints = child.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        reason = f"no result within {_PATIENCE:g} s"
    else:
        if child.returncode == 0:
            return msgspec.json.decode(output, type=list[Outcome])
        # A traceback may quote an answer.
        words = b"" if any(plan.target.sandbox for plan in plans) else complaints.strip()
        reason = f"the run broke off (exit {child.returncode}) {words.decode()}".rstrip()
    return [Outcome(api=plan.target.api, auth=plan.auth, errors=[reason]) for plan in plans]


def _read_report(report: Path, outcome: Outcome) -> None:
    """Take over the verdict of Schemathesis itself."""
    if not report.is_file():
        outcome.errors.append("Schemathesis wrote no report")
        return
    document = json.loads(report.read_bytes())
    operations = document["operations"] or {"selected": 0, "tested": 0}
    outcome.exit_code = document["exit_code"]
    outcome.complete = document["complete"] and document["stop_reason"] == "completed"
    outcome.stopped_early = document["stop_reason"] == "failure_limit"
    outcome.operations_total = operations["selected"]
    outcome.operations_tested = operations["tested"]
    outcome.cases += document["test_cases"]["generated"]
    outcome.warnings = {kind: found for kind, found in document["warnings"].items() if found}


def _configuration(plan: Plan, report: Path) -> SchemathesisConfig:
    target = plan.target
    settings = tomllib.loads((_HERE / f"{target.api}.toml").read_text("utf-8"))
    # After those of the file, which go first where both speak of one operation.
    settings["operations"] = [*settings.get("operations", []), *_versions(target.api)]
    settings["headers"] = {"Accept": _USUAL_TYPE}
    # The APIs have operations of one name, and each has checks of its own.
    _merge(settings, {"checks": {name: {"enabled": False} for name in foreign_checks(target.api)}})
    if target.sandbox:
        _merge(settings, tomllib.loads((_HERE / "sandbox.toml").read_text("utf-8")))
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
    if plan.pause:
        slow = plan.pause > 1
        rate = f"{max(round(60 / plan.pause), 1)}/m" if slow else f"{round(1 / plan.pause)}/s"
        _merge(settings, {"rate-limit": rate})
    _merge(settings, _looking_for(plan))
    _merge(settings, _end(plan))
    return SchemathesisConfig.from_dict(settings)


def _tread_lightly(settings: dict[str, Any]) -> None:
    """Change settings to those of a run that sends valid reads only."""
    # To ask for `GET` operations alone is not enough: this would still send the other methods.
    _merge(settings, {"phases": {"coverage": {"unexpected-methods": []}}})
    _merge(settings, {"generation": {"mode": "positive", "max-examples": 5}})
    for binding in settings["parameters"].values():
        # Any other value could ask for all that the account holds.
        binding["probability"] = 1.0
    for operation in settings["operations"]:
        # Settings of one operation go before the command's own.
        if "generation" in operation:
            operation["generation"] = dict(settings["generation"])


def _versions(api: Api) -> list[dict[str, Any]]:
    """Have operations ask for the media type that tells them from others of their path.

    Schemathesis tries each entry on each case, so there is one for each type.
    """
    by_type: dict[str, list[str]] = {}
    for operation in facts(api).operations.values():
        accepted = ", ".join(dict.fromkeys(operation.gives)) or _USUAL_TYPE
        if accepted != _USUAL_TYPE:
            by_type.setdefault(accepted, []).append(operation.id)
    return [
        {"include-operation-id": operations, "headers": {"Accept": accepted}}
        for accepted, operations in by_type.items()
    ]


def _end(plan: Plan) -> dict[str, Any]:
    """After how many findings a run ends."""
    if plan.first_finding:
        return {"continue-on-failure": False, "max-failures": 1, "generation": {"no-shrink": True}}
    return {"max-failures": sys.maxsize} if plan.to_the_end else {}


def _looking_for(plan: Plan) -> dict[str, Any]:
    """Draw ids that the account holds: those that were given, and those that walks have found."""
    held = {name: list(found) for name, found in plan.target.ids.items()}
    if plan.known:
        held["policyId"] = list(plan.known)
    share = 1.0 if plan.target.read_only else 0.7
    return {
        "dictionaries": {
            f"held_{name}": {"values": found} for name, found in held.items() if found
        },
        "parameters": {
            f"{place}.{name}": {"dictionary": f"held_{name}", "probability": share}
            for name, found in held.items()
            for place in ("path", "query", "body")
            if found and (place == "path") == name.endswith("Id")
        },
    }


def _merge(settings: dict[str, Any], changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if isinstance(value, dict) and isinstance(settings.get(name), dict):
            _merge(settings[name], value)
        else:
            settings[name] = value


def main() -> None:
    """Run the plans that stand on the input and write their outcomes to the output."""
    plans = msgspec.json.decode(sys.stdin.buffer.read(), type=list[Plan])
    # A run keeps what it makes: looking for garbage after each 700 objects takes an eighth of it.
    gc.freeze()
    gc.set_threshold(50_000)
    sys.stdout.buffer.write(msgspec.json.encode([run(plan) for plan in plans]))


if __name__ == "__main__":
    main()
