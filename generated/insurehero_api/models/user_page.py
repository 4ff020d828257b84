# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from collections.abc import Sequence

from brolly_runtime import Model, records_at

from .. import models as _models


class UserPage(Model, kw_only=True, frozen=True):
    """The users of a range.

    Source (documented): [InsureHero Shield API: fetch users and groups (an older
    page)](https://docs.insurehero.io/shield-api/integrations/fetch-users-and-groups#get-all-the-users).
    """

    data: list[_models.User]
    """The users of the channel."""

    @property
    def items(self) -> Sequence[_models.User]:
        """The records of this response; empty if there are none."""
        return records_at(self, ("data",))
