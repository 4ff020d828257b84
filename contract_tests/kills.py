"""Kill copies at random moments and look at what the next run makes of them.

python contract_tests/kills.py duckdb|postgres [KILLS] [POLICIES] [SEED]
"""

# It talks to the person who runs it.
# ruff: noqa: T201

from __future__ import annotations

import random
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from unittest.mock import patch

from copies import DuckPlace, Place, copy_once, ends_well, killed, policy_server, postgres, rows


def trials(place: Place, kills: int, policies: int, seed: int = 1) -> list[str]:
    """Kill first runs, runs into full tables and reconciles of these in turn.

    Each takes several loads. After each kill, one run must make it right.

    Returns:
        A line for each kill: when, what it met, and how the contents ended: `OK` or `BAD`.
    """
    chance = random.Random(seed)
    said: list[str] = []
    with ExitStack() as stack:
        stack.enter_context(patch("brolly.sync._copy.ROWS_OF_A_LOAD", policies // 3))
        first = stack.enter_context(policy_server(policies))
        later = stack.enter_context(policy_server(policies, changed=policies // 10))
        # The clock starts behind the imports.
        place.clear()
        spans: list[float] = []
        wanted: list[list[tuple[str, ...]]] = []
        for url in (first, later):
            begun = time.monotonic()
            assert ends_well(partial(copy_once, url, place))
            spans.append(time.monotonic() - begun)
            wanted.append(rows(place))
            if url == first:
                place.save()
        assert len(wanted[0]) == len(wanted[1]) == policies
        assert wanted[0] != wanted[1]
        for number in range(kills):
            kind = ("first", "again", "reconcile")[number % 3]
            again = kind != "first"
            url = (first, later)[again]
            place.restore() if again else place.clear()
            # All is read again in a reconcile, as in a first run.
            after = chance.uniform(0, 1.1 * spans[kind == "again"])
            run = partial(copy_once, url, place, reconcile=kind == "reconcile")
            met = killed(run, after)
            right = ends_well(partial(copy_once, url, place)) and rows(place) == wanted[again]
            said.append(
                f"{kind} {after:5.2f} s {'killed' if met else 'done'} {'OK' if right else 'BAD'}"
            )
            if __name__ == "__main__":
                print(number, said[-1], flush=True)
    return said


def main(kind: str, kills: int = 200, policies: int = 5000, seed: int = 1) -> int:
    """Run the trials in a folder of their own; 1 if one ended badly."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place: Place = DuckPlace(Path(folder) / "duck")
        if kind == "postgres":
            place = stack.enter_context(postgres(Path(folder) / "pg"))
        said = trials(place, kills, policies, seed)
    bad = sum(line.endswith("BAD") for line in said)
    met = sum("killed" in line for line in said)
    print(f"{kind}: {len(said)} trials, {met} killed at work, {bad} wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
