# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class BankAccount(Model, kw_only=True, frozen=True):
    """A bank account of a user or a company.

    Source (documented): [InsureHero Shield API: fetch users and groups (an older
    page)](https://docs.insurehero.io/shield-api/integrations/fetch-users-and-groups#get-a-specific-user),
    [InsureHero Shield API: fetch
    orders](https://docs.insurehero.io/shield-api/integrations/fetch-orders#customer-data).
    """

    account_name: str | None | Unset = UNSET
    """Name of the account holder."""
    bank_name: str | None | Unset = UNSET
    """Name of the bank of the account."""
    account_number: str | None | Unset = UNSET
    """Number of the account."""
    bic_swift: str | None | Unset = UNSET
    """BIC (SWIFT code) of the bank."""
    iban: str | None | Unset = UNSET
    """IBAN of the account."""
    routing_number: str | None | Unset = UNSET
    """Routing number of the bank."""
    country: str | None | Unset = UNSET
    """InsureHero's id of the country, not a country code."""
    currency: str | None | Unset = UNSET
    """InsureHero's id of the currency, not a currency code."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"account_name", "bank_name", "account_number", "bic_swift", "iban", "routing_number"}
    )
