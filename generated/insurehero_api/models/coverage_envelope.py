# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from .. import models as _models
from ..types import Model


class CoverageEnvelope(Model, kw_only=True, frozen=True):
    """One coverage.

    Source (inferred): policy-management.
    """

    data: _models.Coverage
    """The coverage."""
