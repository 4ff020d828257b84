"""No walk complains of a provider that keeps its contract, whichever way its documents are read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from brolly_contract.facts import facts
from brolly_contract.own_mock import READINGS
from brolly_contract.walks import WALKS
from brolly_mock import InsureHeroReading, KaskoReading
from provider.killing import judged

_kasko = st.builds(
    KaskoReading,
    bounds=st.sampled_from(["inclusive", "exclusive"]),
    links=st.sampled_from(["top", "embedded"]),
    end=st.sampled_from(["absent", "empty_since"]),
    carry_limit=st.booleans(),
    trailing_ampersand=st.booleans(),
    tie_order=st.sampled_from(["stable", "shuffled"]),
    short_pages=st.booleans(),
    limit_cap=st.sampled_from([None, 30, 100]),
    link_origin=st.sampled_from([None, "https://elsewhere.example"]),
    created=st.sampled_from([200, 201]),
    changes=st.sampled_from(["body", "empty"]),
)
_insurehero = st.builds(
    InsureHeroReading,
    to=st.sampled_from(["inclusive", "exclusive"]),
    first_index=st.sampled_from([0, 1]),
    oversize=st.sampled_from(["truncate", "reject"]),
    jwt=st.booleans(),
    created=st.sampled_from([200, 201]),
)


@settings(max_examples=3)
@given(
    kasko=_kasko,
    policies=st.sampled_from([480, 40, 3, 0]),
    burst=st.sampled_from([0, 50, 150]),
    seed=st.integers(0, 9999),
)
def test_every_reading_of_kasko_holds(
    kasko: KaskoReading, policies: int, burst: int, seed: int
) -> None:
    """Whatever KASKO's documents leave open, no walk finds fault with it."""
    mock = replace(READINGS["usual"], kasko=kasko, policies=policies, burst=burst, seed=seed)
    outcome = judged("kasko", mock, fuzz=False)
    assert [(found.check, found.reason) for found in outcome.findings] == []
    assert outcome.errors == []


@settings(max_examples=3)
@given(
    insurehero=_insurehero,
    claims=st.sampled_from([260, 20, 1, 0]),
    risk_items=st.sampled_from([240, 20, 1]),
    seed=st.integers(0, 9999),
)
def test_every_reading_of_insurehero_holds(
    insurehero: InsureHeroReading, claims: int, risk_items: int, seed: int
) -> None:
    """Whatever InsureHero's documents leave open, no walk finds fault with it."""
    mock = replace(
        READINGS["usual"], insurehero=insurehero, claims=claims, risk_items=risk_items, seed=seed
    )
    outcome = judged("insurehero", mock, fuzz=False)
    assert [(found.check, found.reason) for found in outcome.findings] == []
    assert outcome.errors == []


@pytest.mark.parametrize("name", WALKS)
def test_a_walk_names_what_it_stands_on(name: str) -> None:
    """Each walk makes a promise in words, on an operation, by statements of the specification."""
    walk = WALKS[name]
    said = facts(walk.api)
    assert walk.promise.endswith(".")
    assert walk.operation in said.operations
    assert [said.find(reference).text for reference in walk.facts]
