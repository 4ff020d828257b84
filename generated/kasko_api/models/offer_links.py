# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import msgspec
from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class OfferLinks(Model, kw_only=True, frozen=True):
    """Links of an offer. Opaque: some samples double a part of the path.

    Source (documented): [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-offer).
    """

    self_: _models.Link | None | Unset = msgspec.field(default=UNSET, name="_self")
    """The URL of the offer itself."""
    item: _models.Link | None | Unset = UNSET
    """KASKO's id of the item (the product)."""
    touchpoint: _models.Link | None | Unset = UNSET
    """The touchpoint where the product is sold."""
