"""Defects that the project's mock knows nothing of, over HTTP, and whether the runner sees them."""

from __future__ import annotations

import pytest

from brolly_contract.engine import Plan, run
from brolly_contract.own_mock import READINGS, Shifted, aids, changeable
from brolly_contract.target import Target
from brolly_mock import serve
from provider.foreign_defects import FOREIGN
from provider.proxy import broken


def complaints(name: str) -> set[str]:
    """The checks that complain of the mock behind a proxy with this defect."""
    foreign, settings, clock = FOREIGN[name], READINGS["usual"], Shifted()
    kasko = foreign.api == "kasko"
    with serve(settings, clock=clock) as server, broken(server.url, foreign.make()) as url:
        plan = Plan(
            target=Target(
                api=foreign.api,
                base_url=url,
                key=settings.kasko_key if kasko else settings.insurehero_key,
                channel_key="" if kasko else settings.insurehero_channel_key,
                read_only=False,
                sandbox=False,
            ),
            auth="basic" if kasko else "token",
            walks=(foreign.walk,) if foreign.walk else (),
            fuzz=not foreign.walk,
            operations=foreign.operations,
            known=changeable(server.mock) if kasko else (),
            first_finding=True,
        )
        return {found.check for found in run(plan, aids=aids(server.mock, clock)).findings}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_defect_is_seen(name: str) -> None:
    """A defect that a proxy puts in is seen by the check that is made for it."""
    assert FOREIGN[name].check in complaints(name)
