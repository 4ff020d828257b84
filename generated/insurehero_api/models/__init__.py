# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""The component schemas of the spec, one module each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brolly_runtime import lazy_exports

if TYPE_CHECKING:
    from .access_token import AccessToken as AccessToken
    from .asset import Asset as Asset
    from .asset_page import AssetPage as AssetPage
    from .asset_upload import AssetUpload as AssetUpload
    from .bank_account import BankAccount as BankAccount
    from .claim import Claim as Claim
    from .claim_envelope import ClaimEnvelope as ClaimEnvelope
    from .claim_event import ClaimEvent as ClaimEvent
    from .claim_event_page import ClaimEventPage as ClaimEventPage
    from .claim_page import ClaimPage as ClaimPage
    from .claimant_data import ClaimantData as ClaimantData
    from .coverage import Coverage as Coverage
    from .coverage_envelope import CoverageEnvelope as CoverageEnvelope
    from .coverage_page import CoveragePage as CoveragePage
    from .customer_data import CustomerData as CustomerData
    from .error import Error as Error
    from .field_schemas import FieldSchemas as FieldSchemas
    from .free_form import FreeForm as FreeForm
    from .incident import Incident as Incident
    from .incident_details import IncidentDetails as IncidentDetails
    from .insured_subject import InsuredSubject as InsuredSubject
    from .markup import Markup as Markup
    from .new_beneficiary import NewBeneficiary as NewBeneficiary
    from .new_claimant import NewClaimant as NewClaimant
    from .new_insured_subject import NewInsuredSubject as NewInsuredSubject
    from .new_risk_item import NewRiskItem as NewRiskItem
    from .order import Order as Order
    from .order_page import OrderPage as OrderPage
    from .otp_check import OtpCheck as OtpCheck
    from .otp_sent import OtpSent as OtpSent
    from .otp_sent_envelope import OtpSentEnvelope as OtpSentEnvelope
    from .otp_verified import OtpVerified as OtpVerified
    from .otp_verified_envelope import OtpVerifiedEnvelope as OtpVerifiedEnvelope
    from .package import Package as Package
    from .package_page import PackagePage as PackagePage
    from .person import Person as Person
    from .policy import Policy as Policy
    from .policy_page import PolicyPage as PolicyPage
    from .policy_reference import PolicyReference as PolicyReference
    from .pricing_rules import PricingRules as PricingRules
    from .referenced_policy import ReferencedPolicy as ReferencedPolicy
    from .referenced_variant import ReferencedVariant as ReferencedVariant
    from .risk_item import RiskItem as RiskItem
    from .risk_item_envelope import RiskItemEnvelope as RiskItemEnvelope
    from .risk_item_page import RiskItemPage as RiskItemPage
    from .search_by import SearchBy as SearchBy
    from .search_by_contact import SearchByContact as SearchByContact
    from .search_by_email import SearchByEmail as SearchByEmail
    from .table_change import TableChange as TableChange
    from .tax import Tax as Tax
    from .transaction import Transaction as Transaction
    from .user import User as User
    from .user_envelope import UserEnvelope as UserEnvelope
    from .user_page import UserPage as UserPage
    from .user_registration import UserRegistration as UserRegistration
    from .variant import Variant as Variant
    from .variant_envelope import VariantEnvelope as VariantEnvelope
    from .variant_page import VariantPage as VariantPage
    from .workflow import Workflow as Workflow
    from .workflow_answer import WorkflowAnswer as WorkflowAnswer
    from .workflow_envelope import WorkflowEnvelope as WorkflowEnvelope
    from .workflow_form import WorkflowForm as WorkflowForm
    from .workflow_steps import WorkflowSteps as WorkflowSteps
else:
    # Out of sight of type checkers, which would take any name to exist.
    lazy_exports(
        globals(),
        "AccessToken:access_token Asset:asset AssetPage:asset_page AssetUpload:asset_upload "
        "BankAccount:bank_account Claim:claim ClaimantData:claimant_data "
        "ClaimEnvelope:claim_envelope ClaimEvent:claim_event ClaimEventPage:claim_event_page "
        "ClaimPage:claim_page Coverage:coverage CoverageEnvelope:coverage_envelope "
        "CoveragePage:coverage_page CustomerData:customer_data Error:error "
        "FieldSchemas:field_schemas FreeForm:free_form Incident:incident "
        "IncidentDetails:incident_details InsuredSubject:insured_subject Markup:markup "
        "NewBeneficiary:new_beneficiary NewClaimant:new_claimant "
        "NewInsuredSubject:new_insured_subject NewRiskItem:new_risk_item Order:order "
        "OrderPage:order_page OtpCheck:otp_check OtpSent:otp_sent "
        "OtpSentEnvelope:otp_sent_envelope OtpVerified:otp_verified "
        "OtpVerifiedEnvelope:otp_verified_envelope Package:package PackagePage:package_page "
        "Person:person Policy:policy PolicyPage:policy_page PolicyReference:policy_reference "
        "PricingRules:pricing_rules ReferencedPolicy:referenced_policy "
        "ReferencedVariant:referenced_variant RiskItem:risk_item "
        "RiskItemEnvelope:risk_item_envelope RiskItemPage:risk_item_page SearchBy:search_by "
        "SearchByContact:search_by_contact SearchByEmail:search_by_email "
        "TableChange:table_change Tax:tax Transaction:transaction User:user "
        "UserEnvelope:user_envelope UserPage:user_page UserRegistration:user_registration "
        "Variant:variant VariantEnvelope:variant_envelope VariantPage:variant_page "
        "Workflow:workflow WorkflowAnswer:workflow_answer WorkflowEnvelope:workflow_envelope "
        "WorkflowForm:workflow_form WorkflowSteps:workflow_steps",
    )
