"""What Schemathesis is given of ours: the guard, the keys, the checks, the book-keeping.

Importing this module registers all of it once per process; `running` says for which run.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
import schemathesis.cli
from schemathesis import APIOperation, AuthContext, BaseSchema, HookContext, Response
from schemathesis.cli import EventHandler
from schemathesis.engine.events import EngineEvent

from provider import insurehero_checks, kasko_checks, shared_checks
from provider.exchange import AnyCase, Exchange
from provider.ledger import Ledger
from provider.target import Target

CHECKS = (insurehero_checks, kasko_checks, shared_checks)
"""The modules whose import registers our checks."""

# Well under the lifetime of a token less the 300 seconds that must be left (seed 002).
_TOKEN_SECONDS = 1800


@dataclass(frozen=True, slots=True)
class Run:
    """The run that Schemathesis is doing in this process."""

    target: Target
    ledger: Ledger
    app: Any = None
    """An ASGI application to test in process, in place of the address."""
    policies: list[str] = field(default_factory=list[str])
    """Ids of policies that a page has named."""


# None or one. Hooks are global, so they also meet schemas that are loaded for another purpose.
_runs: list[Run] = []


@contextmanager
def running(run: Run) -> Generator[None]:
    """Let the hooks serve this run."""
    if _runs:
        raise RuntimeError("Schemathesis keeps one global registry: one run at a time")
    _runs.append(run)
    try:
        yield
    finally:
        _runs.clear()


@schemathesis.hook
def before_call(_: HookContext, case: AnyCase, __: dict[str, Any]) -> None:
    """Send nothing to another host, and nothing but reads to a sandbox."""
    for run in _runs:
        run.target.admit(case.method, case.operation.base_url or "")


@schemathesis.hook
def after_load_schema(_: HookContext, schema: BaseSchema) -> None:
    """Put the application under test in place, and InsureHero's key and token."""
    for run in _runs:
        if run.app is not None:
            schema.app = run.app
        if run.target.api == "insurehero":
            schema.auth(refresh_interval=None).apply_to(operation_id="authorize")(_Key)
            schema.auth(refresh_interval=_TOKEN_SECONDS, retry_on=[401])(_Token)


@schemathesis.hook
def after_call(_: HookContext, case: AnyCase, response: Response) -> None:
    """Note the policies of a page, whose place in it Schemathesis does not understand."""
    exchange = Exchange.read(response, case) if _runs else None
    if exchange is not None and exchange.operation == "list_policies":
        for policy in kasko_checks.policies(exchange):
            policy_id = policy.get("id")
            if isinstance(policy_id, str) and policy_id:
                _runs[0].policies.append(policy_id)


def _existing_policy(context: HookContext, drawn: dict[str, Any]) -> dict[str, Any]:
    """Put a policy that exists in the place of the specification's example."""
    known = _runs[0].policies if _runs else []
    if not known or context.operation is None:
        return drawn
    examples = {
        parameter.name: parameter.definition["schema"]["example"]
        for parameter in context.operation.path_parameters
    }
    return dict.fromkeys(drawn, known[-1]) if drawn == examples else drawn


_for_policies = schemathesis.hook("map_path_parameters").apply_to  # type: ignore[attr-defined]  # put there when the hook is made
_for_policies(operation_id="get_policy")(_existing_policy)


@schemathesis.cli.handler()
class _BookKeeper(EventHandler[Any]):
    def handle_event(self, _: Any, event: EngineEvent) -> None:
        _runs[0].ledger.record(event)


class _Key:
    """The API key, which goes to authorize alone."""

    def get(self, _: AnyCase, __: AuthContext) -> str:
        return _runs[0].target.key

    def set(self, case: AnyCase, data: str, _: AuthContext) -> None:
        case.headers["x-api-key"] = data


class _Token:
    """The access token, which goes to everything else."""

    def get(self, _: AnyCase, context: AuthContext) -> str:
        authorize: APIOperation[Any, Any, Any, Any] = context.operation.schema.find_operation_by_id(
            "authorize"
        )
        case = authorize.Case(headers={"x-api-key": _runs[0].target.key})
        answer = Exchange.read(case.call(), case)
        match answer and (answer.status, answer.body):
            case 200, {"data": str(token)}:
                return token
            case _:
                raise LookupError("authorize gives no access token")

    def set(self, case: AnyCase, data: str, _: AuthContext) -> None:
        case.headers["Authorization"] = f"Bearer {data}"
