"""What depends on the operating system: terminals, signals and closed pipes."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

import pytest

from brolly_mock import MockServer, faults
from cli.runner import Brolly

ESCAPE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
PATIENCE = 20.0


class Terminal:
    """A terminal of some columns, and what a child shows on it."""

    def __init__(self, columns: int) -> None:
        self.outer_end, self.child_end = pty.openpty()
        fcntl.ioctl(self.child_end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self.shown = ""

    def watch(self, child: subprocess.Popen[str], until: str | None = None) -> str:
        """What is shown until some text comes, or the child ends."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and (until is None or until not in self.shown):
            if select.select([self.outer_end], [], [], 0.05)[0]:
                self.shown += os.read(self.outer_end, 65536).decode()
            elif child.poll() is not None:
                return self.shown
        assert until is not None, "the child did not end"
        assert until in self.shown
        return self.shown

    def close(self) -> None:
        os.close(self.child_end)
        os.close(self.outer_end)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def terminal() -> Generator[Terminal]:
    with closing(Terminal(100)) as screen:
        yield screen


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_on_a_terminal_a_table_fits(columns: int, brolly: Brolly) -> None:
    """On a terminal the default is a table, in colour, of as many whole columns as fit."""
    whole = brolly("kasko", "policies", "--max-rows", "9", "--format", "table").out.splitlines()
    with closing(Terminal(columns)) as terminal:
        end = terminal.child_end
        with brolly.start("kasko", "policies", "--max-rows", "9", stdout=end, stderr=end) as child:
            shown = terminal.watch(child)

    assert child.returncode == 0
    assert ESCAPE.search(shown)
    table = ESCAPE.sub("", shown).split("\r")[-11:]
    lines = [line.strip() for line in table if line.strip()]
    assert len(lines) == len(whole)
    assert columns - 25 < max(map(len, lines)) <= columns
    for line, full in zip(lines, whole, strict=True):
        assert re.split(r" {2,}", full)[:2] == re.split(r" {2,}", line)[:2]


@pytest.mark.parametrize("columns", [1, 10])
def test_on_a_narrow_terminal_nothing_is_hidden(columns: int, brolly: Brolly) -> None:
    """However few columns there are, an id is shown whole, be it on several lines."""
    [policy] = brolly("kasko", "policies", "--max-rows", "1").out.splitlines()
    brolly.environment["COLUMNS"] = str(columns)
    for command in (("policies", "--max-rows", "1"), ("policy", json.loads(policy)["id"])):
        with closing(Terminal(columns)) as terminal:
            end = terminal.child_end
            with brolly.start("kasko", *command, stdout=end, stderr=end) as child:
                shown = ESCAPE.sub("", terminal.watch(child))
        assert child.returncode == 0
        assert json.loads(policy)["id"] in "".join(shown.split())


def test_progress_is_on_the_terminal_alone(
    terminal: Terminal, brolly: Brolly, server: MockServer, tmp_path: Path
) -> None:
    """A long read into a file tells its progress on a terminal, and nothing of it in the file."""
    server.mock.faults.add(faults.latency(0.2), operation="list_policies", times=None)
    target = tmp_path / "policies.jsonl"
    with (
        target.open("w") as file,
        brolly.start(
            "kasko", "policies", "--page-size", "50", stdout=file, stderr=terminal.child_end
        ) as child,
    ):
        shown = terminal.watch(child)

    assert child.returncode == 0
    assert re.search(r"[1-9]\d* policies, changed up to \d{4}-\d\d-\d\d \d\d:\d\d UTC", shown)
    assert shown.rstrip().endswith("130 policies")
    assert len([json.loads(line) for line in target.read_text().splitlines()]) == 130


def test_a_terminal_is_no_file(terminal: Terminal, brolly: Brolly) -> None:
    """`-` does not wait for a person to type JSON: that is a usage error."""
    with brolly.start("kasko", "quote", "-", stdin=terminal.child_end) as child:
        out, err = child.communicate(timeout=PATIENCE)
    assert (child.returncode, out) == (2, "")
    assert "stdin: is a terminal" in err


def test_a_pipe_gets_no_progress(terminal: Terminal, brolly: Brolly, server: MockServer) -> None:
    """Records in a pipe may end on the terminal that shows the progress: so there is none."""
    server.mock.faults.add(faults.latency(0.2), operation="list_policies")
    with brolly.start("kasko", "policies", stderr=terminal.child_end) as child:
        assert child.stdout is not None
        lines = child.stdout.read().splitlines()
        shown = terminal.watch(child)

    assert shown == ""
    assert len([json.loads(line) for line in lines]) == 130


def test_ctrl_c_leaves_a_cursor(brolly: Brolly, server: MockServer) -> None:
    """Ctrl-C in a long read ends with 130 and a cursor that goes on without a loss or a repeat."""
    slow = server.mock.faults.add(faults.latency(60), operation="list_policies", skip=3, times=None)
    with brolly.start("kasko", "policies", "--page-size", "20") as child:
        wait_for(lambda: slow.hits == 1)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=PATIENCE)
    server.mock.faults.clear()
    cursor = err.split("--cursor ")[1].split()[0]
    rest = brolly("kasko", "policies", "--cursor", cursor)

    assert child.returncode == 130
    assert err.startswith("interrupted\n")
    came = [json.loads(line)["id"] for line in (out + rest.out).splitlines()]
    assert came == [row["id"] for row in server.mock.store.policies()]


@pytest.mark.parametrize("format", ["jsonl", "csv", "table"])
def test_a_closed_pipe_ends_quietly(format: str, brolly: Brolly) -> None:
    """When the reader goes away, brolly stops without a word, with the status of a SIGPIPE."""
    with brolly.start("kasko", "policies", "--page-size", "5", "--format", format) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        err = child.stderr.read()
        code = child.wait(PATIENCE)

    assert (code, err) == (141, "")


def test_calls_can_be_watched(brolly: Brolly) -> None:
    """BROLLY_LOG=debug tells each call on stderr, without a value of it."""
    brolly.environment["BROLLY_LOG"] = "debug"

    ended = brolly.process("kasko", "policies", "--page-size", "100")

    assert ended.code == 0
    calls = ended.err.splitlines()
    assert len(calls) >= 2
    assert all(line.startswith("GET /policies 200 in ") for line in calls)
