# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class QuoteRequest(Model, kw_only=True, frozen=True):
    """What an integration-based product (v3) needs for a price.

    Source (documented): [KASKO REST API:
    quotes](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/quote#create-a-quote).
    """

    item_id: str
    """KASKO's id of the item (the product).

    One page passes an `ins_` id here, which other pages use for the version of an integration.
    """
    subscription_plan_id: str
    """The subscription plan by which the cover is paid. Ids begin with `sp_` or `pp_`."""
    integration_id: str
    """The integration, which holds the pricing logic."""
    data: _models.OpenMap
    """The data that the product needs for a price. Its fields depend on the product."""
    integration_version_id: str | Unset = UNSET
    """One version of the integration. Use it or `live_integration`."""
    product_version_id: str | Unset = UNSET
    """One version of the product. Use it or `live_product`."""
    live_integration: str | Unset = UNSET
    """Whether to use the published integration: `true` or `false`, as text."""
    live_product: str | Unset = UNSET
    """Whether to use the published product: `true` or `false`, as text.

    One table misprints its name.
    """
    key: str | Unset = UNSET
    """A public key, for requests without an `Authorization` header, for instance from a browser."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data", "key"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"key"})
