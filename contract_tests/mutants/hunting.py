"""Starts a hunt in a process of its own, where everything may be forked and altered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def verdicts(*, sound: bool = False) -> dict[str, str]:
    """What became of each mutant, by name; see `hunt`.

    Args:
        sound: Run each test without any mutant as well. Those that fail are in the result, by
            their node id.

    Raises:
        RuntimeError: The hunt broke off.
    """
    # Nothing that a coverage report counts runs there.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_PROCESS")}
    ended = subprocess.run(
        [sys.executable, "-m", "mutants.hunt", *(["--sound"] if sound else [])],
        cwd=_ROOT,
        env={**environment, "PYTHONPATH": "contract_tests"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(ended.stdout + ended.stderr)
    return dict(json.loads(ended.stdout.splitlines()[-1]))
