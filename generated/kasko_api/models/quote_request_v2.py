# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class QuoteRequestV2(Model, kw_only=True, frozen=True):
    """What a touchpoint-based product (v2) needs for a price.

    Source (documented): [KASKO docs: Roland,
    v2](https://github.com/kasko/docs/blob/0f9c836/source/products/roland/getsafe-v2/rest-api.rst#quote-request),
    [KASKO docs:
    Simpego](https://github.com/kasko/docs/blob/decc004/source/products/allianz/simpego/rest-api.rst#quote-data).
    """

    touchpoint_id: str
    """The touchpoint where the product is sold."""
    item_id: str
    """KASKO's id of the item (the product)."""
    subscription_plan_id: str
    """The subscription plan by which the cover is paid.

    Not marked as required, but present in every sample.
    """
    data: _models.OpenMap
    """The data that the product needs for a price. Its fields depend on the product."""
    language: str | Unset = UNSET
    """Language of texts and documents, ISO 639-1.

    Some tables require it, some samples leave it out. Send it to be safe.
    """
    key: str | Unset = UNSET
    """A public key, for requests without an `Authorization` header, for instance from a browser."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data", "key"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"key"})
