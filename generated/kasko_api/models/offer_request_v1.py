# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class OfferRequestV1(Model, kw_only=True, frozen=True):
    """An offer by v1: a quote with its future policyholder.

    Source (documented): kasko/docs v1 offer page.
    """

    quote_token: str
    """The `signature` of a v1 quote."""
    first_name: str
    """Given name of the holder. One product takes 2 to 35 characters."""
    last_name: str
    """Family name of the holder. One product takes 2 to 35 characters."""
    email: str
    """E-mail address of the holder. One product takes 2 to 70 characters."""
    language: str | Unset = UNSET
    """Language of texts and documents, ISO 639-1. Some tables require it, some samples lack it:
    send it.
    """
    data: _models.OpenMap | Unset = UNSET
    """What the product needs to know beyond the quote. Which fields, the product decides."""
    metadata: _models.OpenMap | Unset = UNSET
    """Your own notes, as free pairs of key and value. Not validated."""
    distributor_traffic_source: str | Unset = UNSET
    """Where the customer came from."""
    key: str | Unset = UNSET
    """A public key, for requests without an `Authorization` header, such as a browser's."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"quote_token", "first_name", "last_name", "email", "data", "metadata", "key"}
    )
