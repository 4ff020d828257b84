"""A few of the kills that `make test-sync` does by the hundred, and the example of the page."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from copies import DATASET, KEY, ROOT, DuckPlace, policy_server
from kills import trials


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_after_a_kill_the_next_run_makes_it_right(tmp_path: Path) -> None:
    """Killed at random moments, in a first run and in one into full tables, the next run brings
    the very contents that an undisturbed one brings."""
    said = trials(DuckPlace(tmp_path / "duck"), kills=2, policies=300)
    assert len(said) == 2
    assert all(line.endswith("OK") for line in said), said


def test_the_page_and_its_example_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Python of the page makes a copy, of which its script draws the charts."""
    page = (ROOT / "docs" / "keep-a-copy.md").read_text("utf-8")
    (code,) = re.findall(r"<!-- test -->\n```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KASKO_API_KEY", KEY)
    with policy_server(50) as url:
        monkeypatch.setenv("KASKO_BASE_URL", url)
        exec(compile(code, "keep-a-copy.md", "exec"), {})  # noqa: S102
    assert capsys.readouterr().out.startswith("50 policies in ")
    script = ROOT / "examples" / "policies_a_day.py"
    command = [sys.executable, str(script), "copy.duckdb", DATASET]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "2017-07-14" in done.stdout
    assert "Sample cover (EUR)" in done.stdout
    assert done.stdout.count("<rect") >= 2
