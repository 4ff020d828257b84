# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from .. import models as _models
from ..types import Model


class ClaimPage(Model, kw_only=True, frozen=True):
    """A range of claims.

    Source (documented): fetch-claims.
    """

    data: list[_models.Claim]
    """The claims, at most 100."""
