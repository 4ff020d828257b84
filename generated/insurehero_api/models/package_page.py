# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from collections.abc import Sequence

from brolly_runtime import Model, records_at

from .. import models as _models


class PackagePage(Model, kw_only=True, frozen=True):
    """A range of packages.

    Source (inferred): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-packages).
    """

    data: list[_models.Package]
    """The packages of the range."""

    @property
    def items(self) -> Sequence[_models.Package]:
        """The records of this response; empty if there are none."""
        return records_at(self, ("data",))
