# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import msgspec
from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class LeadLinks(Model, kw_only=True, frozen=True):
    """Links that a lead has.

    Source (documented): [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-lead).
    """

    self_: _models.Link | None | Unset = msgspec.field(default=UNSET, name="_self")
    """The URL of the lead itself."""
    distributor: _models.Link | None | Unset = UNSET
    """The distributor that sells the product."""
    product: _models.Link | None | Unset = UNSET
    """KASKO's id of the item (the product)."""
