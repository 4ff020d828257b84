"""A few of the kills that `make test-sync` does by the hundred, and the notebook of the page."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from copies import KEY, ROOT, DuckPlace, policy_server
from kills import trials


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_after_a_kill_the_next_run_makes_it_right(tmp_path: Path) -> None:
    """Killed at random moments, in a first run, in one into full tables and in a reconcile, the
    next run brings the very contents that an undisturbed one brings."""
    said = trials(DuckPlace(tmp_path / "duck"), kills=3, policies=300)
    assert len(said) == 3
    assert all(line.endswith("OK") for line in said), said


def test_the_page_and_its_notebook_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Python of the page makes a copy, and the cells of the notebook draw its charts."""
    page = (ROOT / "docs" / "keep-a-copy.md").read_text("utf-8")
    (code,) = re.findall(r"<!-- test -->\n```python\n(.*?)```", page, re.DOTALL)
    cells = json.loads((ROOT / "examples" / "policies_a_day.ipynb").read_text("utf-8"))["cells"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KASKO_API_KEY", KEY)
    shown: list[Any] = []
    names: dict[str, Any] = {"__name__": "notebook"}
    monkeypatch.setitem(sys.modules, "notebook", ModuleType("notebook"))
    with policy_server(50) as url:
        monkeypatch.setenv("KASKO_BASE_URL", url)
        exec(compile(code, "keep-a-copy.md", "exec"), {})  # noqa: S102
        for cell in cells:
            if cell["cell_type"] == "code":
                *first, last = ast.parse("".join(cell["source"])).body
                if not isinstance(last, ast.Expr):
                    first.append(last)
                exec(compile(ast.Module(first, []), "notebook", "exec"), names)  # noqa: S102
                if isinstance(last, ast.Expr):
                    value = compile(ast.Expression(last.value), "notebook", "eval")
                    shown.append(eval(value, names))  # noqa: S307
    assert capsys.readouterr().out.startswith("50 policies in ")
    report, days, products = shown
    assert report.rows == {"policies": 50}
    assert "2017-07-14" in days._repr_html_()
    assert "Sample cover (EUR)" in products._repr_html_()
    assert "<rect" in products._repr_html_()
