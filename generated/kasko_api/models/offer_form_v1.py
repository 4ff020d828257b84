# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class OfferFormV1(Model, kw_only=True, frozen=True):
    """A v1 quote and the future policyholder, as a form.

    Source (documented): [KASKO docs: create an unpaid policy,
    v1](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v1_policy.rst#create-an-unpaid-v1-policy).
    """

    quote_token: str
    """The `signature` of a v1 quote."""
    first_name: str
    """Given name of the policyholder."""
    last_name: str
    """Family name of the policyholder."""
    email: str
    """Email address of the policyholder."""
    language: str | Unset = UNSET
    """Language of texts and documents, ISO 639-1.

    The table requires it, the sample of v1 leaves it out. Send it to be safe.
    """
    data: str | Unset = UNSET
    """Data that the product needs beyond the quote, as a JSON object in text."""
    distributor_traffic_source: str | Unset = UNSET
    """The distributor's channel through which the customer came."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"quote_token", "first_name", "last_name", "email", "data"}
    )
    _secret_: ClassVar[frozenset[str]] = frozenset({"quote_token"})
