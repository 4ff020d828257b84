# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from collections.abc import Sequence

from brolly_runtime import Model, records_at

from .. import models as _models


class ClaimPage(Model, kw_only=True, frozen=True):
    """The claims of a range or of a user.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#all-claims).
    """

    data: list[_models.Claim]
    """The claims, at most 100 in a range."""

    @property
    def items(self) -> Sequence[_models.Claim]:
        """The records of this response; empty if there are none."""
        return records_at(self, ("data",))
