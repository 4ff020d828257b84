# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class CoveragePage(Model, kw_only=True, frozen=True):
    """All coverages of the channel.

    Source (inferred): policy-management.
    """

    data: list[_models.Coverage]
    """The list of coverages."""
