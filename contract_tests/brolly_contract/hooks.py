"""Our hooks for Schemathesis: the guard, the keys, the checks, and the collecting of results.

Importing this module registers them once per process; `running` says for which run.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import schemathesis
import schemathesis.cli
from schemathesis import AuthContext, BaseSchema, HookContext
from schemathesis.checks import CHECKS as REGISTERED
from schemathesis.cli import EventHandler
from schemathesis.engine.events import EngineEvent
from urllib3.connection import HTTPConnection

from brolly_contract import insurehero_checks, kasko_checks, shared_checks
from brolly_contract.bounds import FinalResponse, bounded
from brolly_contract.exchange import AnyCase
from brolly_contract.ledger import Ledger
from brolly_contract.target import Api, Target
from brolly_contract.traffic import CHANNEL, INTEGRATIONS

CHECKS = (insurehero_checks, kasko_checks, shared_checks)
"""The modules whose import registers our checks."""

# Well under the lifetime of a token less the 300 seconds that must be left.
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


@schemathesis.hook
def after_load_schema(_: HookContext, schema: BaseSchema) -> None:
    """Set the application under test, and InsureHero's keys and tokens."""
    for run in _runs:
        if run.app is not None:
            schema.app = run.app
        if run.target.api == "insurehero":
            # The first one that fits is taken.
            schema.auth(refresh_interval=None).apply_to(path_regex="/auth/authorize$")(_Credential)
            schema.auth(refresh_interval=_TOKEN_SECONDS, retry_on=[401]).apply_to(
                path_regex=f"^{CHANNEL}/"
            )(_Credential)
            schema.auth(refresh_interval=_TOKEN_SECONDS, retry_on=[401])(_Credential)


@schemathesis.cli.handler()
class _BookKeeper(EventHandler[Any]):
    def handle_event(self, _: Any, event: EngineEvent) -> None:
        _runs[0].ledger.record(event)


class _Credential:
    """The key for authorize, and a token for all other operations."""

    def get(self, _: AnyCase, context: AuthContext) -> dict[str, str]:
        run, path = _runs[0], context.operation.path
        channel = path.startswith(f"{CHANNEL}/")
        if path.endswith("/auth/authorize"):
            return {"x-api-key": run.target.channel_key if channel else run.target.key}
        token = run.authorize(CHANNEL if channel else INTEGRATIONS)
        return {"Authorization": f"Bearer {token}"}

    def set(self, case: AnyCase, data: dict[str, str], _: AuthContext) -> None:
        case.headers.update(data)
