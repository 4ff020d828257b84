"""What somebody meets who has just installed the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from email.utils import formatdate
from pathlib import Path

import pytest

from brolly_cli import _doctor
from brolly_cli._exit import ExitCode
from brolly_mock import MockSettings
from cli.runner import Brolly

NO_KEYS = {"KASKO_API_KEY": "", "INSUREHERO_API_KEY": "", "INSUREHERO_CHANNEL_KEY": ""}


def test_alone_it_says_what_to_type(brolly: Brolly) -> None:
    """Commands that exist, the key of the mock, and which keys are set; no key of the person's."""
    ended = brolly(INSUREHERO_API_KEY="")
    assert ended.code == 0
    assert MockSettings().kasko_key in ended.out
    assert "KASKO_API_KEY=...       (set)" in ended.out
    assert "INSUREHERO_API_KEY=...  (not set)" in ended.out
    for line in ended.out.splitlines():
        if line.startswith("  brolly ") and "mock" not in line:
            assert brolly(*line.split()[1:], "--help").code == 0


@pytest.mark.parametrize("command", ["quote", "offer", "pay"])
def test_a_sample_is_a_file_that_the_command_takes(
    command: str, brolly: Brolly, tmp_path: Path
) -> None:
    """It is JSON, and the mock does not refuse its form."""
    ended = brolly("kasko", command, "--sample")
    assert ended.code == 0
    file = tmp_path / "sample.json"
    file.write_text(ended.out, "utf-8")
    assert json.loads(ended.out)
    more = ["--quote", str(priced(brolly, tmp_path))] if command == "offer" else []
    yes = [] if command == "quote" else ["--yes"]
    done = brolly("kasko", command, str(file), *more, *yes)
    # An offer that was never made cannot be paid; all else of the file is right.
    assert done.code == (ExitCode.NOT_FOUND if command == "pay" else ExitCode.DONE), done


def priced(brolly: Brolly, folder: Path) -> Path:
    """A quote for the sample."""
    (folder / "risk.json").write_text(brolly("kasko", "quote", "--sample").out, "utf-8")
    quote = folder / "quote.json"
    quote.write_text(brolly("kasko", "quote", str(folder / "risk.json")).out, "utf-8")
    return quote


def test_the_doctor_finds_all_well(brolly: Brolly) -> None:
    """Versions, keys by mode, addresses, answers and the clock; no key, no record."""
    ended = brolly("doctor")
    assert ended.code == 0
    for words in ("httpx2", "a TEST key", "the key is accepted", "agrees with", "set"):
        assert words in ended.out
    assert "@" not in ended.out


@pytest.mark.parametrize(
    ("environment", "code", "words"),
    [
        (NO_KEYS, 2, "brolly mock"),
        ({"KASKO_API_KEY": "sk_test_other"}, 5, "401 Unauthorized"),
        ({"KASKO_BASE_URL": "http://127.0.0.1:9"}, 5, "refused"),
        ({"KASKO_BASE_URL": "http://example.com"}, 5, "https"),
        ({"SSL_CERT_FILE": "/no/such/file"}, 0, "file not found"),
        ({"INSUREHERO_CHANNEL_KEY": ""}, 0, "only the commands of a sales channel need it"),
    ],
    ids=["no-key", "wrong-key", "nobody-there", "plain-http", "no-file", "no-channel"],
)
def test_the_doctor_names_what_is_wrong(
    environment: dict[str, str], code: int, words: str, brolly: Brolly
) -> None:
    """The variable or the fault is named, and the exit code says what to do."""
    ended = brolly("doctor", **environment)
    assert ended.code == code
    assert words in ended.out + ended.err


def test_the_doctor_hides_the_password_of_a_proxy(brolly: Brolly) -> None:
    """Of a proxy only host and port are shown; offline nothing is sent."""
    ended = brolly(
        "doctor",
        "--offline",
        KASKO_BASE_URL="",
        https_proxy="http://user:canary@proxy.example:3128",
    )
    assert ended.code == 0
    assert "proxy.example:3128" in ended.out


@pytest.mark.usefixtures("new_york")
@pytest.mark.parametrize(
    ("offset", "words"),
    [(0, "agrees"), (300, "seconds behind"), (-300, "seconds ahead of")],
)
def test_the_doctor_compares_clocks(
    offset: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A difference of more than a minute is told, with its side."""
    now = time.time() + offset
    for date in (formatdate(now, usegmt=True), formatdate(now), time.asctime(time.gmtime(now))):
        assert _doctor._clock(date) is (offset == 0), date
        assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("brolly ka", "kasko"), ("brolly kasko pol", "policies"), ("brolly mo", "mock")],
)
def test_the_shell_completes_commands(typed: str, offered: str, brolly: Brolly) -> None:
    """Bash is told the names of commands, those of other packages included."""
    program = [sys.executable, "-m", "brolly"]
    environment = {
        **os.environ,
        "_BROLLY_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(typed.count(" ")),
    }
    done = subprocess.run(program, capture_output=True, text=True, check=False, env=environment)
    assert offered in done.stdout.split(), done.stderr
    assert "--install-completion" in brolly("--help").out
