"""The tests can fail: each way in which our own code could betray the contract is noticed."""

from __future__ import annotations

import pytest

from mutants.client_mutants import MUTANTS, Mutant
from mutants.hunt import StaleMutantError, spread
from mutants.hunting import verdicts as hunted


@pytest.fixture(scope="module")
def verdicts() -> dict[str, str]:
    return hunted()


@pytest.mark.parametrize("name", [mutant.name for mutant in MUTANTS])
def test_client_mutant_is_caught(name: str, verdicts: dict[str, str]) -> None:
    """The test that is named for a mutant of the client fails on it, by what it asserts."""
    assert verdicts[name].startswith("caught: ")


def test_mutants_have_names_of_their_own() -> None:
    """No mutant hides another, and there are enough of them."""
    names = [mutant.name for mutant in MUTANTS]
    assert len(set(names)) == len(names) >= 50


def test_a_stale_mutant_is_an_error() -> None:
    """An edit that fits no line of its module is reported, not passed over."""
    stale = Mutant("stale", "brolly.money", "this stands nowhere", "", "-")
    with pytest.raises(StaleMutantError, match="is not once in"):
        spread(stale)
