"""Our hooks for Schemathesis: the guard, the keys, the checks, and the collecting of results.

Importing this module registers them once per process; `running` says for which run.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import jsonschema_rs
import schemathesis
import schemathesis.cli
from schemathesis import AuthContext, BaseSchema, HookContext, Response
from schemathesis.checks import CHECKS as REGISTERED
from schemathesis.cli import EventHandler
from schemathesis.engine.events import EngineEvent
from urllib3.connection import HTTPConnection

from brolly_contract import insurehero_checks, kasko_checks, shared_checks
from brolly_contract.bounds import FinalResponse, bounded
from brolly_contract.exchange import AnyCase, Exchange, records
from brolly_contract.ledger import Ledger
from brolly_contract.target import Api, Target
from brolly_contract.traffic import CHANNEL, INTEGRATIONS

CHECKS = (insurehero_checks, kasko_checks, shared_checks)
"""The modules whose import registers our checks."""

CHANNEL_PATHS = "^/api/shield/v1/"
"""The paths of InsureHero's channel part, which has a key and tokens of its own."""

_NAMING = {
    "list_risk_items": ("riskItemId", "id"),
    "list_channel_risk_items": ("riskItemId", "id"),
    "list_claims": ("claimId", "id"),
    "list_users": ("userId", "email"),
}
_OF_A_POLICY = (
    "get_policy",
    "get_policy_v2",
    "update_policy",
    "cancel_policy",
    "reactivate_policy",
)
_BY_NAME = (
    "send_otp",
    "verify_otp",
    "register_user",
    "upload_risk_item_assets",
    "upload_claim_assets",
    "get_workflow",
    "answer_workflow_step",
    "answer_workflow_step_form",
)

_DUE: dict[str, dict[str, Any]] = {
    "answer_workflow_step": {"amount": 1, "undefined": True},
    "answer_workflow_step_form": {"report": "text"},
}

_NAME = jsonschema_rs.validator_for({"type": "string", "minLength": 1})
_MOMENT = jsonschema_rs.validator_for(
    {"type": "string", "format": "date-time"}, validate_formats=True
)

# Well under the lifetime of a token less the 300 seconds that must be left (seed 002).
_TOKEN_SECONDS = 1800


@dataclass(slots=True)
class Run:
    """The current run of Schemathesis in this process."""

    target: Target
    ledger: Ledger
    app: Any = None
    """An ASGI application to test in this process, instead of the address."""
    authorize: Callable[[str], str] = str
    """Gets a token for a part of InsureHero's API."""
    policies: dict[bool, list[str]] = field(default_factory=lambda: {False: [], True: []})
    """Ids of policies from pages, by whether they are cancelled."""
    known: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """Ids of other records from lists, by the path parameter."""
    uids: int = 0
    """How many risk items were generated."""


def foreign_checks(api: Api) -> list[str]:
    """The names of the checks of the other API."""
    other = insurehero_checks if api == "kasko" else kasko_checks
    return [one.__name__ for one in REGISTERED.get_all() if one.__module__ == other.__name__]


# None or one. Hooks are global, so they also get schemas that are loaded for another purpose.
_runs: list[Run] = []


@contextmanager
def running(run: Run) -> Generator[None]:
    """Let the hooks serve this run."""
    if _runs:
        raise RuntimeError("Schemathesis keeps one global registry: one run at a time")
    _runs.append(run)
    usual = HTTPConnection.response_class
    HTTPConnection.response_class = FinalResponse
    try:
        yield
    finally:
        _runs.clear()
        HTTPConnection.response_class = usual


@schemathesis.hook
def before_call(_: HookContext, case: AnyCase, how: dict[str, Any]) -> None:
    """Send nothing to another host and only reads to a sandbox, and limit the reading of bodies."""
    for run in _runs:
        run.target.admit(case.method, case.operation.base_url or "")
        if run.app is None:
            how["hooks"] = {"response": bounded}
        _use_existing_policy(case, run)
        _answer_what_is_due(case)


def _use_existing_policy(case: AnyCase, run: Run) -> None:
    """Replace the specification's examples with a policy that exists, in any version."""
    operation = case.operation.definition.raw["operationId"]
    known = run.policies[operation == "reactivate_policy"]
    if not known or operation not in _OF_A_POLICY:
        return
    # A cancelled policy cannot be changed.
    policy_id = known[0 if operation == "cancel_policy" else -1]
    for parameter in case.operation.iter_parameters():
        example = parameter.definition["schema"].get("example")
        if parameter.name == "policyId":
            given = case.path_parameters["policyId"]
            # A whole phase draws one policy: a cancelled one would allow no update.
            if given == example or (operation == "update_policy" and given in run.policies[True]):
                case.path_parameters["policyId"] = policy_id
        if parameter.name == "If-Match" and case.headers.get("If-Match") == example:
            case.headers["If-Match"] = "*"


def _answer_what_is_due(case: AnyCase) -> None:
    """Add what the steps of the example workflow require, which the schema does not say.

    Requests that are invalid on purpose stay as they are.
    """
    due = _DUE.get(case.operation.definition.raw["operationId"])
    # `Case.meta` would judge the case anew, by the values that were sent in the end.
    meta = case._meta
    if due and isinstance(case.body, dict) and meta is not None and not _is_negative(meta):
        case.body |= due


def _is_negative(meta: Any) -> bool:
    return bool(meta.generation.mode.is_negative)


@schemathesis.hook
def after_load_schema(_: HookContext, schema: BaseSchema) -> None:
    """Set the application under test, and InsureHero's keys and tokens."""
    for run in _runs:
        if run.app is not None:
            schema.app = run.app
        if run.target.api == "insurehero":
            # The first one that fits is taken.
            schema.auth(refresh_interval=None).apply_to(path_regex="/auth/authorize$")(_Key)
            schema.auth(refresh_interval=_TOKEN_SECONDS, retry_on=[401]).apply_to(
                path_regex=CHANNEL_PATHS
            )(_Token)
            schema.auth(refresh_interval=_TOKEN_SECONDS, retry_on=[401])(_Token)


@schemathesis.hook
def after_call(_: HookContext, case: AnyCase, response: Response) -> None:
    """Note ids from lists, as Schemathesis does not know their place in the response."""
    exchange = Exchange.read(response, case) if _runs else None
    if exchange is not None and exchange.operation == "list_policies":
        for policy in kasko_checks.policies(exchange):
            policy_id = policy.get("id")
            if isinstance(policy_id, str) and policy_id:
                _runs[0].policies[policy.get("status") == "cancelled"].append(policy_id)
    operation = case.operation.definition.raw["operationId"]
    if _runs and operation == "cancel_policy" and response.status_code < 300:
        cancelled = str(case.path_parameters["policyId"])
        changeable = [one for one in _runs[0].policies[False] if one != cancelled]
        _runs[0].policies = {False: changeable, True: [*_runs[0].policies[True], cancelled]}
    if exchange is not None and exchange.operation in _NAMING:
        for record in records(exchange.body, "data"):
            parameter, member = _NAMING[exchange.operation]
            if isinstance(record.get(member), str):
                _runs[0].known.setdefault(parameter, []).append(record[member])


def _mapped(hook: str, *operations: str) -> Callable[[Any], Any]:
    """Register a function for some operations; each needs a hook of its own for its filter."""
    apply_to: Any = schemathesis.hook(hook).apply_to  # type: ignore[attr-defined]  # put there when the hook is made
    return cast("Callable[[Any], Any]", apply_to(operation_id=list(operations)))


@_mapped("map_path_parameters", *_BY_NAME)
def _existing_record(_: HookContext, drawn: dict[str, Any]) -> dict[str, Any]:
    """Replace two of three generated ids with one that exists."""
    known = _runs[0].known if _runs else {}
    return {
        name: known[name][len(value) % len(known[name])]
        if known.get(name) and isinstance(value, str) and len(value) % 3
        else value
        for name, value in drawn.items()
    }


@_mapped("map_body", "create_risk_item")
def _sensible_risk_item(_: HookContext, drawn: Any) -> Any:
    """Set a policy and a package that exist, a uid that is free, and an end that is not too early.

    Members that are missing, empty or invalid on purpose stay so. The uids are those of the
    specification's examples.
    """
    if not _runs or not isinstance(drawn, dict):
        return drawn
    _runs[0].uids += 1
    sensible = {
        "policy_uid": "POL-0001",
        "package_uid": "PKG-CARGO-01",
        "uid": f"{drawn.get('uid')}-{_runs[0].uids}",
        "end_date": drawn.get("start_date"),
    }
    return drawn | {
        name: value
        for name, value in sensible.items()
        if (_MOMENT if name == "end_date" else _NAME).is_valid(drawn.get(name))
    }


@schemathesis.cli.handler()
class _BookKeeper(EventHandler[Any]):
    def handle_event(self, _: Any, event: EngineEvent) -> None:
        _runs[0].ledger.record(event)


def _part(context: AuthContext) -> str:
    """The part of InsureHero's API that an operation belongs to."""
    path: str = context.operation.path
    return CHANNEL if path.startswith(f"{CHANNEL}/") else INTEGRATIONS


class _Key:
    """The API key, which is sent to authorize only."""

    def get(self, _: AnyCase, context: AuthContext) -> str:
        target = _runs[0].target
        return target.channel_key if _part(context) == CHANNEL else target.key

    def set(self, case: AnyCase, data: str, _: AuthContext) -> None:
        case.headers["x-api-key"] = data


class _Token:
    """The access token, which is sent to all other operations."""

    def get(self, _: AnyCase, context: AuthContext) -> str:
        return _runs[0].authorize(_part(context))

    def set(self, case: AnyCase, data: str, _: AuthContext) -> None:
        case.headers["Authorization"] = f"Bearer {data}"
