# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""The component schemas of the spec, one module each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__all__ = (
    "AccessToken",
    "Asset",
    "AssetPage",
    "AssetUpload",
    "BankAccount",
    "Claim",
    "ClaimantData",
    "ClaimEnvelope",
    "ClaimEvent",
    "ClaimEventPage",
    "ClaimPage",
    "Coverage",
    "CoverageEnvelope",
    "CoveragePage",
    "CustomerData",
    "Error",
    "FieldSchemas",
    "FreeForm",
    "Incident",
    "IncidentDetails",
    "InsuredSubject",
    "Markup",
    "NewBeneficiary",
    "NewClaimant",
    "NewInsuredSubject",
    "NewRiskItem",
    "Order",
    "OrderPage",
    "OtpCheck",
    "OtpSent",
    "OtpSentEnvelope",
    "OtpVerified",
    "OtpVerifiedEnvelope",
    "Package",
    "PackagePage",
    "Person",
    "Policy",
    "PolicyPage",
    "PolicyReference",
    "PricingRules",
    "ReferencedPolicy",
    "ReferencedVariant",
    "RiskItem",
    "RiskItemEnvelope",
    "RiskItemPage",
    "SearchBy",
    "SearchByContact",
    "SearchByEmail",
    "TableChange",
    "Tax",
    "Transaction",
    "User",
    "UserEnvelope",
    "UserPage",
    "UserRegistration",
    "Variant",
    "VariantEnvelope",
    "VariantPage",
    "Workflow",
    "WorkflowAnswer",
    "WorkflowEnvelope",
    "WorkflowForm",
    "WorkflowSteps",
)

if TYPE_CHECKING:
    from .access_token import AccessToken
    from .asset import Asset
    from .asset_page import AssetPage
    from .asset_upload import AssetUpload
    from .bank_account import BankAccount
    from .claim import Claim
    from .claim_envelope import ClaimEnvelope
    from .claim_event import ClaimEvent
    from .claim_event_page import ClaimEventPage
    from .claim_page import ClaimPage
    from .claimant_data import ClaimantData
    from .coverage import Coverage
    from .coverage_envelope import CoverageEnvelope
    from .coverage_page import CoveragePage
    from .customer_data import CustomerData
    from .error import Error
    from .field_schemas import FieldSchemas
    from .free_form import FreeForm
    from .incident import Incident
    from .incident_details import IncidentDetails
    from .insured_subject import InsuredSubject
    from .markup import Markup
    from .new_beneficiary import NewBeneficiary
    from .new_claimant import NewClaimant
    from .new_insured_subject import NewInsuredSubject
    from .new_risk_item import NewRiskItem
    from .order import Order
    from .order_page import OrderPage
    from .otp_check import OtpCheck
    from .otp_sent import OtpSent
    from .otp_sent_envelope import OtpSentEnvelope
    from .otp_verified import OtpVerified
    from .otp_verified_envelope import OtpVerifiedEnvelope
    from .package import Package
    from .package_page import PackagePage
    from .person import Person
    from .policy import Policy
    from .policy_page import PolicyPage
    from .policy_reference import PolicyReference
    from .pricing_rules import PricingRules
    from .referenced_policy import ReferencedPolicy
    from .referenced_variant import ReferencedVariant
    from .risk_item import RiskItem
    from .risk_item_envelope import RiskItemEnvelope
    from .risk_item_page import RiskItemPage
    from .search_by import SearchBy
    from .search_by_contact import SearchByContact
    from .search_by_email import SearchByEmail
    from .table_change import TableChange
    from .tax import Tax
    from .transaction import Transaction
    from .user import User
    from .user_envelope import UserEnvelope
    from .user_page import UserPage
    from .user_registration import UserRegistration
    from .variant import Variant
    from .variant_envelope import VariantEnvelope
    from .variant_page import VariantPage
    from .workflow import Workflow
    from .workflow_answer import WorkflowAnswer
    from .workflow_envelope import WorkflowEnvelope
    from .workflow_form import WorkflowForm
    from .workflow_steps import WorkflowSteps
else:
    # Out of sight of type checkers, which would take any name to exist.
    _HOMES = {
        "AccessToken": ".access_token",
        "Asset": ".asset",
        "AssetPage": ".asset_page",
        "AssetUpload": ".asset_upload",
        "BankAccount": ".bank_account",
        "Claim": ".claim",
        "ClaimantData": ".claimant_data",
        "ClaimEnvelope": ".claim_envelope",
        "ClaimEvent": ".claim_event",
        "ClaimEventPage": ".claim_event_page",
        "ClaimPage": ".claim_page",
        "Coverage": ".coverage",
        "CoverageEnvelope": ".coverage_envelope",
        "CoveragePage": ".coverage_page",
        "CustomerData": ".customer_data",
        "Error": ".error",
        "FieldSchemas": ".field_schemas",
        "FreeForm": ".free_form",
        "Incident": ".incident",
        "IncidentDetails": ".incident_details",
        "InsuredSubject": ".insured_subject",
        "Markup": ".markup",
        "NewBeneficiary": ".new_beneficiary",
        "NewClaimant": ".new_claimant",
        "NewInsuredSubject": ".new_insured_subject",
        "NewRiskItem": ".new_risk_item",
        "Order": ".order",
        "OrderPage": ".order_page",
        "OtpCheck": ".otp_check",
        "OtpSent": ".otp_sent",
        "OtpSentEnvelope": ".otp_sent_envelope",
        "OtpVerified": ".otp_verified",
        "OtpVerifiedEnvelope": ".otp_verified_envelope",
        "Package": ".package",
        "PackagePage": ".package_page",
        "Person": ".person",
        "Policy": ".policy",
        "PolicyPage": ".policy_page",
        "PolicyReference": ".policy_reference",
        "PricingRules": ".pricing_rules",
        "ReferencedPolicy": ".referenced_policy",
        "ReferencedVariant": ".referenced_variant",
        "RiskItem": ".risk_item",
        "RiskItemEnvelope": ".risk_item_envelope",
        "RiskItemPage": ".risk_item_page",
        "SearchBy": ".search_by",
        "SearchByContact": ".search_by_contact",
        "SearchByEmail": ".search_by_email",
        "TableChange": ".table_change",
        "Tax": ".tax",
        "Transaction": ".transaction",
        "User": ".user",
        "UserEnvelope": ".user_envelope",
        "UserPage": ".user_page",
        "UserRegistration": ".user_registration",
        "Variant": ".variant",
        "VariantEnvelope": ".variant_envelope",
        "VariantPage": ".variant_page",
        "Workflow": ".workflow",
        "WorkflowAnswer": ".workflow_answer",
        "WorkflowEnvelope": ".workflow_envelope",
        "WorkflowForm": ".workflow_form",
        "WorkflowSteps": ".workflow_steps",
    }

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value: object = getattr(import_module(_HOMES[name], __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES})
