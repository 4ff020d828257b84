from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import Any, cast

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from brolly import BrollyError
from brolly_mock import (
    Answer,
    Call,
    Handler,
    ManualClock,
    MockSettings,
    create_app,
    faults,
    serve,
    transport,
)
from flavours import ASYNC, FAST, FAST_ASYNC, HTTPX, HTTPX_ASYNC, SYNC, Flavour, virtual

SECONDS = st.sampled_from([1, 299, 300, 301, 3299, 3300, 3301, 3600, 100_000])


class Tokens(RuleBasedStateMachine):
    """Calls, alone and at once, on a machine that sleeps and whose clock is set, against a provider
    that revokes and fails.

    The model is the documented rule itself: it knows when the current token was fetched and
    whether it was revoked, and so how many authorize calls there should have been. Of the client's
    two clocks one may be wrong at a time: with both wrong nobody could know a token's age.
    """

    def __init__(self, kind: type[Flavour]) -> None:
        super().__init__()
        self.time = ManualClock()
        self.asleep = 0.0
        """How many seconds the monotonic clock has missed."""
        self.ahead = 0.0
        """By how many seconds the wall clock is wrong."""
        self.stack = ExitStack()
        self.flavour = self.stack.enter_context(kind())
        settings = MockSettings(policies=0, live_policies=0, risk_items=1, claims=1)
        options: dict[str, Any]
        if issubclass(kind, FAST | FAST_ASYNC):
            server = self.stack.enter_context(serve(settings, clock=self.time))
            self.mock, options = server.mock, {"base_url": server.url}
        else:
            self.mock = self.stack.enter_context(closing(create_app(settings, clock=self.time)))
            options = {"transport": transport(self.mock)}
        self.shield = self.flavour.InsureHero(
            self.mock.settings.insurehero_key,
            max_retries=0,
            _clock=replace(virtual(self.time), monotonic=self.monotonic, wall=self.wall),
            **options,
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
        if self.failing and not isinstance(self.flavour, ASYNC):
            # A thread that comes after the failure would try again, with success.
            callers = 1
        outcomes = self.call_at_once(callers)
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

    def call_at_once(self, callers: int) -> list[Any]:
        async def in_tasks() -> list[Any]:
            calls = (self.shield.list_claims(from_=0, to=0) for _ in range(callers))
            return await asyncio.gather(*calls, return_exceptions=True)

        if isinstance(self.flavour, ASYNC):
            found: list[Any] = self.flavour.run(in_tasks())
            return found
        with ThreadPoolExecutor(callers) as pool:
            calls = [pool.submit(self.shield.list_claims, from_=0, to=0) for _ in range(callers)]
        return [call.exception() or call.result() for call in calls]

    @invariant()
    def no_call_went_out_with_a_dying_token(self) -> None:
        assert all(remaining >= 300 for remaining in self.remaining)

    @invariant()
    def no_authorize_was_needless_or_missing(self) -> None:
        assert self.mock.tokens.issued == self.expected

    def teardown(self) -> None:
        self.flavour.run(self.shield.close())
        self.stack.close()


@pytest.mark.parametrize(
    ("kind", "examples"),
    [(ASYNC, 30), (SYNC, 20), (HTTPX, 5), (HTTPX_ASYNC, 5), (FAST, 8), (FAST_ASYNC, 8)],
)
def test_tokens(kind: type[Flavour], examples: int) -> None:
    """Whatever happens between calls, each goes out with a token that lives on for 300 seconds, and
    authorize is called exactly when it must be."""
    run_state_machine_as_test(
        cast("type[Tokens]", lambda: Tokens(kind)),
        settings=settings(max_examples=examples, stateful_step_count=25, deadline=None),
    )
