# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

import msgspec
from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class PolicyReference(Model, kw_only=True, frozen=True):
    """The policy, the variant and the risk item of a claim.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim).
    """

    policy: _models.ReferencedPolicy | None | Unset = UNSET
    """The policy of the claim."""
    variant: _models.ReferencedVariant | None | Unset = UNSET
    """The variant of the claim."""
    risk_item: _models.FreeForm | None | Unset = msgspec.field(default=UNSET, name="riskItem")
    """The risk item of the claim. The only member in camel case.

    Empty in the example.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"risk_item"})
