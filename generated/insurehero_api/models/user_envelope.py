# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class UserEnvelope(Model, kw_only=True, frozen=True):
    """One user of the channel.

    Source (documented): [InsureHero Shield API: fetch users and groups (an older
    page)](https://docs.insurehero.io/shield-api/integrations/fetch-users-and-groups#get-a-specific-user).
    """

    data: _models.User
    """The user of the channel."""
