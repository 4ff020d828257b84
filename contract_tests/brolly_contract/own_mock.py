"""The mock of this project as the provider of a run. No other module imports it.

The mock does in this process what only the owner of a provider can do. All else uses HTTP.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from time import time
from typing import TYPE_CHECKING

from brolly_contract.target import Target
from brolly_contract.traffic import Aids
from brolly_mock import KaskoReading, Mock, MockSettings, serve

if TYPE_CHECKING:
    from brolly_contract.plan import Plan

# The mock notes deliveries; nothing listens.
_NOWHERE = "http://127.0.0.1:1"
# The other reading of KASKO's documents, for the pass with the other credential.
_OTHER = KaskoReading(
    bounds="exclusive",
    links="embedded",
    end="empty_since",
    carry_limit=True,
    trailing_ampersand=True,
    short_pages=True,
    created=200,
    changes="empty",
)
READINGS: dict[str, MockSettings] = {
    "usual": MockSettings(webhook_url=_NOWHERE),
    "other": MockSettings(webhook_url=_NOWHERE, kasko=_OTHER),
}
"""The mocks that a run can be made against, by name."""
USUAL_ADDRESS = "http://127.0.0.1:8080"
"""Where `brolly mock` serves."""


def targets() -> tuple[Target, Target]:
    """KASKO and InsureHero as a usual mock serves them."""
    settings = READINGS["usual"]
    own = partial(Target, base_url="http://127.0.0.1", read_only=False, sandbox=False)
    return (
        own(api="kasko", key=settings.kasko_key, public_key=settings.kasko_public_key),
        own(
            api="insurehero",
            key=settings.insurehero_key,
            channel_key=settings.insurehero_channel_key,
        ),
    )


class Shifted:
    """The time of this machine, which a walk can move on."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def __call__(self) -> float:
        return time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move on."""
        self._ahead += seconds


@contextmanager
def served(plan: Plan) -> Generator[tuple[Plan, Aids]]:
    """A mock on loopback: the plan for it, and what its owner can do."""
    assert plan.own_mock is not None
    clock = Shifted()
    with serve(READINGS[plan.own_mock], clock=clock) as server:
        target = replace(plan.target, base_url=server.url)
        yield replace(plan, target=target), aids(server.mock, clock)


def aids(mock: Mock, clock: Shifted) -> Aids:
    """What the owner of a mock can do."""
    webhooks, settings = mock.webhooks, mock.settings

    def deliveries() -> Sequence[tuple[Mapping[str, str], bytes]]:
        assert webhooks is not None
        webhooks.flush()
        return [(sent.headers, sent.body) for sent in webhooks.sent]

    return Aids(
        advance=clock.advance,
        code_of=mock.passwords.code,
        approve=mock.approve_offer,
        deliveries=deliveries if webhooks is not None else None,
        secret=settings.webhook_secret,
        live_key=settings.kasko_live_key,
    )
