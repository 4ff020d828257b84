"""Whether a provider with a seeded defect is found out, and by which checks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import httpx2

from brolly_contract.engine import Plan, run
from brolly_contract.facts import facts
from brolly_contract.outcome import Outcome
from brolly_contract.own_mock import READINGS, Shifted, aids, changeable
from brolly_contract.target import Api, Target
from brolly_contract.traffic import WALKS
from brolly_mock import DEFECTS, Mock, MockSettings, create_app, transport
from provider.matrix import SEEN_BY

_POLICIES = {"list_policies", "get_policy"}
_FEEDERS = {"authorize", "authorize_channel", "list_users"}


def complaints(name: str, settings: MockSettings = READINGS["usual"]) -> set[str]:
    """The checks that find something wrong with a mock that has a defect.

    Where a walk has to see it, that walk alone is taken; else Schemathesis is run alone.
    """
    settings = replace(settings, defects=frozenset({name}))
    api: Api = DEFECTS[name].api
    if SEEN_BY[name] in WALKS:
        outcome = judged(api, settings, walks=(SEEN_BY[name],), fuzz=False)
    else:
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
        target = Target(
            api=api,
            base_url="http://127.0.0.1",
            key=settings.kasko_key if api == "kasko" else settings.insurehero_key,
            read_only=False,
            sandbox=False,
            channel_key=settings.insurehero_channel_key if channel and api != "kasko" else "",
        )
        plan = Plan(
            target=target,
            auth="basic" if api == "kasko" else "token",
            known=changeable(mock) if api == "kasko" else (),
            **how,
        )
        carrier: httpx2.BaseTransport = transport(mock)
        return run(plan, app=mock, aids=aids(mock, clock), transport=carrier)


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
