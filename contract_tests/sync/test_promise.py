"""What a copy promises, tried on the real client and reading against a table of a few lines."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from brolly import PagingError
from brolly.sync._place import Place
from brolly.sync._reading import Reading
from brolly.sync._tally import Recent, Tally
from depth import tries
from kasko_api.models.policy import Policy
from late_provider import START, LateProvider, Version

LOOKBACK = 60
YEARS = 80_000_000


class Killed(Exception):  # noqa: N818 - no error, but the end of a process
    """The process died here."""


@pytest.fixture(autouse=True)
def _loads_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few records come in several loads."""
    monkeypatch.setattr("brolly.sync._reading.ROWS_AT_ONCE", 1)


@dataclass
class Tables:
    """Rows and state as a database keeps them: a merge is atomic, and the state follows it."""

    rows: dict[str, Policy] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)

    def load(self, rows: list[Policy], state: dict[str, Any] | None, kill: str) -> None:
        """A load of dlt, with our filter of older versions."""
        if kill == "before the merge":
            raise Killed
        newest: dict[str, Policy] = {}
        for row in rows:
            if row.id not in newest or newest[row.id].updated_at < row.updated_at:
                newest[row.id] = row
        for key, row in newest.items():
            if key not in self.rows or self.rows[key].updated_at <= row.updated_at:
                self.rows[key] = row
        if kill == "before the state":
            raise Killed
        if state is not None:
            self.state = state


@dataclass
class Runner:
    """Runs a copy, and may die on the way."""

    provider: LateProvider
    tables: Tables = field(default_factory=Tables)
    recent: Recent | None = None
    workers: int = 1
    max_rows: int | None = None
    once: bool = False
    since: int | None = None

    def run(self, kill: str = "", *, step: int = 0, reconcile: bool = False) -> Tally:
        """One run; it dies in the load `step`, if there are so many."""
        tally = Tally()
        for number in range(500):
            dies = kill if number == step else ""
            reading = Reading(
                msgspec.convert(self.tables.state, Place),
                tally,
                lambda record, error: pytest.fail(f"{record} {error}"),
                lookback=LOOKBACK,
                since=self.since,
                workers=self.workers,
                max_rows=self.max_rows,
                recent=None if reconcile else self.recent,
                clock=lambda: self.provider.now,
                once=self.once,
            )
            rows: list[Policy] = []
            # This machine's clock goes as the provider's does, years ahead of it.
            with (
                patch("time.time", lambda: self.provider.now + YEARS),
                self.provider.client() as client,
            ):
                unseen = set(self.tables.rows)
                batches = reading.reconcile(client, unseen) if reconcile else reading.go_on(client)
                for batch in batches:
                    rows += batch
                    if dies == "while it reads":
                        raise Killed
            assert not self.once or len({row.id for row in rows}) == len(rows)
            self.tables.load(rows, reading.kept() if reading.moved else None, dies)
            if not tally.more:
                if self.recent:
                    self.recent.loaded()
                assert tally.unseen is None
                return tally
        raise AssertionError("the run does not end")

    def restart(self, kill: str, *, step: int, reconcile: bool) -> None:
        """A run that dies; what its process knew is lost."""
        with suppress(Killed):
            self.run(kill, step=step, reconcile=reconcile)
        self.recent = Recent() if self.recent else None


@st.composite
def plans(draw: st.DrawFn) -> LateProvider:
    """Creations and changes over some minutes, visible up to a minute late; ties, twins of one
    second and, where the clocks agree, times of the future."""
    behind = draw(st.sampled_from([0, 0, 30, 7200, None, -20, -7200]))
    versions: list[Version] = []
    policies = draw(st.integers(1, 30))
    for number in range(policies):
        # No second holds more than a page does: that is an error of its own.
        updated = START + draw(st.integers(-500, 0)) + number // 8
        for _ in range(draw(st.integers(1, 3))):
            late = draw(st.integers(0, LOOKBACK))
            ahead = 400 if behind == 0 and draw(st.integers(0, 15)) == 0 else 0
            versions.append(Version(f"p{number}", updated + ahead, updated + late, len(versions)))
            # Never back in time, but maybe in the very same second.
            updated = max(updated + late, updated + ahead) + draw(st.sampled_from([0, 1, 40, 200]))
    return LateProvider(versions, draw(st.integers(0, 25)), draw(st.sampled_from([20, 40])), behind)


@settings(max_examples=tries(40, 2000))
@given(
    provider=plans(),
    runs=st.lists(
        st.tuples(
            st.sampled_from(["", "while it reads", "before the merge", "before the state"]),
            st.integers(0, 2),
            st.booleans(),
        ),
        max_size=6,
    ),
    stays_up=st.booleans(),
    max_rows=st.sampled_from([None, 1]),
    once=st.booleans(),
    seed=st.integers(0, 1000),
)
def test_what_becomes_visible_within_lookback_is_in_after_the_next_run(
    provider: LateProvider,
    runs: list[tuple[str, int, bool]],
    stays_up: bool,
    max_rows: int | None,
    once: bool,
    seed: int,
) -> None:
    """After any runs, some of which died at any step, one whole run brings what was visible when it
    began; no row ever goes back to an older version, and none is lost. For a lake, no load holds
    two versions of a policy."""
    chance = random.Random(seed)
    runner = Runner(provider, recent=Recent() if stays_up else None, max_rows=max_rows, once=once)
    for kill, step, reconcile in runs:
        before = {key: row.updated_at for key, row in runner.tables.rows.items()}
        if kill:
            runner.restart(kill, step=step, reconcile=reconcile)
        else:
            runner.run(reconcile=reconcile)
        after = runner.tables.rows
        assert all(after[key].updated_at >= time for key, time in before.items())
        provider.now += chance.choice([0, 5, 100])
    provider.now = max([provider.now, *(one.visible for one in provider.planned)])
    runner.run()
    wanted = {one.id: one.amount for one in provider.visible().values()}
    assert {key: row.amount for key, row in runner.tables.rows.items()} == wanted


@pytest.mark.usefixtures("new_york")
@pytest.mark.parametrize("behind", [0, None, -7200])
def test_a_reading_that_takes_long_loses_nothing(behind: int | None) -> None:
    """A change that shows itself in time, behind a page that was read already, is in after the next
    run, whatever the provider's clock says."""
    versions = [Version(f"p{n}", START - n, START - n, n) for n in range(40)]
    versions.append(Version("late", START - 30, START + 20, 100))
    versions.append(Version("new", START + 45, START + 45, 101))
    runner = Runner(LateProvider(versions, step=50, most=20, date_behind=behind))
    complete_to = runner.run().complete_to
    assert behind is None or complete_to == START - behind - 50
    assert "late" not in runner.tables.rows
    runner.run()
    assert runner.tables.rows["late"].amount == 100


def test_the_run_after_an_interrupted_one_brings_what_changed_meanwhile() -> None:
    """Also what changed behind the page at which the other stopped."""
    versions = [Version(f"p{n}", START - 1000 + n, START - 1000, n) for n in range(60)]
    versions.append(Version("p0", START - 970, START, 100))
    runner = Runner(LateProvider(versions, most=20, now=START - 900), max_rows=1)
    runner.restart("before the merge", step=2, reconcile=False)
    assert 20 < len(runner.tables.rows) < 60
    runner.provider.now = START
    runner.run()
    assert runner.tables.rows["p0"].amount == 100


def test_what_came_before_an_unreadable_second_is_kept() -> None:
    """A second with more records than a page ends the run with an error; what came before it is in
    the tables, and the rest once it can be read."""
    versions = [Version(f"p{n}", START - 100 + n // 2, START - 100, n) for n in range(60)]
    versions += [Version(f"t{n}", START - 10, START - 10, n) for n in range(30)]
    provider = LateProvider(versions, most=25)
    runner = Runner(provider)
    for _ in range(2):
        with pytest.raises(PagingError):
            runner.run()
        assert {f"p{n}" for n in range(60)} <= runner.tables.rows.keys()
    provider.most = 50
    runner.run()
    assert len(runner.tables.rows) == 90


@settings(max_examples=60)
@given(provider=plans(), late=st.integers(LOOKBACK + 1, 5000))
def test_what_becomes_visible_later_is_in_after_reconcile(
    provider: LateProvider, late: int
) -> None:
    """A change that shows itself later than `lookback` after its time comes with `reconcile`, which
    also counts what the list no longer holds, and leaves the place of the next poll right."""
    provider.planned.append(Version("late", START - 400, START + late, 999))
    runner = Runner(provider)
    runner.run()
    provider.now = max([START + late, *(one.visible for one in provider.planned)])
    runner.tables.rows["gone"] = Policy(id="gone", updated_at=datetime.fromtimestamp(START, UTC))
    # A later `since` than that of the copy leaves nothing out.
    runner.since = START
    tally = runner.run(reconcile=True)
    wanted = {one.id: one.amount for one in provider.visible().values()}
    rows = {key: row.amount for key, row in runner.tables.rows.items() if key != "gone"}
    assert rows == wanted
    assert tally.not_seen["policies"] == 1
    newer = max(one.updated for one in provider.planned) + 1
    provider.planned.append(Version("late", newer, newer, 1000))
    provider.now = newer + 1
    runner.run()
    assert runner.tables.rows["late"].amount == 1000


@settings(max_examples=tries(10, 200))
@given(provider=plans())
def test_workers_change_nothing(provider: LateProvider) -> None:
    """One reader or sixteen: the tables are the same."""
    provider.step = 0
    provider.now = START + 10_000
    one, many = Runner(provider), Runner(provider, workers=16)
    one.run()
    many.run()
    assert one.tables.rows == many.tables.rows


def test_a_poll_without_news_hands_on_nothing() -> None:
    """A process that stays up neither loads the rows of `lookback` again nor moves its place."""
    provider = LateProvider([Version(f"p{n}", START - n, START - n, n) for n in range(10)])
    runner = Runner(provider, recent=Recent())
    runner.run()
    runner.run()
    reading = Reading(
        msgspec.convert(runner.tables.state, Place),
        Tally(),
        lambda *_: None,
        recent=runner.recent,
    )
    with provider.client() as client:
        assert [row for batch in reading.go_on(client) for row in batch] == []
    assert not reading.moved
