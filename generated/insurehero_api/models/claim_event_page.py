# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from brolly_runtime import Model, records_at

from .. import models as _models


class ClaimEventPage(Model, kw_only=True, frozen=True):
    """The events of a claim.

    Source (inferred): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-claim-events).
    """

    data: list[_models.ClaimEvent]
    """The events of the claim."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data"})

    @property
    def items(self) -> Sequence[_models.ClaimEvent]:
        """The records of this response; empty if there are none."""
        return records_at(self, ("data",))
