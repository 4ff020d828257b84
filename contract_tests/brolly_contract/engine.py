"""Runs the walks and Schemathesis against one API, in this process."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import replace
from time import monotonic
from typing import Any

import httpx2

from brolly_contract import (
    insurehero_reads,
    insurehero_writes,
    kasko_reads,
    kasko_table_reads,
    kasko_writes,
    reading_again,
)
from brolly_contract.facts import facts
from brolly_contract.fuzzing import fuzz
from brolly_contract.hooks import Run
from brolly_contract.judge import Judge
from brolly_contract.ledger import Ledger
from brolly_contract.operations import Operation
from brolly_contract.outcome import Outcome
from brolly_contract.plan import Plan
from brolly_contract.target import Target
from brolly_contract.traffic import Aids, SilentError, UntestedError, World
from brolly_contract.walks import WALKS, Walk

WALKING = (
    insurehero_reads,
    insurehero_writes,
    kasko_reads,
    kasko_table_reads,
    kasko_writes,
    reading_again,
)
"""The modules whose import registers the walks."""

# Parameters besides those of the path for which an example does not help.
_NEEDS = {
    "get_quote": ("variant_id",),
    "get_quote_v2": ("touchpoint_id", "item_id", "subscription_plan_id"),
    "get_index_price": ("indexId", "make", "model"),
}


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
        app: An ASGI application for Schemathesis to test instead of the target's address.
        aids: What the owner of the provider can do.
        transport: The same application for the walks.
    """
    with ExitStack() as stack:
        if plan.own_mock is not None:
            from brolly_contract.own_mock import served  # noqa: PLC0415 - the judge knows no mock

            plan, aids = stack.enter_context(served(plan))
        target, outcome = plan.target, Outcome(api=plan.target.api, auth=plan.auth)
        ledger = Ledger(target, outcome)
        world = World(
            target,
            Judge(target.api, ledger).book,
            auth=plan.auth,
            aids=aids,
            transport=transport,
            pause=plan.pause,
            patience=plan.patience,
        )
        stack.callback(world.close)
        try:
            _walk(plan, world, ledger)
            if plan.fuzz and not (plan.first_finding and outcome.findings):
                target = replace(target, ids={k: tuple(v) for k, v in world.ids.items()})
                fuzz(replace(plan, target=target), Run(target, ledger, app, world.authorize))
            else:
                outcome.complete, outcome.exit_code = True, 0
        except SilentError as error:
            outcome.errors.append(str(error))
        except Exception as error:  # noqa: BLE001 - every run ends with a report
            ledger.fault("the run broke off", error)
        return outcome


def _untested(target: Target, operation: Operation, held: Collection[str]) -> str:
    """Why an operation is not tested; empty if it is."""
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


def _walk(plan: Plan, world: World, ledger: Ledger) -> None:
    """Take the walks, and note what cannot be tested for lack of ids."""
    started = monotonic()
    target, outcome = plan.target, ledger.outcome
    walks = [
        walk
        for walk in WALKS.values()
        if walk.api == target.api and (plan.walks is None or walk.name in plan.walks)
    ]
    if target.api == "kasko" and (walks or target.read_only):
        kasko_reads.find_examples(world)
    for walk in walks:
        _take(walk, world, ledger)
    held = {*target.ids, *world.examples}
    for operation in facts(target.api).operations.values() if not plan.operations else ():
        outcome.operations[operation.id].untested = _untested(target, operation, held)
    outcome.seconds += monotonic() - started


def _take(walk: Walk, world: World, ledger: Ledger) -> None:
    world.last = None
    reason = None
    try:
        walk.on(world)
    except UntestedError as missing:
        ledger.outcome.untaken[walk.name] = str(missing)
        return
    except AssertionError as broken:
        reason = str(broken) or "a promise is broken"
    except SilentError:
        raise
    except Exception as error:  # noqa: BLE001 - a response that the walk does not understand
        reason = f"a response is unreadable ({type(error).__name__})"
    ledger.walked(walk, reason, world.last.response if world.last else None)
