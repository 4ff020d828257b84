# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class OfferRequestV1(Model, kw_only=True, frozen=True):
    """A v1 quote and the future policyholder.

    Source (documented): [KASKO docs: create an unpaid policy,
    v1](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v1_policy.rst#create-an-unpaid-v1-policy).
    """

    quote_token: str
    """The `signature` of a v1 quote."""
    first_name: str
    """Given name of the policyholder.

    One product takes 2 to 35 characters.
    """
    last_name: str
    """Family name of the policyholder.

    One product takes 2 to 35 characters.
    """
    email: str
    """Email address of the policyholder.

    One product takes 2 to 70 characters.
    """
    language: str | Unset = UNSET
    """Language of texts and documents, ISO 639-1.

    Some tables require it, some samples leave it out. Send it to be safe.
    """
    data: _models.OpenMap | Unset = UNSET
    """Data that the product needs beyond the quote. Its fields depend on the product."""
    metadata: _models.OpenMap | Unset = UNSET
    """The distributor's own notes, as free key-value pairs. KASKO does not validate them."""
    distributor_traffic_source: str | Unset = UNSET
    """The distributor's channel through which the customer came."""
    key: str | Unset = UNSET
    """A public key, for requests without an `Authorization` header, for instance from a browser."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"quote_token", "first_name", "last_name", "email", "data", "metadata", "key"}
    )
    _secret_: ClassVar[frozenset[str]] = frozenset({"quote_token", "key"})
