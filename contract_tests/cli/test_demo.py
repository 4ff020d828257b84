from __future__ import annotations

import asyncio

import pytest

import demo
from brolly import BrollyError
from brolly_mock import InsureHeroReading, ManualClock, MockServer, MockSettings, serve


def read_all(server: MockServer, time: ManualClock) -> list[demo.Came]:
    return [demo.read_policies(server), *asyncio.run(demo.read_insurehero(server, time))]


def test_it_counts_what_came(time: ManualClock) -> None:
    """The demo reads a sound mock to the end."""
    with serve(clock=time) as server:
        came = read_all(server, time)
        counts = server.mock.store.counts()

    assert [kind.records for kind in came] == [
        counts[kind] for kind in ("policies", "claims", "risk_items")
    ]


@pytest.mark.parametrize(
    "defect", ["cancelled_left_out", "order_reversed", "from_ignored", "token_short_lived"]
)
def test_it_fails_on_a_broken_provider(defect: str, time: ManualClock) -> None:
    """The demo does not pass when records are lost or tokens are not what they say."""
    settings = MockSettings(defects=frozenset({defect}))
    with (
        serve(settings, clock=time) as server,
        pytest.raises((demo.DemoError, BrollyError)),
    ):
        read_all(server, time)


def test_it_sells(time: ManualClock) -> None:
    """The demo buys and cancels a policy of a sound mock."""
    with serve(clock=time) as server:
        demo.sell(server, time)
        assert server.mock.calls["cancel_policy"] == 1


@pytest.mark.parametrize("defect", ["policy_never_made", "cancelled_at_an_old_time"])
def test_it_fails_when_nothing_is_sold(defect: str, time: ManualClock) -> None:
    """The demo does not pass when a sale leaves no trace in the list."""
    settings = MockSettings(defects=frozenset({defect}))
    with (
        serve(settings, clock=time) as server,
        pytest.raises((demo.DemoError, BrollyError)),
    ):
        demo.sell(server, time)


def test_it_fails_when_no_token_expires(time: ManualClock) -> None:
    """The demo does not pass when it did not show what it says it shows."""
    reading = InsureHeroReading(jwt=False)
    settings = MockSettings(insurehero=reading, claims=3, risk_items=3)
    with (
        serve(settings, clock=time) as server,
        pytest.raises(demo.DemoError, match="no token expired"),
    ):
        read_all(server, time)
