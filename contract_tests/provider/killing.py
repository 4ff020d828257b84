"""Whether a provider with a seeded defect is found out, and by which checks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any

import httpx2

from brolly_contract.engine import run
from brolly_contract.facts import facts
from brolly_contract.outcome import Outcome
from brolly_contract.own_mock import READINGS, Shifted, aids, targets
from brolly_contract.plan import Plan
from brolly_contract.target import Api
from brolly_contract.walks import WALKS
from brolly_mock import DEFECTS, Mock, MockSettings, create_app, serve, transport
from provider.foreign_defects import FOREIGN
from provider.matrix import SEEN_BY
from provider.proxy import broken

_POLICIES = {"list_policies", "get_policy"}
_FEEDERS = {"authorize", "authorize_channel", "list_users"}


def complaints(name: str, settings: MockSettings = READINGS["usual"]) -> set[str]:
    """The checks that find something wrong with a mock that has a defect.

    Where a walk has to see it, that walk alone is taken. Another check may see it in the responses
    that walks of the same operations get; else Schemathesis is run.
    """
    settings = replace(settings, defects=frozenset({name}))
    api: Api = DEFECTS[name].api
    by, touched = SEEN_BY[name], set(DEFECTS[name].operations)
    walks = (by,) if by in WALKS else _reads(api, touched)
    outcome = judged(api, settings, walks=walks, fuzz=False)
    if by not in WALKS and by not in {finding.check for finding in outcome.findings}:
        outcome = judged(
            api,
            settings,
            # Without it the run is far shorter.
            channel=_in_channel(name),
            walks=(),
            operations=_touched(name),
            examples=20,
            first_finding=True,
        )
    return {finding.check for finding in outcome.findings}


def _reads(api: Api, operations: set[str]) -> tuple[str, ...]:
    """Two walks at most that read these operations."""
    found = [
        walk.name
        for walk in WALKS.values()
        if walk.api == api and not walk.writes and walk.operation in operations
    ]
    return tuple(found[:2])


def foreign_complaints(name: str) -> set[str]:
    """The checks that complain of the mock behind a proxy with this defect."""
    foreign, clock = FOREIGN[name], Shifted()
    kasko = foreign.api == "kasko"
    with (
        serve(READINGS["usual"], clock=clock) as server,
        broken(server.url, foreign.make()) as url,
    ):
        plan = Plan(
            target=replace(targets()[not kasko], base_url=url, ids=_held(server.mock, foreign.api)),
            auth="basic" if kasko else "token",
            walks=tuple(foreign.walk.split()),
            fuzz=not foreign.walk,
            operations=foreign.operations,
            first_finding=True,
        )
        return {found.check for found in run(plan, aids=aids(server.mock, clock)).findings}


def judged(
    api: Api,
    settings: MockSettings,
    *,
    channel: bool = True,
    listen: Callable[[Mock], object] | None = None,
    **how: Any,
) -> Outcome:
    """A run against a fresh mock in this process, which `listen` may look at first."""
    clock = Shifted()
    with closing(create_app(settings, clock=clock)) as mock:
        if listen is not None:
            listen(mock)
        target = replace(targets()[api != "kasko"], ids=_held(mock, api))
        if not channel:
            target = replace(target, channel_key="")
        plan = Plan(
            target=target,
            auth="basic" if api == "kasko" else "token",
            **how,
        )
        carrier: httpx2.BaseTransport = transport(mock)
        return run(plan, app=mock, aids=aids(mock, clock), transport=carrier)


def _held(mock: Mock, api: Api) -> dict[str, tuple[str, ...]]:
    """Ids that walks find, for runs without walks; of policies cancelled ones and others."""
    if api == "insurehero":
        some = partial(mock.store.records, offset=0, limit=4)
        return {
            "claimId": tuple(one["id"] for one in some("claims")),
            "riskItemId": tuple(one["id"] for one in some("risk_items")),
            "userId": tuple(one["email"] for one in some("users") if one["email"]),
        }
    policies = mock.store.policies(limit=40)
    cancelled = [one["id"] for one in policies if one.get("status") == "cancelled"]
    others = [one["id"] for one in policies if one.get("status") == "paid"]
    return {"policyId": (*cancelled[:4], *others[:12])}


def _in_channel(name: str) -> bool:
    """Whether a defect is one of InsureHero's channel part."""
    held = facts("insurehero").operations
    return any("/shield/v1/" in held[one].path for one in DEFECTS[name].operations if one in held)


def _touched(name: str) -> tuple[str, ...]:
    """The operations that show a defect, with those by which their records are found; else all."""
    operations = {*DEFECTS[name].operations} - {"unknown"}
    if DEFECTS[name].api == "insurehero":
        return tuple(sorted(operations | _FEEDERS)) if _in_channel(name) else ()
    return tuple(sorted(operations | (_POLICIES if operations <= _POLICIES else set())))
