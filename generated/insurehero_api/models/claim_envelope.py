# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from .. import models as _models
from ..types import Model


class ClaimEnvelope(Model, kw_only=True, frozen=True):
    """One claim.

    Source (documented): fetch-claims.
    """

    data: _models.Claim
    """The claim."""
