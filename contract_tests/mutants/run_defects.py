"""The kill matrices on the terminal: what is broken, who has to see it, and whether they do."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from brolly_mock import DEFECTS
from mutants.client_mutants import MUTANTS
from mutants.hunting import verdicts
from provider.foreign_defects import FOREIGN
from provider.killing import complaints, foreign_complaints
from provider.matrix import SEEN_BY


def provider_rows() -> Iterable[tuple[str, str, str, bool]]:
    """Name, class, check and whether it sees the defect, for each defect of the mock."""
    for name, check in SEEN_BY.items():
        yield name, DEFECTS[name].kind, check, check in complaints(name)


def foreign_rows() -> Iterable[tuple[str, str, str, bool]]:
    """Name, API, check and whether it sees the defect, for each that a proxy puts in."""
    for name, foreign in FOREIGN.items():
        yield name, foreign.api, foreign.check, foreign.check in foreign_complaints(name)


def client_rows() -> Iterable[tuple[str, str, str, bool]]:
    """Name, module, test and whether it fails, for each mutant of the client."""
    found = verdicts(sound=True)
    for mutant in MUTANTS:
        test = mutant.test.rpartition("/")[2]
        yield mutant.name, mutant.module, test, found.pop(mutant.name).startswith("caught: ")
    for test, said in found.items():
        yield "(none)", "", f"{test}: {said}", False


def main() -> int:
    """Print the tables; 1 if anything survives."""
    seen: list[bool] = []
    for rows in (provider_rows(), foreign_rows(), client_rows()):
        for name, kind, check, caught in rows:
            seen.append(caught)
            verdict = "caught" if caught else "SURVIVES"
            print(f"{verdict:9} {name:38} {kind:40} {check}", flush=True)  # noqa: T201
    print(f"{sum(seen)} of {len(seen)} caught")  # noqa: T201 - what the command is for
    return 0 if all(seen) else 1


if __name__ == "__main__":
    sys.exit(main())
