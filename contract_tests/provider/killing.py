"""Whether a provider with a seeded defect is found out, and by which checks."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import httpx

from brolly_mock import DEFECTS, ManualClock, MockSettings, create_app, transport
from brolly_mock.spec import load
from provider.engine import Plan, run
from provider.matrix import SEEN_BY, WALKS
from provider.run_contract import changeable
from provider.target import Target

# Deliveries are noted by the mock; nobody listens.
_NOWHERE = "http://127.0.0.1:1"
_POLICIES = {"list_policies", "get_policy"}
_FEEDERS = {"authorize", "authorize_channel", "list_users"}


def complaints(name: str, settings: MockSettings | None = None) -> set[str]:
    """The checks that find something wrong with a mock that has a defect.

    Of the walks only the one that is made for the defect is taken.
    """
    settings = replace(settings or MockSettings(), defects=frozenset({name}))
    if SEEN_BY[name] not in WALKS:
        return _fuzz(name, settings)
    try:
        walk(SEEN_BY[name], settings)
    except AssertionError:
        return {SEEN_BY[name]}
    return set()


def walk(name: str, settings: MockSettings) -> None:
    """Take one walk on a fresh mock; AssertionError where that breaks a promise."""
    clock = ManualClock()
    mock = create_app(replace(settings, webhook_url=_NOWHERE), clock=clock)
    with (
        closing(mock),
        httpx.Client(transport=transport(mock), base_url="https://provider.example") as client,
    ):
        WALKS[name](mock, client, clock)


def _fuzz(name: str, settings: MockSettings) -> set[str]:
    api, channel = DEFECTS[name].api, _in_channel(name)
    key = settings.kasko_key if api == "kasko" else settings.insurehero_key
    with closing(create_app(settings)) as mock:
        hidden = [policy["id"] for policy in mock.store.policies(live=True, limit=3)]
        plan = Plan(
            target=Target(
                api=api,
                base_url="http://127.0.0.1",
                key=key,
                read_only=False,
                # Without it the run is far shorter.
                channel_key=settings.insurehero_channel_key if channel else "",
            ),
            auth="basic" if api == "kasko" else "token",
            operations=_touched(name),
            known=changeable(mock) if api == "kasko" else (),
            hidden=tuple(hidden) if api == "kasko" else (),
            examples=20,
            first_finding=True,
        )
        return {finding.check for finding in run(plan, app=mock).findings}


def _in_channel(name: str) -> bool:
    """Whether a defect is one of InsureHero's channel part."""
    paths = {one.id: one.path for one in load("insurehero").operations}
    return any(
        paths.get(name, "").startswith("/api/shield/v1/") for name in DEFECTS[name].operations
    )


def _touched(name: str) -> tuple[str, ...]:
    """The operations that show a defect, with those by which their records are found; else all."""
    operations = {*DEFECTS[name].operations} - {"unknown"}
    if DEFECTS[name].api == "insurehero":
        return tuple(sorted(operations | _FEEDERS)) if _in_channel(name) else ()
    return tuple(sorted(operations | (_POLICIES if operations <= _POLICIES else set())))
