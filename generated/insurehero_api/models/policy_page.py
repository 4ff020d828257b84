# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from .. import models as _models
from ..types import Model


class PolicyPage(Model, kw_only=True, frozen=True):
    """Policies.

    Source (documented): policy-management.
    """

    data: list[_models.Policy]
    """The policies."""
