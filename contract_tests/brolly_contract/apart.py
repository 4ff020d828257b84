"""Runs plans in processes of their own: Schemathesis serves one run in a process."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Sequence

import msgspec

from brolly_contract.engine import run
from brolly_contract.outcome import Outcome
from brolly_contract.plan import Plan

_PATIENCE = 3600.0


def run_apart(*groups: Sequence[Plan]) -> list[Outcome]:
    """Run each group of plans in a process of its own, all at the same time."""
    environment = {
        name: value
        for name, value in os.environ.items()
        # Coverage counts nothing there, and would double the time.
        if not name.startswith("COVERAGE_PROCESS")
    }
    environment |= {
        # The user's credentials for this host would replace those under test.
        "NETRC": os.devnull,
        # A proxy of the user does not know the mock.
        "no_proxy": f"{os.environ.get('no_proxy') or os.environ.get('NO_PROXY', '')},127.0.0.1",
    }
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "brolly_contract.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        for _ in groups
    ]
    try:
        # The pipe keeps the key out of arguments and environment.
        for plans, child in zip(groups, children, strict=True):
            assert child.stdin is not None
            child.stdin.write(msgspec.json.encode(plans))
            child.stdin.close()
            child.stdin = None
        pairs = zip(groups, children, strict=True)
        return [outcome for plans, child in pairs for outcome in _collect(plans, child)]
    finally:
        for child in children:
            child.kill()
            child.communicate()


def _collect(plans: Sequence[Plan], child: subprocess.Popen[bytes]) -> list[Outcome]:
    # Two walks may each wait for as long as the user allows.
    patience = _PATIENCE + 2 * max(plan.patience for plan in plans)
    try:
        output, complaints = child.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        reason = f"no result within {patience:g} s"
    else:
        if child.returncode == 0:
            return msgspec.json.decode(output, type=list[Outcome])
        # A traceback may quote a response.
        words = b"" if any(plan.target.sandbox for plan in plans) else complaints.strip()
        reason = f"the run broke off (exit {child.returncode}) {words.decode()}".rstrip()
    return [Outcome(api=plan.target.api, auth=plan.auth, errors=[reason]) for plan in plans]


def main() -> None:
    """Run the plans from stdin and write their outcomes to stdout."""
    plans = msgspec.json.decode(sys.stdin.buffer.read(), type=list[Plan])
    # A run keeps its objects. The usual collections would take an eighth of its time.
    gc.freeze()
    gc.set_threshold(50_000)
    sys.stdout.buffer.write(msgspec.json.encode([run(plan) for plan in plans]))


if __name__ == "__main__":
    main()
