from __future__ import annotations

import pytest

from brolly_mock import DEFECTS, KaskoReading, MockSettings
from provider.killing import complaints, walk
from provider.matrix import SEEN_BY, WALKS

IN_EMBEDDED = MockSettings(kasko=KaskoReading(links="embedded"))


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


@pytest.mark.parametrize("name", WALKS)
def test_walk_passes_the_sound_mock(name: str) -> None:
    """A provider without a defect raises none of these; `test_provider` says it of the others."""
    walk(name, MockSettings())
