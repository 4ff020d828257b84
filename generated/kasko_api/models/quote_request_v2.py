# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class QuoteRequestV2(Model, kw_only=True, frozen=True):
    """What a touchpoint-based product (v2) needs for a price.

    Source (documented): kasko/docs Roland v2 page, kasko/docs simpego page.
    """

    touchpoint_id: str
    """The place at which the product is sold."""
    item_id: str
    """The item."""
    subscription_plan_id: str
    """The plan by which the cover is paid. Not marked as required, but never missing."""
    data: _models.OpenMap
    """What the product needs to know for a price. Which fields, the product decides."""
    language: str | Unset = UNSET
    """Language of texts and documents, ISO 639-1. Some tables require it, some samples lack it:
    send it.
    """
    key: str | Unset = UNSET
    """A public key, for requests without an `Authorization` header, such as a browser's."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"data", "key"})
