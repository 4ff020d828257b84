# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from .. import models as _models
from ..types import Model


class UserEnvelope(Model, kw_only=True, frozen=True):
    """One user.

    Source (documented): fetch-users-and-groups.
    """

    data: _models.User
    """The user."""
