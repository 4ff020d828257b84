"""Defects that the project's mock knows nothing of, over HTTP, and whether the runner sees them.

`make defects` tries all of them; here is one of four.
"""

from __future__ import annotations

import pytest

from provider.foreign_defects import FOREIGN
from provider.killing import foreign_complaints


@pytest.mark.parametrize("name", list(FOREIGN)[::4])
def test_a_foreign_defect_is_seen(name: str) -> None:
    """A defect that a proxy puts in is seen by the check that is made for it."""
    assert FOREIGN[name].check in foreign_complaints(name)
