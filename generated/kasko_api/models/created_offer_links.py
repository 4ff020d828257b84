# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import msgspec
from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class CreatedOfferLinks(Model, kw_only=True, frozen=True):
    """Links of a new offer.

    Source (documented): [KASKO docs: create an unpaid policy,
    v1](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v1_policy.rst#create-an-unpaid-v1-policy),
    [KASKO docs: create an unpaid policy,
    v2](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v2_policy.rst#create-an-unpaid-v2-policy).
    """

    self_: _models.Link | None | Unset = msgspec.field(default=UNSET, name="_self")
    """The policy that the offer becomes."""
    assets: _models.OfferAssetLinks | None | Unset = UNSET
    """Links to documents, nested one level deeper than other links."""
