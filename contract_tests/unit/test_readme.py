from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from brolly_mock import MockServer, serve

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"<!-- example: (\w+) -->\n```python\n(.*?)```", README, re.DOTALL))


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with serve() as mock:
        yield mock


@pytest.mark.parametrize("name", EXAMPLES)
def test_readme_examples_run(
    name: str, server: MockServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each Python example of the README runs as it stands, with keys from the environment."""
    monkeypatch.setenv("KASKO_API_KEY", server.kasko_key)
    monkeypatch.setenv("KASKO_BASE_URL", server.kasko_url)
    monkeypatch.setenv("INSUREHERO_API_KEY", server.insurehero_key)
    monkeypatch.setenv("INSUREHERO_CHANNEL_KEY", server.insurehero_channel_key)
    monkeypatch.setenv("INSUREHERO_BASE_URL", server.insurehero_url)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(EXAMPLES[name], f"README: {name}", "exec"), {"__name__": "__main__"})  # noqa: S102


def test_all_python_of_the_readme_is_an_example() -> None:
    """No Python block of the README escapes the test above."""
    assert README.count("```python") == len(EXAMPLES)
