# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class OfferForm(Model, kw_only=True, frozen=True):
    """A quote and the future policyholder, as a form.

    Source (documented): [KASKO docs: create an unpaid policy,
    v2](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v2_policy.rst#create-an-unpaid-v2-policy).
    """

    quote_token: str
    """The `token` of a v2 or v3 quote."""
    first_name: str
    """Given name of the policyholder."""
    last_name: str
    """Family name of the policyholder."""
    email: str
    """Email address of the policyholder."""
    language: str | Unset = UNSET
    """Language of texts and documents, ISO 639-1."""
    data: str | Unset = UNSET
    """Data that the product needs beyond the quote, as a JSON object in text."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"quote_token", "first_name", "last_name", "email", "data"}
    )
    _secret_: ClassVar[frozenset[str]] = frozenset({"quote_token"})
