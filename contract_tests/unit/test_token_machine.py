from __future__ import annotations

import asyncio
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
from colours import virtual


class Tokens(RuleBasedStateMachine):
    """Calls, alone and at once, against a clock that jumps and a provider that revokes and fails.

    The model is the documented rule itself: it knows when the current token was fetched and
    whether it was revoked, and so how many authorize calls there should have been.
    """

    def __init__(self) -> None:
        super().__init__()
        self.time = ManualClock()
        self.mock = create_app(
            MockSettings(policies=0, live_policies=0, risk_items=1, claims=1), clock=self.time
        )
        self.runner = asyncio.Runner()
        self.shield = AsyncInsureHero(
            self.mock.settings.insurehero_key,
            transport=transport(self.mock),
            max_retries=0,
            _clock=virtual(self.time),
        )
        self.remaining: list[float] = []
        self.mock.faults.add(self.watch, operation="list_claims", times=None)
        # Without a moment's wait, tasks would take turns instead of meeting.
        self.mock.faults.add(faults.latency(0.001), operation="authorize", times=None)
        self.fetched: float | None = None
        self.revoked = False
        self.failing = False
        self.expected = 0

    def watch(self, call: Call, proceed: Handler) -> Answer:
        token = call.headers["authorization"].removeprefix("Bearer ")
        if not self.revoked:
            self.remaining.append(self.mock.tokens.remaining(token))
        return proceed(call)

    @rule(seconds=st.sampled_from([1, 299, 300, 301, 3299, 3300, 3301, 3600, 100_000]))
    def wait(self, seconds: int) -> None:
        self.time.advance(seconds)

    @rule()
    def revoke(self) -> None:
        self.mock.tokens.expire_all()
        self.revoked = self.fetched is not None

    @rule()
    def break_the_next_authorize(self) -> None:
        if not self.failing:
            self.mock.faults.add(faults.status(500), operation="authorize")
            self.failing = True

    @rule(callers=st.sampled_from([1, 1, 2, 20]))
    def call(self, callers: int) -> None:
        fresh = self.fetched is not None and 3600 - (self.time() - self.fetched) >= 300
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
            self.fetched = self.time()
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
