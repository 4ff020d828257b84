"""Streams as shells, daemons and pipes leave them; each case is a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from brolly_cli import _streams
from brolly_mock import MockServer
from cli.runner import PROGRAM, Brolly

CODECS = {
    "cp1252": {"PYTHONIOENCODING": "cp1252:strict"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
ENDS = "a\x85b\u2028c\u2029d\n"
"""What Python takes for ends of lines."""
NAME = "Zo\u00eb \u0141\u00f3d\u017a \U0001f600"


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: bytes
    err: bytes


def together(brolly: Brolly, *scripts: str, folder: Path, **environment: str) -> list[Ran]:
    """Run shell scripts side by side; `brolly` is the command in them."""
    quoted = " ".join(f"'{word}'" for word in PROGRAM)
    inherited = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    children = [
        subprocess.Popen(
            ["/bin/bash", "-c", f'brolly() {{ {quoted} "$@"; }}\n{script}'],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**inherited, **brolly.environment, **environment},
            cwd=folder,
        )
        for script in scripts
    ]
    ended: list[Ran] = []
    for child in children:
        out, err = child.communicate(timeout=60)
        assert b"Traceback" not in err
        assert b"That is a bug" not in err
        assert b"Exception ignored" not in err
        ended.append(Ran(child.returncode, out, err))
    return ended


@pytest.mark.parametrize("codec", CODECS)
def test_streams_that_are_not_utf8(codec: str, own_server: MockServer, tmp_path: Path) -> None:
    """A table shows `?` for what the encoding lacks; JSON lines and CSV are UTF-8 all the same."""
    policy = own_server.mock.store.insert(last_name=NAME, status=NAME, first_name=ENDS)
    one = f"brolly kasko policy {policy['id']} --format"
    table, lines, cells, error, help_, named = together(
        Brolly.at(own_server),
        f"{one} table",
        f"{one} jsonl",
        f"{one} csv",
        f"brolly kasko policies --since '{NAME}'",
        "brolly kasko policy --help",
        "brolly kasko quote $'b\\xf6se.json'; brolly kasko policy $'\\xf6'",
        folder=tmp_path,
        **CODECS[codec],
    )
    assert [table.code, lines.code, cells.code, error.code, help_.code, named.code] == [
        *(0, 0, 0, 2, 0, 2)
    ]
    assert b"Zo" in table.out
    assert b"?" in table.out
    [line] = lines.out.decode().splitlines()
    assert NAME in line
    assert json.loads(line)["first_name"] == ENDS
    assert NAME in cells.out.decode()
    assert b"--since" in error.err
    assert b"ID" in help_.out
    assert named.err.count(b"Error: ") == 2


def test_streams_that_are_closed_or_full(brolly: Brolly, tmp_path: Path) -> None:
    """However the streams are closed, full or broken: a documented code, and at most one line."""
    one = "kasko policies --max-rows 1"
    cases = {
        f"brolly {one} >&-": 141,
        f"brolly {one} >&- 2>&- <&-": 141,
        "brolly --help >&-": 141,
        "brolly kasko pay - --yes >&-": 141,
        f"brolly {one} --format table <&-": 0,
        f"brolly {one} --format csv 2>&-": 0,
        f"KASKO_API_KEY=sk_test_wrong brolly {one} 2>&-": 3,
        f"KASKO_API_KEY=sk_test_wrong brolly {one} 2>/dev/full": 3,
        f"brolly {one} --format table >/dev/full": 1,
        f"brolly {one} --format csv >/dev/full": 1,
        "brolly --version >/dev/full": 1,
        "brolly mock --port 0 >/dev/full": 1,
        f"brolly {one} --format table 1</dev/null": 1,
        "brolly kasko quote - <&-": 2,
        "brolly kasko quote - 0>/dev/null": 2,
        "(sleep 0.5; brolly --help; echo $? >code) | true; exit $(cat code)": 141,
    }
    for script, ended in zip(cases, together(brolly, *cases, folder=tmp_path), strict=True):
        assert ended.code == cases[script], (script, ended)
        if cases[script] == 1:
            assert ended.err.count(b"\n") == 1
            assert b"No space left" in ended.err or b"Bad file descriptor" in ended.err
        elif cases[script] == 2:
            assert b"stdin: " in ended.err
        else:
            assert ended.err == b""


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_streams_that_others_set_not_to_block(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command waits for a stream that a program before it left in a mode of its own."""
    reader, writer = os.pipe()
    number, mode = (reader, "r") if name == "stdin" else (writer, "w")
    os.set_blocking(number, False)
    with os.fdopen(number, mode) as stream:
        monkeypatch.setattr(sys, name, stream)
        assert _streams.prepare()
        assert os.get_blocking(number)
    os.close(writer if name == "stdin" else reader)


def test_csv_into_a_file_on_windows_like_locales(brolly: Brolly, tmp_path: Path) -> None:
    """With `> file`, CSV is UTF-8 with CR LF, whatever the locale, and `python -m brolly` too."""
    script = f"'{sys.executable}' -m brolly kasko policies --format csv > policies.csv"
    [ended] = together(brolly, script, folder=tmp_path, **CODECS["cp1252"])
    assert (ended.code, ended.err) == (0, b"")
    content = (tmp_path / "policies.csv").read_bytes()
    assert content.decode("utf-8").count("\r\n") >= 131
