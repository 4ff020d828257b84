"""The Python of the README and of the pages runs as it is printed."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from brolly_mock import MockServer, serve

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(?:^<!-- (.*?) -->\n)?^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# Marks of blocks that a test of their own runs, where it needs more than an environment.
ELSEWHERE = ("test", "receiver: ")
EXAMPLES = {
    f"{page.stem}-{number}": code
    for page in PAGES
    for number, (mark, code) in enumerate(BLOCK.findall(page.read_text("utf-8")))
    if not mark.startswith((*ELSEWHERE, "not run: "))
}


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with serve() as mock:
        yield mock


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_run(name: str, server: MockServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each Python example runs as it stands, with keys from the environment."""
    monkeypatch.setenv("KASKO_API_KEY", server.kasko_key)
    monkeypatch.setenv("KASKO_BASE_URL", server.kasko_url)
    monkeypatch.setenv("INSUREHERO_API_KEY", server.insurehero_key)
    monkeypatch.setenv("INSUREHERO_CHANNEL_KEY", server.insurehero_channel_key)
    monkeypatch.setenv("INSUREHERO_BASE_URL", server.insurehero_url)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(EXAMPLES[name], name, "exec"), {"__name__": "__main__"})  # noqa: S102


def test_all_python_of_the_pages_is_an_example() -> None:
    """No Python block escapes: it is run here or elsewhere, or says why it cannot be."""
    for page in PAGES:
        text = page.read_text("utf-8")
        assert text.count("```python") == len(BLOCK.findall(text)), page.name
    reasons = [mark for page in PAGES for mark, _ in BLOCK.findall(page.read_text("utf-8"))]
    assert all(mark[9:] for mark in reasons if mark.startswith("not run: "))
