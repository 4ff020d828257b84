"""Copies in real DuckDB files and a real PostgreSQL, of a real client that reads the mock."""

# Names of tables are in the statements, and no value.
# ruff: noqa: S608

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dlt
import httpx2
import pyarrow.parquet
import pytest
from dlt.pipeline.exceptions import PipelineStepFailed

from brolly import (
    ConfigurationError,
    InsureHero,
    Kasko,
    SyncBusyError,
    SyncError,
    TransportError,
)
from brolly.sync import Copy, hint, kasko as kasko_source, refresh, run, status
from brolly.sync._invalid_rows import Aside, fitting
from brolly.sync._settings import settings
from brolly.tables import Columns
from brolly.webhooks import read_shield_event
from brolly_mock import Mock, MockSettings, create_app, transport
from copies import CANARY_KEY as KEY, DuckPlace, Place, policy, rows, served
from kasko_api.models import Policy
from late_provider import START, LateProvider, Version


@pytest.fixture
def duck(tmp_path: Path) -> DuckPlace:
    """A DuckDB file, where the database makes no difference."""
    return DuckPlace(tmp_path / "duck")


def everything(place: Place, folder: Path) -> bytes:
    """All that is left on disk, and all that the tables hold."""
    found = b"".join(
        file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and "data" not in file.relative_to(folder).parts
    )
    with closing(place.connect()) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT table_schema, table_name FROM information_schema.tables")
        for schema, table in cursor.fetchall():
            if schema.startswith("kasko") or schema == "main":
                cursor.execute(f'SELECT * FROM "{schema}"."{table}"')
                found += repr(cursor.fetchall()).encode()
    return found


def test_a_copy_holds_what_may_be_kept_and_nothing_else(place: Place) -> None:
    """Texts stay as they are, '' too; bad records are set aside, told and do not stop the run; no
    key, URL or personal value is in any table, state, file or error."""
    place.clear()
    bad = policy("bad", amount="five")
    huge = policy("huge", amount=2**70)
    with served([policy("a"), bad, huge, policy("b", currency=None)]) as kasko:
        report = run("kasko", place.to, client=kasko)
    assert report.rows["policies"] == 3
    assert report.invalid == {"policies": 2}
    with closing(place.connect()) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT id, currency, assets, extra FROM kasko_test.policies ORDER BY id")
        found = cursor.fetchall()
        cursor.execute("SELECT path, record FROM kasko_test.invalid_records ORDER BY path")
        aside = cursor.fetchall()
    assert [(row[0], row[1]) for row in found] == [("a", ""), ("b", None)]
    assert plain(found[0][2]) == [{"name": "policy"}]
    assert plain(found[0][3]) == {"assets[0].by": "string", "brand_new": "string"}
    assert [path for path, _ in aside] == ["$", "$._embedded.item[1].amount"]
    assert {"id": "bad", "amount": "five"}.items() <= plain(aside[1][1]).items()
    left = everything(place, place.folder.parent)
    assert b"policies" in left
    assert b"canary" not in left


def plain(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def test_an_older_version_never_takes_the_place_of_a_newer_one(place: Place) -> None:
    """Neither a reconcile nor a refresh that brings an older version changes the row; what the list
    no longer shows is counted and stays."""
    place.clear()
    older = policy("a", amount=1)
    newer = policy("a", amount=2, updated_at="2023-11-15T00:00:00+0000")
    for records in ([newer, policy("b")][::-1], [older]):
        with served(records) as kasko:
            report = run("kasko", place.to, client=kasko, reconcile=True)
    assert report.not_seen == {"policies": 1}
    amount = [name for name, *_ in [(row[0], *row) for row in rows(place)]]
    assert amount == ["a", "b"]
    with closing(place.connect()) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT amount FROM kasko_test.policies WHERE id = 'a'")
        assert cursor.fetchone() == (2,)


def test_polls_bring_what_came_late_and_cost_nothing_without_news(duck: DuckPlace) -> None:
    """A change that shows itself late is in after the next poll; a poll without news writes
    nothing; sixteen workers and pages of every load give the same rows. The lag is right where the
    provider's clock is years behind this machine's."""
    duck.clear()
    versions = [Version(f"p{n}", START - n, START - n, n) for n in range(60)]
    provider = LateProvider(versions, most=20)
    with provider.client() as kasko, Copy("kasko", duck.to, client=kasko, workers=16) as copy:
        first = copy.run()
        assert first.rows == {"policies": 60}
        assert first.lag is not None
        assert first.lag < 60 < (datetime.now(UTC) - datetime.fromtimestamp(START, UTC)).days
        copy.run()
        before = loads(duck)
        assert copy.run().loaded == 0
        assert loads(duck) == before
        provider.planned.append(Version("late", START - 500, START + 1, 7))
        assert copy.run().loaded == 1
    (now,) = status(duck.to)
    assert now.lag is not None
    assert now.lag < 60
    assert {row[0] for row in rows(duck)} == {f"p{n}" for n in range(60)} | {"late"}


def test_a_record_that_stays_odd_is_one_row(duck: DuckPlace) -> None:
    """Wherever on the page it comes, and the row that it had before stays."""
    duck.clear()
    bad = policy("bad", status=["odd"], updated_at="2023-11-14T22:13:30+0000")
    for records in ([policy("bad")], [bad], [policy("a"), policy("b"), bad]):
        with served(records) as kasko:
            run("kasko", duck.to, client=kasko)
    assert [row[0] for row in rows(duck)] == ["a", "b", "bad"]
    assert len(rows(duck, "invalid_records", "key")) == 1


def loads(place: Place) -> int:
    with closing(place.connect()) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT count(*) FROM kasko_test._dlt_loads")
        count: int = cursor.fetchone()[0]
        return count


def test_test_and_live_never_meet(duck: DuckPlace) -> None:
    """A key of the other kind, another host, a policy of the other kind, in whatever pipeline, and
    another `personal` are refused, and the tables stay as they were."""
    duck.clear()
    with served([policy("a")]) as kasko:
        run("kasko", duck.to, client=kasko)
    before = rows(duck)
    qa = "https://qa.example.com"
    with (
        served([policy("q")], base_url=qa) as kasko,
        pytest.raises(ConfigurationError, match="host="),
    ):
        run("kasko", duck.to, client=kasko)
    live = "sk_" + "live_canary"
    cases: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        (live, policy("l"), {}),
        (KEY, policy("l", livemode=True), {}),
        (KEY, policy("k"), {"personal": "keep"}),
    ]
    for key, record, options in cases:
        with served([record], key) as kasko, pytest.raises(ConfigurationError) as caught:
            run("kasko", duck.to, client=kasko, dataset="kasko_test", **options)
        assert "canary" not in str(caught.value)
    with served([policy("a", livemode=True)], live) as kasko, settings():
        other = dlt.pipeline(
            "another",
            destination=dlt.destinations.duckdb(str(duck.folder / "copy.duckdb")),
            dataset_name="kasko_test",
            pipelines_dir=str(duck.folder / "another"),
        )
        with pytest.raises(PipelineStepFailed, match="sent LIVE ones"):
            other.run(kasko_source(client=kasko))
    assert rows(duck) == before


def test_a_second_run_is_refused_and_harms_nothing(duck: DuckPlace) -> None:
    """While one run holds a copy another ends at once, and the first goes on."""
    duck.clear()
    with served([policy("a")]) as kasko, Copy("kasko", duck.to, client=kasko) as copy:
        copy.run()
        with pytest.raises(SyncBusyError), Copy("kasko", duck.to, client=kasko):
            pass
        assert copy.run(reconcile=True).rows == {"policies": 1}


@pytest.fixture
def mock() -> Iterator[Mock]:
    app = create_app(MockSettings(claims=30, risk_items=30))
    yield app
    app.close()


def shield(mock: Mock) -> InsureHero:
    settings = mock.settings
    return InsureHero(
        settings.insurehero_key,
        channel_key=settings.insurehero_channel_key,
        transport=transport(mock),
    )


def deleted(place: DuckPlace, table: str) -> set[str]:
    with closing(place.connect()) as connection:
        cursor = connection.cursor()
        cursor.execute(f"SELECT id FROM insurehero_data.{table} WHERE deleted_at IS NOT NULL")
        return {key for (key,) in cursor.fetchall()}


def test_only_the_providers_404_marks_a_record_as_deleted(tmp_path: Path) -> None:
    """A scan that shows a part or nothing marks nothing that still answers, or that the provider
    does not show, and a provider that answers 404 for everything marks nothing; what alone answers
    404 is marked, and no longer once it is there again; a webhook refreshes one record."""
    place = DuckPlace(tmp_path)
    claims = {f"c{n}": {"id": f"c{n}", "status": "OPEN"} for n in range(30)}
    hidden: set[str] = set()
    odd: dict[str, httpx2.Response] = {}
    nothing: list[bool] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        path = request.url.path
        if path.endswith("authorize"):
            return httpx2.Response(200, json={"data": "token"})
        if path.endswith("/claims"):
            start, end = int(request.url.params["from"]), int(request.url.params["to"])
            shown = [claim for key, claim in claims.items() if key not in hidden]
            return httpx2.Response(200, json={"data": shown[start : end + 1]})
        key = path.rpartition("/")[2]
        if key in odd:
            return odd[key]
        claim = None if nothing else claims.get(key)
        return httpx2.Response(200 if claim else 404, json={"data": claim} if claim else {})

    stack = ExitStack()
    client = stack.enter_context(InsureHero("k", transport=httpx2.MockTransport(answer)))
    once = stack.enter_context(Copy("insurehero", place.to, client=client, tables=["claims"])).run
    assert once().loaded == 30
    assert once().loaded == 0
    hidden |= {"c1", "c2"}
    assert not once().deleted
    hidden |= {"c2", "c4", "c5", "c6"}
    odd["c4"] = httpx2.Response(403, json={})
    odd["c5"] = httpx2.Response(501, json={})
    odd["c6"] = httpx2.Response(200, json={"data": {"id": "c6", "status": ["odd"]}})
    report = once()
    assert (report.not_seen, report.invalid) == ({"claims": 2}, {"claims": 1})
    assert not deleted(place, "claims")
    hidden -= odd.keys()
    nothing.append(True)
    assert once().not_seen == {"claims": 2}
    nothing.clear()
    gone = claims.pop("c1")
    claims["c3"]["status"] = "CLOSED"
    report = once()
    assert (report.deleted, report.loaded) == ({"claims": 1}, 2)
    assert deleted(place, "claims") == {"c1"}
    hidden |= claims.keys()
    report = once()
    assert report.not_seen == {"claims": 29}
    assert deleted(place, "claims") == {"c1"}
    claims["c1"] = gone
    stack.close()
    event = read_shield_event(b'{"type": "x", "id": "c1", "message": "A claims was updated."}')
    with InsureHero("k", transport=httpx2.MockTransport(answer)) as client:
        refresh(hint(event), "insurehero", place.to, client=client)
    assert deleted(place, "claims") == set()


def test_a_record_that_is_nested_deeply_takes_no_other_with_it() -> None:
    """What JSON can nest and Python cannot follow is an invalid record; the rest is kept."""
    records: list[Any] = []
    for one in (policy("a"), policy("deep", brand_new="X")):
        page = json.dumps({"_embedded": {"item": [one]}, "_links": {}})
        answer = httpx2.Response(200, text=page.replace('"X"', "[" * 700 + "]" * 700))
        carrier = httpx2.MockTransport(lambda _, answer=answer: answer)
        with Kasko(KEY, transport=carrier) as client:
            records += client.with_options(whole_records=True).iter_policies()
    columns = Columns(Policy, personal="keep")
    aside, limit = Aside("policies", columns), sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 300)
    try:
        table = fitting(columns, records, aside)
    finally:
        sys.setrecursionlimit(limit)
    assert table["id"].to_pylist() == ["a"]
    count, rows = aside.take()
    assert (count, rows["reason"].to_pylist()) == (1, ["nested too deeply"])


def test_all_lists_of_insurehero_are_kept(mock: Mock, tmp_path: Path) -> None:
    """Claims, risk items, orders, events and users are those that the client reads; without rights
    for users the rest is kept. Parquet files hold the same."""
    with shield(mock) as client:
        report = run("insurehero", f"parquet:{tmp_path}", client=client)
        claims = {claim.id for claim in client.iter_claims()}
        orders = {order.id for order in client.iter_orders()}
        users = {user.id for user in client.list_users().data}
    read = {
        name: set(
            pyarrow.parquet.read_table(tmp_path / f"insurehero_data/{name}.parquet")[
                "id"
            ].to_pylist()
        )
        for name in ("claims", "risk_items", "orders", "claim_events", "users")
    }
    assert (read["claims"], read["orders"], read["users"]) == (claims, orders, users)
    assert report.rows == {name: len(ids) for name, ids in read.items()}
    assert not list(tmp_path.glob("**/*.new"))


def test_what_fails_is_told_without_rows_or_passwords(tmp_path: Path) -> None:
    """A place that cannot be written to, a database that is not there, a file of another kind and a
    provider that does not answer are errors of ours, and the next run goes on."""
    (tmp_path / "file").write_text("no database")
    url = "postgresql://somebody:canary@127.0.0.1:1/base"
    with served([policy("a")]) as kasko:
        for to, what in (
            (f"duckdb:{tmp_path}/file/x.duckdb", "Not a directory"),
            (url, "Connection refused"),
            (f"duckdb:{tmp_path}/file", "not a valid DuckDB"),
        ):
            with pytest.raises(SyncError, match=what) as caught:
                run("kasko", to, client=kasko)
            assert "canary" not in repr(caught.value)
    broken = httpx2.MockTransport(lambda _: httpx2.Response(200, content=b"{"))
    place = DuckPlace(tmp_path / "duck")
    place.clear()
    with Kasko(KEY, transport=broken, max_retries=0) as kasko, pytest.raises(TransportError):
        run("kasko", place.to, client=kasko)
    found = status(place.to)
    assert found == [] or found[0].rows == {}
    with served([policy("a")]) as kasko:
        run("kasko", place.to, client=kasko)
    (now,) = status(place.to)
    assert now.rows == {"policies": 1}
    assert now.lag is not None
    assert now.lag < (datetime.now(UTC) - datetime(2023, 1, 1, tzinfo=UTC)).total_seconds()


def test_the_client_loads_neither_arrow_nor_dlt() -> None:
    """Whoever keeps no copy pays nothing for it: importing brolly, and the names of a copy, loads
    neither of the two."""
    code = (
        "import sys, brolly, brolly.kasko, brolly.insurehero, brolly.webhooks, brolly.sync;"
        "sys.exit(bool({'dlt', 'duckdb', 'pyarrow'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
