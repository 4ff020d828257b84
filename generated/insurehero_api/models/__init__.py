# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""The component schemas of the spec, one module each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__all__ = (
    "AccessToken",
    "BankAccount",
    "Claim",
    "ClaimantData",
    "ClaimEnvelope",
    "ClaimEvent",
    "ClaimEventPage",
    "ClaimPage",
    "CustomerData",
    "Error",
    "FreeForm",
    "Incident",
    "IncidentDetails",
    "InsuredSubject",
    "Order",
    "OrderPage",
    "Person",
    "PolicyReference",
    "PricingRules",
    "ReferencedPolicy",
    "ReferencedVariant",
    "RiskItem",
    "RiskItemEnvelope",
    "RiskItemPage",
    "SearchBy",
    "TableChange",
    "Transaction",
)

if TYPE_CHECKING:
    from .access_token import AccessToken
    from .bank_account import BankAccount
    from .claim import Claim
    from .claim_envelope import ClaimEnvelope
    from .claim_event import ClaimEvent
    from .claim_event_page import ClaimEventPage
    from .claim_page import ClaimPage
    from .claimant_data import ClaimantData
    from .customer_data import CustomerData
    from .error import Error
    from .free_form import FreeForm
    from .incident import Incident
    from .incident_details import IncidentDetails
    from .insured_subject import InsuredSubject
    from .order import Order
    from .order_page import OrderPage
    from .person import Person
    from .policy_reference import PolicyReference
    from .pricing_rules import PricingRules
    from .referenced_policy import ReferencedPolicy
    from .referenced_variant import ReferencedVariant
    from .risk_item import RiskItem
    from .risk_item_envelope import RiskItemEnvelope
    from .risk_item_page import RiskItemPage
    from .search_by import SearchBy
    from .table_change import TableChange
    from .transaction import Transaction
else:
    # Out of sight of type checkers, which would take any name to exist.
    _HOMES = {
        "AccessToken": ".access_token",
        "BankAccount": ".bank_account",
        "Claim": ".claim",
        "ClaimantData": ".claimant_data",
        "ClaimEnvelope": ".claim_envelope",
        "ClaimEvent": ".claim_event",
        "ClaimEventPage": ".claim_event_page",
        "ClaimPage": ".claim_page",
        "CustomerData": ".customer_data",
        "Error": ".error",
        "FreeForm": ".free_form",
        "Incident": ".incident",
        "IncidentDetails": ".incident_details",
        "InsuredSubject": ".insured_subject",
        "Order": ".order",
        "OrderPage": ".order_page",
        "Person": ".person",
        "PolicyReference": ".policy_reference",
        "PricingRules": ".pricing_rules",
        "ReferencedPolicy": ".referenced_policy",
        "ReferencedVariant": ".referenced_variant",
        "RiskItem": ".risk_item",
        "RiskItemEnvelope": ".risk_item_envelope",
        "RiskItemPage": ".risk_item_page",
        "SearchBy": ".search_by",
        "TableChange": ".table_change",
        "Transaction": ".transaction",
    }

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value: object = getattr(import_module(_HOMES[name], __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES})
