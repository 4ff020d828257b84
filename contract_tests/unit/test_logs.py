"""`BROLLY_LOG`: what a program sees of its calls without setting up logging."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
import httpx, logging
from brolly import Kasko, InsureHero

def answer(request):
    token = "authorize" in request.url.path
    return httpx.Response(200, json={"data": "t" if token else [], "_embedded": {"item": []}})

%s
Kasko("sk_test_1", transport=httpx.MockTransport(answer)).list_policies(limit=7)
InsureHero("key-4711", transport=httpx.MockTransport(answer)).list_claims(from_=0, to=9)
"""


def run(level: str | None, setup: str = "") -> subprocess.CompletedProcess[str]:
    """A program of a user, with the variable."""
    environment = {key: value for key, value in os.environ.items() if key != "BROLLY_LOG"}
    if level is not None:
        environment["BROLLY_LOG"] = level
    return subprocess.run(
        [sys.executable, "-c", PROGRAM % setup],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


@pytest.mark.parametrize("level", ["debug", " DEBUG "])
def test_each_call_is_told_once(level: str) -> None:
    """With `debug` each call is a line on stderr, also for a program that logs by itself."""
    setups = (
        "",
        "logging.basicConfig(format='%(message)s')",
        # Beside a client that was there first.
        "Kasko('sk_test_1'); logging.basicConfig(format='%(message)s')",
    )
    for setup in setups:
        done = run(level, setup)
        assert done.returncode == 0, done.stderr
        lines = done.stderr.splitlines()
        assert [line.partition(" 200 in ")[0] for line in lines] == [
            "GET /policies",
            "GET /api/shield/integrations/auth/authorize",
            "GET /api/shield/integrations/v1/claims",
        ]
        assert "4711" not in done.stderr


@pytest.mark.parametrize("level", [None, "", "info", "error"])
def test_nothing_is_told_unasked(level: str | None) -> None:
    """Calls that end well are no news above `debug`."""
    done = run(level)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")


@pytest.mark.parametrize("level", ["1", "verbose", "debug,info"])
def test_another_level_is_refused(level: str) -> None:
    """What is no level is an error that names those that there are, and not the value."""
    done = run(level)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "brolly.errors.ConfigurationError: BROLLY_LOG must be one of debug, info, warning, error"
    )
