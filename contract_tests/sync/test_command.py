"""`brolly sync` as a process: it stays up, keeps others off, and ends when it is asked to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from brolly.errors import BrollyError, PagingError, SyncError
from brolly.sync import Report, Tally
from brolly_cli import _sync
from brolly_cli._app import app
from copies import KEY, policy_server

PROGRAM = [sys.executable, "-c", "from brolly_cli import main; exit(main())", "sync"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
def test_a_copy_that_stays_up_keeps_others_off_and_ends_when_asked(tmp_path: Path) -> None:
    """While it polls, a second run ends with exit code 8 and harms nothing; on SIGTERM it ends with
    0 and leaves nothing but the tables, a lock and a note; then its status tells rows and lag."""
    place = ["--to", f"duckdb:{tmp_path / 'copy.duckdb'}"]
    with policy_server(300) as url:
        environment = {**os.environ, "KASKO_API_KEY": KEY, "KASKO_BASE_URL": url}
        with subprocess.Popen(
            [*PROGRAM, "kasko", *place, "--every", "1s"],
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        ) as staying:
            assert staying.stderr
            try:
                assert "kasko_test: 300 policies" in staying.stderr.readline()
                second = CliRunner(env=environment).invoke(app, ["sync", "kasko", *place])
                assert (second.exit_code, second.stdout) == (8, "")
                staying.send_signal(signal.SIGTERM)
                assert staying.wait(30) == 0
            finally:
                staying.kill()
    left = sorted(file.name for file in (tmp_path / "copy.duckdb.sync").iterdir())
    assert left == ["copy.lock", "kasko_test.json"]
    told = CliRunner().invoke(app, ["sync", "status", *place, "--json"])
    found = json.loads(told.stdout)
    assert found["rows"] == {"policies": 300}
    assert 0 <= found["lag_seconds"] < 300


def test_a_copy_that_stays_up_outlasts_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """What may pass is tried again; any other error ends the first run, and later ones once it has
    lasted for ten minutes."""
    clock = [0.0]
    monkeypatch.setattr(_sync, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    done = Report.of("kasko", "kasko_test", Tally(), datetime.now(UTC), 1.0)
    refused = PagingError("no", second=1, cursor="")
    outcomes: list[Report | BrollyError] = []

    class Copies:
        dataset = "kasko_test"

        def run(self, **_: bool) -> Report:
            clock[0] += 100
            outcome = outcomes.pop(0)
            if isinstance(outcome, BrollyError):
                raise outcome
            return outcome

    def poll(*planned: Report | BrollyError) -> int:
        """How many runs were made."""
        outcomes[:] = planned
        with suppress(PagingError):
            _sync._poll(Copies(), 1, threading.Event(), reconcile=False)  # type: ignore[arg-type]
        return len(planned) - len(outcomes)

    assert poll(refused, done) == 1
    assert poll(SyncError("disk"), done, *[refused] * 5, done, *[refused] * 9) == 15
