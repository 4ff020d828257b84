"""What the nightly run rests on: its mutants, and that exchanges can tell them apart."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from brolly_contract.own_mock import READINGS
from brolly_contract.target import APIS, Api
from brolly_mock.spec import load
from mutants.judging import Corpus
from mutants.run_spec import accepted, surviving
from mutants.spec_mutants import SpecMutant, mutants
from provider.killing import judged

DOCUMENTED = {
    "type": 1000,
    "required": 400,
    "enum": 5,
    "format": 50,
    "pattern": 10,
    "minimum": 10,
    "minLength": 100,
    "gone": 60,
}
"""Kinds of change, and how many of each there are at least."""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """What InsureHero's walks ask and get."""
    heard = Corpus("insurehero")
    judged("insurehero", READINGS["usual"], listen=heard.listen, fuzz=False)
    return heard


def everything(api: Api) -> list[tuple[str, SpecMutant]]:
    return list(mutants(load(api).document))


def test_each_kind_of_promise_is_mutated() -> None:
    """Types, required, enums, formats, bounds and responses are changed, each change once."""
    names = [f"{api} {mutant.name}" for api in APIS for _, mutant in everything(api)]
    assert len(set(names)) == len(names)
    for kind, least in DOCUMENTED.items():
        assert sum(kind in name.split() for name in names) >= least, kind


@pytest.mark.parametrize("api", APIS)
def test_a_mutant_leaves_nothing_behind(api: Api) -> None:
    """A change alters the document while it is applied, and not a letter of it afterwards."""
    document = deepcopy(load(api).document)
    before = json.dumps(document)
    for _, mutant in mutants(document):
        held = dict(mutant.holder)
        with mutant.applied():
            assert mutant.holder != held, mutant.name
        assert list(mutant.holder.items()) == list(held.items())
    assert json.dumps(document) == before


def test_what_walks_show_kills_many(corpus: Corpus) -> None:
    """Of InsureHero's changes, one of four tried, many are seen in what the walks alone ask."""
    every = everything("insurehero")[::4]
    left = list(surviving(load("insurehero").document, corpus, every))
    assert 0 < len(left) < len(every) / 2


def test_an_unchanged_promise_is_kept_by_all(corpus: Corpus) -> None:
    """A change that changes nothing survives: no exchange is judged in two ways."""
    document = load("insurehero").document
    same: list[tuple[str, Any]] = [
        (part, SpecMutant(mutant.name, mutant.way, mutant.holder, mutant.key, value))
        for part, mutant in everything("insurehero")[::40]
        if (value := mutant.holder.get(mutant.key)) is not None
    ]
    assert len(same) > 10
    assert len(list(surviving(document, corpus, same))) == len(same)


def test_accepted_survivors_have_reasons() -> None:
    """Each pattern of an accepted survivor stands under a reason and names an API."""
    assert all(pattern.split()[0] in APIS for pattern in accepted())
