# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class CoverageEnvelope(Model, kw_only=True, frozen=True):
    """The requested coverage.

    Source (inferred): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-coverage).
    """

    data: _models.Coverage
    """The requested coverage."""
