"""Test code of your own against the mock, with the fixtures that `brolly[mock]` brings to pytest.

pip install 'brolly[mock]' pytest
pytest examples/test_my_code.py
"""

import pytest

from brolly import InsureHero, Kasko, ServerError
from brolly_mock import faults


def premium(kasko: Kasko) -> int:
    """The code under test: the sum of all premiums, in cents."""
    return sum(policy.gross_premium or 0 for policy in kasko.iter_policies())


def open_claims(shield: InsureHero) -> list[str]:
    return [claim.id for claim in shield.iter_claims() if claim.status == "SUBMITTED"]


@pytest.mark.brolly_mock(policies=7)
def test_all_premiums_are_added(kasko_mock):
    with kasko_mock.client() as kasko:
        assert premium(kasko) > 0


def test_two_failures_do_not_matter(kasko_mock):
    kasko_mock.faults.add(faults.status(503), times=2)
    with kasko_mock.client() as kasko:
        assert premium(kasko) > 0


def test_open_claims(insurehero_mock):
    with insurehero_mock.client() as shield:
        assert open_claims(shield)


def test_the_provider_is_down(insurehero_mock):
    insurehero_mock.faults.add(faults.status(503), times=None)
    with insurehero_mock.client(max_retries=0) as shield, pytest.raises(ServerError):
        open_claims(shield)
