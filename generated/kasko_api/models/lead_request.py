# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class LeadRequest(Model, kw_only=True, frozen=True):
    """A person who may become a policyholder.

    Source (documented): [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#lead-request).

    No member is marked as required.
    """

    item_id: str | Unset = UNSET
    """KASKO's id of the item (the product)."""
    touchpoint_id: str | Unset = UNSET
    """The touchpoint where the product is sold."""
    first_name: str | Unset = UNSET
    """Given name of the policyholder.

    One product takes 2 to 35 characters.
    """
    last_name: str | Unset = UNSET
    """Family name of the policyholder.

    One product takes 2 to 35 characters.
    """
    email: str | Unset = UNSET
    """Email address of the policyholder.

    One product takes 2 to 70 characters.
    """
    language: str | Unset = UNSET
    """Language of texts and documents, ISO 639-1.

    Some tables require it, some samples leave it out. Send it to be safe.
    """
    quote_token: str | Unset = UNSET
    """The token of a quote for this person."""
    data: _models.OpenMap | Unset = UNSET
    """Data of the product. Its fields depend on the product.

    The table lists these fields at the top level, the sample nests them.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"first_name", "last_name", "email", "quote_token", "data"}
    )
    _secret_: ClassVar[frozenset[str]] = frozenset({"quote_token"})
