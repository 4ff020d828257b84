# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class QuoteFormV1(Model, kw_only=True, frozen=True):
    """What a product of v1 needs for a price, as a form.

    Source (documented): [KASKO docs:
    Fury](https://github.com/kasko/docs/blob/b50f0d2/source/products/fury.rst#get-quote-request),
    [KASKO docs: Baloise
    cyber](https://github.com/kasko/docs/blob/d8a77fb/source/products/baloise/cyber/rest-api.rst#get-quote-request).
    """

    variant_id: str | Unset = UNSET
    """KASKO's id of the product variant. For products from before 2018."""
    touchpoint_id: str | Unset = UNSET
    """The touchpoint where the product is sold. For products from 2018 on."""
    item_id: str | Unset = UNSET
    """KASKO's id of the item (the product). For products from 2018 on."""
    language: str | Unset = UNSET
    """Language of texts and documents, ISO 639-1."""
    data: str | Unset = UNSET
    """The data that the product needs for a price, as a JSON object in text.

    One product needs none, and its sample leaves the member out.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data"})
