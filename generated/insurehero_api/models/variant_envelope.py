# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class VariantEnvelope(Model, kw_only=True, frozen=True):
    """The requested variant.

    Source (documented): policy-management.
    """

    data: _models.Variant
    """The requested variant."""
