# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from collections.abc import Sequence

from brolly_runtime import Model, records_at

from .. import models as _models


class VariantPage(Model, kw_only=True, frozen=True):
    """The variants of cover.

    Source (inferred): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-variants).
    """

    data: list[_models.Variant]
    """The list of variants."""

    @property
    def items(self) -> Sequence[_models.Variant]:
        """The records of this response; empty if there are none."""
        return records_at(self, ("data",))
