"""Runs `brolly` against a mock, and holds every run to the rules that all of them share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from typer.testing import CliRunner

from brolly_cli._app import app
from brolly_mock import MockServer, MockSettings

KASKO_KEY = "sk_test_canaryK"
INSUREHERO_KEY = "shield_canaryI"
CHANNEL_KEY = "shield_canaryC"

SETTINGS = MockSettings(
    policies=130,
    claims=70,
    risk_items=60,
    policy_seconds=0.2,
    kasko_key=KASKO_KEY,
    insurehero_key=INSUREHERO_KEY,
    insurehero_channel_key=CHANNEL_KEY,
)

PROGRAM = [sys.executable, "-c", "import sys; from brolly_cli import main; sys.exit(main())"]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended, and what it wrote into pipes."""

    code: int
    out: str
    err: str

    def __post_init__(self) -> None:
        said = self.out + self.err
        assert "canary" not in said, "a key was printed"
        assert "Traceback" not in said
        assert not [char for char in said if char == "\x1b" or "\u2500" <= char <= "\u257f"]


class Brolly:
    """The command, in the environment of a person who uses a mock."""

    def __init__(self, url: str) -> None:
        self.environment: dict[str, str] = {
            "KASKO_API_KEY": KASKO_KEY,
            "KASKO_BASE_URL": url,
            "INSUREHERO_API_KEY": INSUREHERO_KEY,
            "INSUREHERO_CHANNEL_KEY": CHANNEL_KEY,
            "INSUREHERO_BASE_URL": url,
        }

    @classmethod
    def at(cls, server: MockServer) -> Brolly:
        return cls(server.url)

    def __call__(self, *arguments: str, **environment: str) -> Ended:
        """Run in this process, with pipes for its output."""
        result = CliRunner().invoke(
            app, arguments, env={**self.environment, **environment}, prog_name="brolly"
        )
        return Ended(result.exit_code, result.stdout_bytes.decode(), result.stderr_bytes.decode())

    def process(self, *arguments: str, **streams: Any) -> Ended:
        """Run in a process of its own, with pipes for its output. See `start`."""
        with self.start(*arguments, **streams) as child:
            try:
                out, err = child.communicate(timeout=20)
            finally:
                child.kill()
        return Ended(child.returncode, out or "", err)

    def start(
        self,
        *arguments: str,
        program: Sequence[str] = PROGRAM,
        stdin: int | None = None,
        stdout: int | IO[str] = subprocess.PIPE,
        stderr: int = subprocess.PIPE,
    ) -> subprocess.Popen[str]:
        """Start in a process of its own; `program` may be one that prepares the ground."""
        # The width is the terminal's, not what a test runner says of its own.
        inherited = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES"}}
        return subprocess.Popen(
            [*program, *arguments],
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            text=True,
            env={**inherited, **self.environment},
        )
