from __future__ import annotations

import pytest

from provider.survey import Survey, survey
from provider.target import APIS


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
