from __future__ import annotations

from dataclasses import replace

import pytest

from brolly_contract.own_mock import READINGS
from brolly_mock import DEFECTS, KaskoReading
from provider.killing import complaints
from provider.matrix import SEEN_BY

IN_EMBEDDED = replace(READINGS["usual"], kasko=KaskoReading(links="embedded"))


def test_every_defect_has_its_check() -> None:
    """No defect of the mock is without a check that has to see it."""
    assert SEEN_BY.keys() == DEFECTS.keys()


@pytest.mark.parametrize("name", SEEN_BY)
def test_defect_is_seen(name: str) -> None:
    """A provider with this defect is found out, and by the check that is made for it."""
    assert SEEN_BY[name] in complaints(name)


@pytest.mark.parametrize("name", [name for name, by in SEEN_BY.items() if by == "page_links"])
def test_defect_of_embedded_links_is_seen(name: str) -> None:
    """Links that a page carries in `_embedded` are looked at like those beside it."""
    assert "page_links" in complaints(name, IN_EMBEDDED)
