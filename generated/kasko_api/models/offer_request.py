# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class OfferRequest(Model, kw_only=True, frozen=True):
    """An offer: a quote with its future policyholder.

    Source (documented): kasko/docs v2 offer page.
    """

    quote_token: str
    """The `token` of a v2 or v3 quote."""
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
    referrer_url: str | Unset = UNSET
    """The page from which the customer came."""
    media: _models.OpenMap | Unset = UNSET
    """Files of the offer. Only an empty object is shown, so its content is unknown."""
    key: str | Unset = UNSET
    """A public key, for requests without an `Authorization` header, such as a browser's."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"quote_token", "first_name", "last_name", "email", "data", "metadata", "key"}
    )
