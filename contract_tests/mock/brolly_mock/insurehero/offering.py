"""The channel part: policies, and the packages, variants and coverages that it sells."""

from __future__ import annotations

from dataclasses import dataclass

from ..exchange import Answer
from .asked import Asked, Serve, data
from .ranges import Records


@dataclass(frozen=True, slots=True)
class Offering:
    """What a channel may sell."""

    records: Records

    def operations(self) -> dict[str, Serve]:
        """Who answers what."""
        return {
            "list_policies": self.policies,
            "list_packages": lambda asked: data(self.records.range("packages", asked.values)),
            "list_variants": lambda _: data(self.records.all("variants")),
            "get_variant": lambda asked: data(
                self.records.one("variants", asked.values["variantId"])
            ),
            "list_coverages": lambda _: data(self.records.all("coverages")),
            "get_coverage": lambda asked: data(
                self.records.one("coverages", asked.values["coverageId"])
            ),
        }

    def policies(self, asked: Asked) -> Answer:
        """The policies of a holder; without one, which no document explains, all of them."""
        holder = asked.values.get("holderId")
        if holder is None:
            return data(self.records.all("channel_policies"))
        return data(self.records.store.children("channel_policies", holder))
