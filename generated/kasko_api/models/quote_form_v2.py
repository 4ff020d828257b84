# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import Model


class QuoteFormV2(Model, kw_only=True, frozen=True):
    """What a touchpoint-based product (v2) needs for a price, as a form.

    Source (documented): [KASKO docs: Visana
    building](https://github.com/kasko/docs/blob/3cfa39e/source/products/visana/building/building/rest-api-building.rst#quote-data),
    [KASKO docs:
    Neodigital](https://github.com/kasko/docs/blob/98e51a6/source/products/neodigital/multi-item/rest-api.rst#quote-data-for-low-turnover).
    """

    touchpoint_id: str
    """The touchpoint where the product is sold."""
    item_id: str
    """KASKO's id of the item (the product)."""
    subscription_plan_id: str
    """The subscription plan by which the cover is paid."""
    data: str
    """The data that the product needs for a price, as a JSON object in text."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data"})
