"""The shell blocks of README and pages: each line is run, or held against what is here."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from brolly_mock import MockServer
from cli.runner import Brolly
from cli.test_sales import Shop

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md"))]
SHELL = re.compile(r"^```(?:sh|shell|bash|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ANY = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = [
    pytest.param(block, id=f"{page.stem}-{number}")
    for page in PAGES
    for number, block in enumerate(
        re.findall(
            r"^```(?:sh|shell|bash|console)\n(.*?)^```",
            page.read_text("utf-8"),
            re.MULTILINE | re.DOTALL,
        )
    )
]
NOBODY = "http://127.0.0.1:1"
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
OTHERS = {"duckdb", "fastapi", "pandas", "polars", "pytest", "uvicorn"}
"""What the pages install beside this project."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SETTINGS = {
    f"{api}_{name}"
    for api in ("KASKO", "INSUREHERO")
    for name in ("API_KEY", "BASE_URL", "CHANNEL_KEY")
} | {"CONTRACT_BASELINE", "BROLLY_LOG"}


@pytest.fixture
def shop(own_server: MockServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A folder with the files that the blocks name; what is sold there stays there."""
    monkeypatch.chdir(tmp_path)
    return Shop(Brolly.at(own_server), own_server, tmp_path)


@pytest.mark.parametrize("block", BLOCKS)
def test_shell_blocks_work(block: str, shop: Shop) -> None:
    """Each line of a block works as it stands, one after the other, with the mock's addresses."""
    lines = [line for line in block.splitlines() if line and not line.startswith("#")]
    assert lines
    for line in lines:
        program, *words = shlex.split(line, comments=True)
        check = {"make": made, "pip": installed, "export": exported, "python": loaded}.get(program)
        if program == "brolly":
            run(shop, words)
        else:
            assert check is not None, f"nobody checks {line!r}: teach {Path(__file__).name}"
            check(words)


def run(shop: Shop, words: list[str]) -> None:
    """Run the command; what follows a pipe is somebody else's."""
    words, into = split(words)
    if words[0] == "mock":
        # It would serve for ever; a port out of range is found last.
        ended = shop.brolly(*words, "--port", "65536")
        assert re.findall(r"'(--[\w-]+)'", ended.err) == ["--port"]
        return
    if words[:2] == ["contract", "check"]:
        # Nobody listens there, which is found once the options are understood.
        there = [word if not re.match(r"https:|\.\.\.", word) else NOBODY for word in words]
        ended = shop.brolly(*there)
        assert (ended.code, ended.err) == (2, "")
        assert "Nothing was tested: " in ended.out
        return
    if words[:2] == ["contract", "import"]:
        error = {"status": "500", "message": ""}
        exchange = {
            "request": {"method": "GET", "url": f"{shop.server.url}/policies"},
            "response": {
                "status": 500,
                "headers": [{"name": "X-Request-Id", "value": "1"}],
                "content": {"mimeType": "application/json", "text": json.dumps(error)},
            },
        }
        shop.write(words[2], {"log": {"entries": [exchange]}})
    ended = shop.brolly(*words)
    assert ended.code == 0, (words, ended)
    if into:
        (shop.folder / into).write_text(ended.out)


def split(words: list[str]) -> tuple[list[str], str | None]:
    """The arguments of the command itself, and the file that its output goes to."""
    into = words[words.index(">") + 1] if ">" in words else None
    ends = [words.index(mark) for mark in ("|", ">") if mark in words]
    return words[: min(ends)] if ends else words, into


def made(words: list[str]) -> None:
    """A target is there and reads the variables that it is given."""
    for word in words:
        name, is_set, _ = word.partition("=")
        if is_set:
            assert name in SETTINGS or f"$({name})" in MAKEFILE or f"$(if $({name})" in MAKEFILE
        else:
            assert re.search(rf"^{re.escape(name)}: .*## ", MAKEFILE, re.MULTILINE), name


def installed(words: list[str]) -> None:
    """What is installed is this project, with extras that it has."""
    assert words[0] == "install"
    for word in words[1:]:
        if word in OTHERS:
            continue
        name, extras = re.fullmatch(r"(\.|brolly)(?:\[([\w,]+)\])?", word).groups()  # type: ignore[union-attr]  # else it fails
        assert name
        assert set((extras or "").split(",")) - {""} <= PROJECT["optional-dependencies"].keys()


def exported(words: list[str]) -> None:
    """Only settings that exist are set."""
    assert {word.partition("=")[0] for word in words} <= SETTINGS


def loaded(words: list[str]) -> None:
    """A script of this project that is run is there."""
    assert (ROOT / words[0]).is_file()


def test_blocks_are_found() -> None:
    """The pages have shell blocks, and every block that holds a command of ours is one of them."""
    assert len(BLOCKS) >= 5
    for page in PAGES:
        for kind, block in re.findall(
            r"^```([^\n]*)\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
        ):
            assert kind, f"a block of {page.name} has no language"
            if kind not in {"sh", "shell", "bash", "console"}:
                assert not re.search(r"^(brolly|make|pip) ", block, re.MULTILINE), page.name
