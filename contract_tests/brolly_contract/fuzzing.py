"""Runs Schemathesis through its command.

The command does more than the pytest interface: warnings, the order of operations, values from
earlier responses.
"""

from __future__ import annotations

import json
import sys
import tomllib
import warnings
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import schemathesis.cli
from click import ClickException
from schemathesis.config import SchemathesisConfig

from brolly_contract.facts import facts
from brolly_contract.hooks import Run, foreign_checks, running
from brolly_contract.judge import as_json
from brolly_contract.outcome import Outcome
from brolly_contract.plan import Plan
from brolly_contract.target import Api

_HERE = Path(__file__).resolve().parent
_USUAL_TYPE = "application/json"
# Each call returns another valid token, or is a failed log-in. A walk makes a few of them.
_WALKED_ONLY = frozenset({"authorize", "authorize_channel"})


def fuzz(plan: Plan, run: Run) -> None:
    """Let Schemathesis test what the plan names."""
    outcome, target = run.ledger.outcome, plan.target
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        # Schemathesis opens each report once to test it, and does not close it.
        warnings.filterwarnings("ignore", category=ResourceWarning)
        report, specification = Path(folder) / "report.json", Path(folder) / "openapi.json"
        specification.write_bytes(as_json(target.api))
        arguments = [str(specification)]
        chosen = plan.operations or tuple(
            name
            for name, tally in outcome.operations.items()
            if not tally.untested and not (target.read_only and name in _WALKED_ONLY)
        )
        for name in chosen:
            arguments += ["--include-operation-id", name]
        if target.read_only:
            # For these two the command ignores the settings.
            arguments += ["--mode", "positive", "--phases", "coverage,fuzzing"]
        try:
            with (
                running(run),
                # The command prints parts of responses.
                redirect_stdout(StringIO()),
            ):
                # `run` is the name of a module as well: checkers disagree on what it means.
                cast("Any", schemathesis.cli).run.main(
                    arguments, obj=configuration(plan, report), standalone_mode=False
                )
        except SystemExit:
            _read_report(report, outcome)
        except ClickException as error:
            outcome.errors.append(error.message)


def _read_report(report: Path, outcome: Outcome) -> None:
    """Add what Schemathesis reports."""
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


def configuration(plan: Plan, report: Path) -> SchemathesisConfig:
    """The settings of a run, which writes its report to a file."""
    target = plan.target
    settings = _read("common")
    _merge(settings, _read(target.api))
    # After those of the file, which win.
    settings["operations"] = [*settings.get("operations", []), *_versions(target.api)]
    settings["headers"] = {"Accept": _USUAL_TYPE}
    # Both APIs have operations with the same name.
    _merge(settings, {"checks": {name: {"enabled": False} for name in foreign_checks(target.api)}})
    if target.sandbox:
        _merge(settings, _read("sandbox"))
    if target.read_only:
        _tread_lightly(settings)
    _merge(settings, {"base-url": target.base_url, "reports": {"json": {"path": str(report)}}})
    if plan.auth == "basic":
        credential: dict[str, Any] = {"basicAuth": {"username": target.key, "password": ""}}
        _merge(settings, {"auth": {"openapi": credential}})
    if plan.auth == "bearer":
        # The second pass of KASKO is short: it tests the credential, not the records.
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


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{name}.toml").read_text("utf-8"))


def _tread_lightly(settings: dict[str, Any]) -> None:
    """Change settings so that a run sends valid reads only."""
    # Naming only GET operations is not enough: this would still send other methods.
    _merge(settings, {"phases": {"coverage": {"unexpected-methods": []}}})
    _merge(settings, {"generation": {"mode": "positive", "max-examples": 5}})
    for binding in settings["parameters"].values():
        # Another value could return everything in the account.
        binding["probability"] = 1.0
    for operation in settings["operations"]:
        # Settings of one operation win over the command's.
        if "generation" in operation:
            operation["generation"] = dict(settings["generation"])


def _versions(api: Api) -> list[dict[str, Any]]:
    """Settings that send the `Accept` of each version of a path.

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
    """Settings for the number of findings that ends a run."""
    if plan.first_finding:
        return {"continue-on-failure": False, "max-failures": 1, "generation": {"no-shrink": True}}
    return {"max-failures": sys.maxsize} if plan.to_the_end else {}


def _looking_for(plan: Plan) -> dict[str, Any]:
    """Settings that draw ids of the account: from the user, and from walks."""
    held = {name: list(found) for name, found in plan.target.ids.items() if found}
    share = 1.0 if plan.target.read_only else 0.9
    dictionaries = {f"held_{name}": {"values": found} for name, found in held.items()}
    if len(held.get("policyId", ())) > 1 and not plan.target.read_only:
        # A cancelled policy cannot be changed, so every third is for cancellations alone.
        dictionaries["cancellable"] = {"values": held["policyId"][1::3]}
        del held["policyId"][1::3]
    return {
        "dictionaries": dictionaries,
        "parameters": {
            f"{place}.{name}": {"dictionary": f"held_{name}", "probability": share}
            for name, found in held.items()
            for place in ("path", "query", "body")
            if (place == "path") == name.endswith("Id")
        },
    }


def _merge(settings: dict[str, Any], changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if isinstance(value, dict) and isinstance(settings.get(name), dict):
            _merge(settings[name], value)
        else:
            settings[name] = value
