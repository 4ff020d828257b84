"""Copies as processes while the disk, the database or the process itself fails.

Each failure is told, nothing is lost, and the next run makes it right.
"""

# Names of tables are in the statements, and no value.
# ruff: noqa: S608

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

import duckdb
import pytest

from brolly import ConfigurationError, Kasko, SyncBusyError, SyncError
from brolly.sync import Copy, run
from brolly.sync._target import Target
from brolly_cli import main
from brolly_mock import MockSettings, serve
from copies import (
    DATASET,
    KEY,
    DuckPlace,
    PostgresPlace,
    copy_once,
    ends_well,
    killed,
    policy_server,
    postgres,
    rows,
)
from late_provider import START, LateProvider, Version

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no fork"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


class Running:
    """`brolly sync kasko` in a child of this process, as a new one would load dlt for seconds."""

    def __init__(self, pid: int, stderr: TextIO) -> None:
        self.pid = pid
        self.stderr = stderr
        self._code: int | None = None

    def wait(self, within: float = 60) -> int:
        """Its exit code, negative for a signal."""

        def over() -> bool:
            if self._code is None:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                self._code = os.waitstatus_to_exitcode(status) if pid else None
            return self._code is not None

        soon(over, within)
        assert self._code is not None
        return self._code

    def send_signal(self, number: int) -> None:
        if self._code is None:
            os.kill(self.pid, number)


@contextmanager
def process(
    url: str, to: str, *options: str, key: str = KEY, **environment: str
) -> Iterator[Running]:
    """`brolly sync kasko` as a process, killed at the end."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        code = 1
        try:
            os.close(reader)
            os.dup2(writer, 2)
            sys.stderr = os.fdopen(2, "w", closefd=False)
            os.environ.update(environment, KASKO_API_KEY=key, KASKO_BASE_URL=url)
            sys.argv = ["brolly", "sync", "kasko", "--to", to, *options]
            code = main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader) as stderr:
        running = Running(pid, stderr)
        try:
            yield running
        finally:
            running.send_signal(signal.SIGKILL)
            running.wait()


def soon(condition: Callable[[], object], within: float = 60) -> float:
    """Wait until it holds; how long that took."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < within
        time.sleep(0.02)
    return time.monotonic() - begun


def slowness() -> float:
    """By how much other programs slow this one down: 1 on an idle machine."""
    wall, cpu = time.perf_counter(), time.process_time()
    while time.process_time() - cpu < 0.3:
        pass
    return max(1.0, (time.perf_counter() - wall) / 0.3)


def contents(place: PostgresPlace) -> list[tuple[Any, ...]]:
    return asked(place, f"SELECT id, updated_at, status FROM {DATASET}.policies ORDER BY id")


def asked(place: PostgresPlace, query: str) -> list[tuple[Any, ...]]:
    with closing(place.connect()) as connection:
        cursor = connection.cursor()
        cursor.execute(query)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def test_a_full_disk_is_told_and_the_next_run_makes_it_right(tmp_path: Path) -> None:
    """Files that may not grow end the run with 9, and what was there before stays readable."""
    import resource  # noqa: PLC0415 - not on Windows

    place = DuckPlace(tmp_path / "duck")
    place.clear()
    with policy_server(300) as url:
        copy_once(url, place)
    before = rows(place)
    with policy_server(8000, changed=2000) as url:
        most = (place.folder / "copy.duckdb").stat().st_size + 100_000
        before_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        # A child keeps the limit, and this process has its own again.
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, before_limit[1]))
        try:
            with process(url, place.to, "--reconcile") as running:
                resource.setrlimit(resource.RLIMIT_FSIZE, before_limit)
                told = running.stderr.read()
                assert running.wait() == 9, told
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before_limit)
        assert "the copy could not be written" in told
        assert {row[0] for row in before} <= {row[0] for row in rows(place)}
        copy_once(url, place, reconcile=True)
        assert len(rows(place)) == 8000
        other = DuckPlace(tmp_path / "other")
        other.clear()
        copy_once(url, other)
        assert rows(place) == rows(other)


def test_a_file_that_may_not_be_written_is_told() -> None:
    """A read-only DuckDB file ends in `SyncError`, and stays as it was."""
    with TemporaryDirectory() as folder, policy_server(300) as url:
        Path(folder).chmod(0o777)
        place = DuckPlace(Path(folder) / "duck")
        place.clear()
        copy_once(url, place)
        before = rows(place)
        file = place.folder / "copy.duckdb"
        file.chmod(0o444)

        def unprivileged() -> None:
            if os.geteuid() == 0:
                for path in (place.folder, *place.folder.rglob("*")):
                    os.chown(path, 65534, 65534)
                os.setgid(65534)
                os.setuid(65534)
            with pytest.raises(SyncError, match=r"(?i)permission denied|read-only"):
                copy_once(url, place, reconcile=True)

        assert ends_well(unprivileged)
        file.chmod(0o644)
        copy_once(url, place, reconcile=True)
        assert rows(place) == before


@pytest.mark.parametrize("name", ["it's.duckdb", "a%20b.duckdb", "a=b.duckdb", "kasko_test.x.db"])
def test_a_path_that_cannot_be_used_is_refused(name: str, tmp_path: Path) -> None:
    """Before anything is made there."""
    with (
        Kasko(KEY, base_url="http://127.0.0.1:1") as client,
        pytest.raises(ConfigurationError, match="name"),
    ):
        Copy("kasko", f"duckdb:{tmp_path / name}", client=client)
    assert not list(tmp_path.iterdir())


def test_a_table_that_somebody_dropped_is_told(tmp_path: Path) -> None:
    """With what to do; whoever does it has all again."""
    place = DuckPlace(tmp_path / "a copy, ü; #1")
    place.clear()
    with policy_server(300) as url:
        copy_once(url, place)
        with closing(place.connect()) as connection:
            connection.execute(f"DROP TABLE {DATASET}.policies")
        with pytest.raises(SyncError, match="drop the schema"):
            copy_once(url, place)
        with closing(place.connect()) as connection:
            connection.execute(f"DROP SCHEMA {DATASET} CASCADE")
        copy_once(url, place)
    assert len(rows(place)) == 300


def test_one_run_loads_all_in_several_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run does not end with its first load while there is more to read, a `reconcile` neither:
    it counts what none of its steps saw."""
    monkeypatch.setattr("brolly.sync._copy.ROWS_OF_A_LOAD", 1000)
    place = DuckPlace(tmp_path / "steps")
    place.clear()
    with policy_server(5000) as url:
        copy_once(url, place)
    assert len(rows(place)) == 5000
    before = len(rows(place, "_dlt_loads", "load_id"))
    assert before > 1
    with policy_server(4900) as url, Kasko(KEY, base_url=url) as client:
        report = run("kasko", place.to, client=client, reconcile=True)
    assert (report.rows, report.not_seen) == ({"policies": 4900}, {"policies": 100})
    assert len(rows(place)) == 5000
    assert len(rows(place, "_dlt_loads", "load_id")) > before + 1


def test_two_names_of_one_file_share_its_lock(tmp_path: Path) -> None:
    """A second run by a link ends as any second run does."""
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with Kasko(KEY, base_url="http://127.0.0.1:1") as client:
        one, two = (
            Copy("kasko", f"duckdb:{tmp_path / name}", client=client) for name in ("real", "link")
        )
        with one, pytest.raises(SyncBusyError), two:
            pass


def test_a_file_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    """Killed while it makes its file, a run leaves one that opens, or none; the next makes it."""
    target = Target.parse(f"duckdb:{tmp_path / 'copy.duckdb'}")
    target.folder.mkdir()
    assert target.path
    after = 0.0
    while killed(target.create, after):
        if target.path.exists():
            duckdb.connect(str(target.path)).close()
            target.path.unlink()
        # Each machine takes a time of its own, and the last child is left to end.
        after = after * 1.05 + 0.0005
        assert after < 5
    duckdb.connect(str(target.path)).close()
    target.path.unlink()
    target.path.touch()
    target.create()
    duckdb.connect(str(target.path)).close()


def test_a_database_that_goes_away_is_told_and_the_next_run_makes_it_right(tmp_path: Path) -> None:
    """PostgreSQL stopped at once in the middle of a run ends it with 9 and no password; started
    again, the next run brings all."""
    with postgres(tmp_path / "own") as place, policy_server(8000) as url:
        with process(url, place.to, "--personal", "keep") as running:
            soon(lambda: asked(place, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"))
            place.server.stop()
            told = running.stderr.read()
            assert running.wait(60) == 9, told
        assert told.startswith("Error: the copy could not be written")
        assert "postgres:" not in told
        place.server.start()
        assert ends_well(partial(copy_once, url, place, personal="keep"))
        assert len(rows(place)) == 8000


def test_a_killed_run_frees_its_lock_at_once(server: PostgresPlace, tmp_path: Path) -> None:
    """While a process keeps a copy another ends with 8, as one of another machine does; once it is
    killed the other goes on."""
    server.clear()
    with policy_server(300) as url:
        with process(url, server.to, "--every", "1s") as staying:
            assert "300 policies" in staying.stderr.readline()
            for state in (os.environ["XDG_STATE_HOME"], str(tmp_path)):
                with process(url, server.to, XDG_STATE_HOME=state) as second:
                    assert second.wait(60) == 8
            staying.send_signal(signal.SIGKILL)
            staying.wait(60)

        def goes_on() -> bool:
            with suppress(SyncBusyError):
                copy_once(url, server)
                return True
            return False

        soon(goes_on, 10)
    assert len(rows(server)) == 300


def test_a_lock_that_the_database_forgot_is_taken_again(server: PostgresPlace) -> None:
    """A copy that stays up outlasts the loss of all its connections and keeps others off again."""
    server.clear()
    others = "pid <> pg_backend_pid() AND backend_type = 'client backend'"
    locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
    with (
        policy_server(300) as url,
        Kasko(KEY, base_url=url) as client,
        Copy("kasko", server.to, client=client) as copy,
    ):
        copy.run()
        asked(server, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        soon(lambda: asked(server, locks) == [(0,)])
        assert copy.run().rows == {"policies": 300}
        assert asked(server, locks) == [(1,)]


def test_many_older_versions_cost_no_more_and_change_nothing(server: PostgresPlace) -> None:
    """PostgreSQL compares each row with those of its id alone, also without statistics."""
    server.clear()
    with policy_server(15_000, changed=12_000) as newer, policy_server(15_000) as older:
        copy_once(newer, server)
        before = contents(server)
        copy_once(older, server, reconcile=True)
    assert len(before) == 15_000
    assert contents(server) == before


def test_a_change_is_in_the_table_within_three_seconds(server: PostgresPlace) -> None:
    """With `--every 1s`, from the moment of the change at the provider, on a machine that has
    nothing else to do."""
    server.clear()
    table = f"SELECT 1 FROM {DATASET}.policies"
    took: list[float] = []
    with (
        serve(MockSettings(policies=50)) as mock,
        process(mock.kasko_url, server.to, "--every", "1s", key=mock.kasko_key) as running,
    ):
        assert "policies" in running.stderr.readline()
        for key, *_ in rows(server)[:5]:
            mock.mock.store.cancel(key)
            there = f"{table} WHERE id = '{key}' AND status = 'cancelled'"
            took.append(soon(partial(asked, server, there)))
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
    assert max(took) < 3 * slowness(), took


def test_what_a_callback_raises_comes_out_as_it_is(tmp_path: Path) -> None:
    """dlt wraps errors, and a Ctrl-C too; the caller gets their own, and the next run goes on."""
    theirs = [ValueError("row"), StopIteration(), KeyboardInterrupt(), OSError(28, "no space")]
    left = theirs[:]

    def on_progress(_: object) -> None:
        while left:
            raise left.pop(0)

    with (
        LateProvider([Version("p", START, START, 1)]).client() as client,
        Copy(
            "kasko", f"duckdb:{tmp_path}/x.duckdb", client=client, on_progress=on_progress
        ) as copy,
    ):
        for error in theirs:
            with pytest.raises(type(error)) as caught:
                copy.run()
            assert caught.value is error
        assert copy.run().rows["policies"] == 1
