from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from brolly import AsyncInsureHero, BrollyError
from brolly_mock import (
    Answer,
    Call,
    Handler,
    ManualClock,
    MockSettings,
    create_app,
    faults,
    transport,
)
from flavours import virtual

SECONDS = st.sampled_from([1, 299, 300, 301, 3299, 3300, 3301, 3600, 100_000])


class Tokens(RuleBasedStateMachine):
    """Calls, alone and at once, on a machine that sleeps and whose clock is set, against a provider
    that revokes and fails.

    The model is the documented rule itself: it knows when the current token was fetched and
    whether it was revoked, and so how many authorize calls there should have been. Of the client's
    two clocks one may be wrong at a time: with both wrong nobody could know a token's age.
    """

    def __init__(self) -> None:
        super().__init__()
        self.time = ManualClock()
        self.asleep = 0.0
        """How many seconds the monotonic clock has missed."""
        self.ahead = 0.0
        """By how many seconds the wall clock is wrong."""
        self.mock = create_app(
            MockSettings(policies=0, live_policies=0, risk_items=1, claims=1), clock=self.time
        )
        self.runner = asyncio.Runner()
        self.shield = AsyncInsureHero(
            self.mock.settings.insurehero_key,
            transport=transport(self.mock),
            max_retries=0,
            _clock=replace(virtual(self.time), monotonic=self.monotonic, wall=self.wall),
        )
        self.remaining: list[float] = []
        self.mock.faults.add(self.watch, operation="list_claims", times=None)
        # Without a moment's wait, tasks would take turns instead of meeting.
        self.mock.faults.add(faults.latency(0.001), operation="authorize", times=None)
        self.fetched: tuple[float, float] | None = None
        self.revoked = False
        self.failing = False
        self.expected = 0

    def watch(self, call: Call, proceed: Handler) -> Answer:
        token = call.headers["authorization"].removeprefix("Bearer ")
        if not self.revoked:
            self.remaining.append(self.mock.tokens.remaining(token))
        return proceed(call)

    def monotonic(self) -> float:
        return self.time() - self.asleep

    def wall(self) -> float:
        return self.time() + self.ahead

    def elapsed(self) -> tuple[float, float]:
        """Seconds since the current token was fetched, on both clocks."""
        assert self.fetched is not None
        return self.monotonic() - self.fetched[0], self.wall() - self.fetched[1]

    @rule(how=st.sampled_from(["seen", "asleep", "set back", "set forward"]), seconds=SECONDS)
    def pass_time(self, how: str, seconds: int) -> None:
        monotonic, wall = self.elapsed() if self.fetched else (0, 0)
        if how == "set forward":
            self.ahead += seconds
            return
        self.time.advance(seconds)
        if how == "asleep" and monotonic <= wall:
            self.asleep += seconds
        elif how == "set back" and wall <= monotonic:
            self.ahead -= seconds

    @rule()
    def revoke(self) -> None:
        self.mock.tokens.expire_all()
        self.revoked = self.fetched is not None

    @rule()
    def break_the_next_authorize(self) -> None:
        if not self.failing:
            self.mock.faults.add(faults.status(500), operation="authorize")
            self.failing = True

    @rule(callers=st.sampled_from([1, 1, 2, 8]))
    def call(self, callers: int) -> None:
        fresh = self.fetched is not None and 3600 - max(self.elapsed()) >= 300
        needed = not fresh or self.revoked
        outcomes = self.runner.run(self.call_at_once(callers))
        if needed and self.failing:
            self.failing = False
            assert all(isinstance(outcome, BrollyError) for outcome in outcomes)
            # A token that was refused is gone, whether or not another could be had.
            self.fetched, self.revoked = None, False
            return
        assert not any(isinstance(outcome, BaseException) for outcome in outcomes)
        if needed:
            self.expected += 1
            self.fetched = self.monotonic(), self.wall()
            self.revoked = False

    async def call_at_once(self, callers: int) -> list[Any]:
        calls = (self.shield.list_claims(from_=0, to=0) for _ in range(callers))
        return await asyncio.gather(*calls, return_exceptions=True)

    @invariant()
    def no_call_went_out_with_a_dying_token(self) -> None:
        assert all(remaining >= 300 for remaining in self.remaining)

    @invariant()
    def no_authorize_was_needless_or_missing(self) -> None:
        assert self.mock.tokens.issued == self.expected

    def teardown(self) -> None:
        self.runner.run(self.shield.close())
        self.runner.close()
        self.mock.close()


TestTokens = Tokens.TestCase
TestTokens.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
