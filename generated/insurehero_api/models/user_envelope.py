# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class UserEnvelope(Model, kw_only=True, frozen=True):
    """One user of the channel.

    Source (documented): fetch-users-and-groups.
    """

    data: _models.User
    """The user of the channel."""
