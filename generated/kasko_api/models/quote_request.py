# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class QuoteRequest(Model, kw_only=True, frozen=True):
    """What an integration-based product (v3) needs for a price.

    Source (documented): docs.kasko.io quote page.
    """

    item_id: str
    """The item. One page passes an id with `ins_`, which other pages give to an integration's
    version.
    """
    subscription_plan_id: str
    """The plan by which the cover is paid. Ids begin with `sp_` or `pp_`."""
    integration_id: str
    """The integration, which holds the pricing logic."""
    data: _models.OpenMap
    """What the product needs to know for a price. Which fields, the product decides."""
    integration_version_id: str | Unset = UNSET
    """One version of the integration, in place of `live_integration`."""
    product_version_id: str | Unset = UNSET
    """One version of the product, in place of `live_product`."""
    live_integration: str | Unset = UNSET
    """Whether the published integration prices, `true` or `false` as text."""
    live_product: str | Unset = UNSET
    """Whether the published product prices, `true` or `false` as text. One table misprints its
    name.
    """
    key: str | Unset = UNSET
    """A public key, for requests without an `Authorization` header, such as a browser's."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data", "key"})
