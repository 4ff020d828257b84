"""A few of the kills that `make test-sync` does by the hundred, and the example of the page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from copies import DATASET, ROOT, DuckPlace, copy_once, policy_server
from kills import trials


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_after_a_kill_the_next_run_makes_it_right(tmp_path: Path) -> None:
    """Killed at random moments, in a first run and in one into full tables, the next run brings
    the very contents that an undisturbed one brings."""
    said = trials(DuckPlace(tmp_path / "duck"), kills=2, policies=300)
    assert len(said) == 2
    assert all(line.endswith("OK") for line in said), said


def test_the_example_draws_policies_a_day(tmp_path: Path) -> None:
    """The script of the page makes its charts of a copy."""
    place = DuckPlace(tmp_path / "duck")
    place.clear()
    with policy_server(50) as url:
        copy_once(url, place)
    script = ROOT / "examples" / "policies_a_day.py"
    command = [sys.executable, str(script), place.to.partition(":")[2], DATASET]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "2017-07-14" in done.stdout
    assert "Sample cover (EUR)" in done.stdout
    assert done.stdout.count("<rect") >= 2
