"""How much of a property a run tries: enough to see it break, or in depth (`make deep`)."""

from __future__ import annotations

import os

DEEP = os.environ.get("BROLLY_DEEP") == "1"


def tries(gate: int, deep: int) -> int:
    """How many examples to try: a few in `make test`, many in `make deep`."""
    return deep if DEEP else gate
