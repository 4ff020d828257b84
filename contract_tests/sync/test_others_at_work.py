"""Copies where other people and programs change tables, environment or records beneath them."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import dlt
import httpx2
import pyarrow.parquet
import pytest
from dlt.common.storages import load_package
from dlt.extract.exceptions import ResourceExtractionError

from brolly import InsureHero
from brolly.sync import Copy, _reading, kasko as kasko_source, run, status
from brolly.sync._settings import settings
from copies import CANARY_KEY as KEY, DuckPlace, Place, policy, rows, served
from late_provider import START, LateProvider, Version


@pytest.fixture
def duck(tmp_path: Path) -> DuckPlace:
    """A DuckDB file, where the database makes no difference."""
    return DuckPlace(tmp_path / "duck")


def test_what_changes_without_a_new_time_is_loaded_once(duck: DuckPlace) -> None:
    """A process that stays up loads a member that the model does not know when it comes, and a
    record that stays odd once."""
    duck.clear()
    records = [policy("a"), policy("bad", amount="five")]
    with served(records) as kasko, Copy("kasko", duck.to, client=kasko) as copy:
        copy.run()
        copy.run()
        quiet = copy.run()
        assert (quiet.loaded, quiet.invalid) == (0, {"policies": 1})
        records[0]["newer_still"] = 1
        assert copy.run().loaded == 1
    assert "newer_still" in repr(rows(duck))


def test_tables_that_somebody_replaced_are_filled_again(duck: DuckPlace) -> None:
    """A file that is gone, an older file put in place and an emptied table, under a copy that stays
    up and under the next run: after it the tables hold everything."""
    duck.clear()
    file = duck.folder / "copy.duckdb"
    old = policy("old", updated_at="2020-01-01T00:00:00+0000")
    records = [policy("a"), policy("b", updated_at="2023-11-14T23:00:00+0000")]
    with served([old]) as kasko, Copy("kasko", duck.to, client=kasko) as copy:
        copy.run()
        duck.save()
    with served([old, *records]) as kasko, Copy("kasko", duck.to, client=kasko) as copy:
        for change in (file.unlink, partial(shutil.copy, file.with_name("saved"), file)):
            copy.run()
            shutil.copy(duck.folder.with_suffix(".saved"), file.with_name("saved"))
            change()
            copy.run()
            assert [row[0] for row in rows(duck)] == ["a", "b", "old"]
    with served([old, *records]) as kasko:
        with closing(duck.connect()) as connection:
            connection.execute("DELETE FROM kasko_test.policies")
        run("kasko", duck.to, client=kasko)
    assert [row[0] for row in rows(duck)] == ["a", "b", "old"]


def test_a_clock_that_was_ahead_holds_nothing_up(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a run with a clock that was hours ahead, each run goes on from the one before it, and
    no lag is negative."""
    place.clear()
    later = policy("b", updated_at="2023-11-14T23:50:00+0000")
    with monkeypatch.context() as ahead, served([policy("a")]) as kasko:
        ahead.setattr(load_package, "increasing_precise_time", lambda: time.time() + 10_000)
        ahead.setattr(_reading, "time", SimpleNamespace(time=lambda: time.time() + 10_000))
        run("kasko", place.to, client=kasko)
    (found,) = status(place.to)
    assert found.lag is not None
    assert 0 <= found.lag < 100
    with served([policy("a"), later]) as kasko:
        assert [run("kasko", place.to, client=kasko).loaded for _ in range(3)] == [2, 1, 1]


def test_variables_of_other_programs_change_nothing(
    duck: DuckPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names that dlt looks up in the environment neither drop tables nor give a source its key or
    address, and two copies of one process leave the environment as it was."""
    for name, value in {
        "DEV_MODE": "true",
        "REFRESH": "drop_sources",
        "RESTORE_FROM_DESTINATION": "false",
        "API_KEY": KEY,
        "BASE_URL": "http://127.0.0.1:1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("KASKO_API_KEY", raising=False)
    before = dict(os.environ)
    duck.clear()
    other = DuckPlace(duck.folder.with_name("other"))
    other.clear()
    old = policy("old", updated_at="2020-01-01T00:00:00+0000")
    with served([old, policy("a")]) as kasko:
        one = Copy("kasko", duck.to, client=kasko).__enter__()
        two = Copy("kasko", other.to, client=kasko).__enter__()
        one.run()
        one.close()
        two.run()
        two.close()
        assert run("kasko", duck.to, client=kasko).rows == {"policies": 1}
    assert dict(os.environ) == before
    assert [row[0] for row in rows(duck)] == [row[0] for row in rows(other)] == ["a", "old"]
    with pytest.raises(ResourceExtractionError, match="KASKO_API_KEY"):
        list(kasko_source().policies)


def test_a_lake_gets_each_policy_once_a_load(tmp_path: Path) -> None:
    """Where the destination does not merge by SQL, a load never holds two versions of a policy, the
    next run brings the second one, and dlt chooses how the rows are merged."""
    late = Version("p5", START + 500, START + 1, 7)
    versions = [Version(f"p{n}", START - 200 + n, START - 200 + n, 0) for n in range(150)]
    provider = LateProvider([*versions, late], most=100)
    amounts: list[list[int]] = []
    for _ in range(3):
        with provider.client() as kasko, settings():
            pipeline = dlt.pipeline(
                "lake",
                destination=dlt.destinations.filesystem(f"file://{tmp_path}/lake"),
                dataset_name="lake",
                pipelines_dir=str(tmp_path / "work"),
            )
            pipeline.run(kasko_source(client=kasko), loader_file_format="parquet")
        assert "x-merge-strategy" not in pipeline.default_schema.tables["policies"]
        files = sorted((tmp_path / "lake" / "lake" / "policies").glob("*.parquet"))
        loaded = pyarrow.parquet.read_table(files[-1], columns=["id", "amount"]).to_pylist()
        assert len({row["id"] for row in loaded}) == len(loaded)
        amounts.append([row["amount"] for row in loaded if row["id"] == "p5"])
    assert amounts[:2] == [[0], [7]]


def test_events_are_told_apart_by_their_claims(tmp_path: Path) -> None:
    """Events that are numbered anew in each claim, have no id or share one are rows of their own,
    and stay so."""
    place = DuckPlace(tmp_path)
    events = [{"id": 0}, {"id": 1}, {"id": 1}, {"note": "x"}, {"id": None}]

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("authorize"):
            return httpx2.Response(200, json={"data": "token"})
        start, end = (int(request.url.params.get(name, 0)) for name in ("from", "to"))
        claims = [{"id": f"c{n}", "status": "OPEN"} for n in range(3)][start : end + 1]
        found = events if "event" in request.url.path else claims
        return httpx2.Response(200, json={"data": found})

    for _ in range(2):
        with InsureHero("shield_key", transport=httpx2.MockTransport(answer)) as client:
            run("insurehero", place.to, client=client, tables=["claim_events"])
        with closing(place.connect()) as connection:
            found = connection.execute(
                "SELECT claim_id, count(*) FROM insurehero_data.claim_events GROUP BY 1 ORDER BY 1"
            ).fetchall()
        assert found == [("c0", 5), ("c1", 5), ("c2", 5)]
