# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from collections.abc import Sequence

from brolly_runtime import Model, records_at

from .. import models as _models


class PolicyPage(Model, kw_only=True, frozen=True):
    """The policies of a holder.

    Source (documented): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-policies).
    """

    data: list[_models.Policy]
    """The policies of the holder."""

    @property
    def items(self) -> Sequence[_models.Policy]:
        """The records of this response; empty if there are none."""
        return records_at(self, ("data",))
