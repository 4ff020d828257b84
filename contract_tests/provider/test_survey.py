from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest

from brolly_mock import MockSettings, create_app, transport
from provider.survey import Survey, survey
from provider.target import APIS, Api


@pytest.fixture(scope="module", params=APIS)
def surveyed(request: pytest.FixtureRequest) -> Survey:
    return survey(request.param)


def test_the_mock_answers_as_documented(surveyed: Survey) -> None:
    """Each example succeeds, each link leads on, and each answer is as the specification says."""
    assert surveyed.findings == []


def test_every_documented_response_comes(surveyed: Survey) -> None:
    """No response of a specification is described without having been seen."""
    assert surveyed.tallies
    assert surveyed.unseen == []


def test_every_link_is_followed(surveyed: Survey) -> None:
    """No link of a specification is described without having been followed."""
    assert surveyed.links
    assert [link for link, times in surveyed.links.items() if not times] == []


@pytest.mark.parametrize("api", APIS)
def test_a_sparse_provider_keeps_the_contract(api: Api) -> None:
    """What lacks all that it may lack is as the specification says, and no check minds it."""
    surveyed = survey(api, [MockSettings(sparse=True)])
    assert surveyed.tallies
    assert surveyed.findings == []


def lacks(full: Any, said: Any) -> Iterator[str]:
    """How an answer falls short of another one, member by member."""
    if said is None and full is not None:
        yield "null"
    elif isinstance(full, dict) and isinstance(said, dict):
        assert said.keys() <= full.keys()
        for name, value in full.items():
            yield from lacks(value, said[name]) if name in said else ["absent"]
    elif isinstance(full, list):
        assert len(full) == len(said)
        for pair in zip(full, said, strict=True):
            yield from lacks(*pair)
    else:
        assert said == full


def test_sparse_answers_lack_members() -> None:
    """Each says less than the full one, by absence or by null, and the same each time."""
    full, sparse, again = (offers(MockSettings(sparse=sparse)) for sparse in (False, True, True))
    assert sparse == again
    ways = [set(lacks(*pair)) for pair in zip(full, sparse, strict=True)]
    assert {frozenset(way) for way in ways} >= {frozenset({"null"}), frozenset({"absent"})}
    assert sum(map(bool, ways)) > 0.9 * len(ways)


def offers(settings: MockSettings) -> list[Any]:
    with (
        closing(create_app(settings)) as mock,
        httpx.Client(
            transport=transport(mock),
            base_url="https://provider.example",
            auth=(settings.kasko_key, ""),
        ) as client,
    ):
        held = mock.store.documents("offers").items()
        answers = [client.get(f"/offers/{name}") for name, offer in held if not offer["_live"]]
        assert all(answer.status_code == 200 for answer in answers)
        return [answer.json() for answer in answers]
