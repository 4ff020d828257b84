"""The fixtures that users get for tests of their own, on an installed wheel."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "testing.md").read_text("utf-8")
(SAMPLE,) = re.findall(r"<!-- test -->\n```python\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_runs_on_the_installed_wheel(run: Callable[[str], str], tmp_path: Path) -> None:
    """The documented tests pass in a project that has the wheel and no configuration."""
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    options = ["-q", "-W", "error", "-p", "no:cacheprovider", "--strict-markers", str(tmp_path)]
    out = run(f"import pytest; print(int(pytest.main({options!r})))")
    assert "6 passed" in out
    assert out.splitlines()[-1] == "0"
