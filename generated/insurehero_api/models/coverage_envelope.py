# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class CoverageEnvelope(Model, kw_only=True, frozen=True):
    """The requested coverage.

    Source (inferred): policy-management.
    """

    data: _models.Coverage
    """The requested coverage."""
