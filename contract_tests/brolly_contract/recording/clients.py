"""Which client speaks to which API."""

from __future__ import annotations

from collections.abc import Mapping

from brolly.insurehero import InsureHero
from brolly.kasko import Kasko
from brolly_contract.target import Api

CLIENTS: Mapping[Api, type[Kasko | InsureHero]] = {"kasko": Kasko, "insurehero": InsureHero}
