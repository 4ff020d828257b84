# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class CoveragePage(Model, kw_only=True, frozen=True):
    """All coverages of the channel.

    Source (inferred): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-coverages).
    """

    data: list[_models.Coverage]
    """The list of coverages."""
