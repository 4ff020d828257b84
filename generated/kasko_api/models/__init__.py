# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""The component schemas of the spec, one module each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brolly_runtime import lazy_exports

if TYPE_CHECKING:
    from .asset import Asset as Asset
    from .cancelled_status import CancelledStatus as CancelledStatus
    from .created_offer import CreatedOffer as CreatedOffer
    from .created_offer_links import CreatedOfferLinks as CreatedOfferLinks
    from .dataset import Dataset as Dataset
    from .dataset_entry import DatasetEntry as DatasetEntry
    from .dataset_item import DatasetItem as DatasetItem
    from .document import Document as Document
    from .error import Error as Error
    from .error_detail import ErrorDetail as ErrorDetail
    from .index_price import IndexPrice as IndexPrice
    from .index_problem import IndexProblem as IndexProblem
    from .lead import Lead as Lead
    from .lead_links import LeadLinks as LeadLinks
    from .lead_request import LeadRequest as LeadRequest
    from .link import Link as Link
    from .localized_dates import LocalizedDates as LocalizedDates
    from .media import Media as Media
    from .media_reference import MediaReference as MediaReference
    from .media_request import MediaRequest as MediaRequest
    from .media_upload import MediaUpload as MediaUpload
    from .offer import Offer as Offer
    from .offer_asset_links import OfferAssetLinks as OfferAssetLinks
    from .offer_form import OfferForm as OfferForm
    from .offer_form_v1 import OfferFormV1 as OfferFormV1
    from .offer_links import OfferLinks as OfferLinks
    from .offer_request import OfferRequest as OfferRequest
    from .offer_request_v1 import OfferRequestV1 as OfferRequestV1
    from .open_map import OpenMap as OpenMap
    from .page_links import PageLinks as PageLinks
    from .payment import Payment as Payment
    from .payment_form import PaymentForm as PaymentForm
    from .payment_request import PaymentRequest as PaymentRequest
    from .policy import Policy as Policy
    from .policy_cancellation import PolicyCancellation as PolicyCancellation
    from .policy_collection import PolicyCollection as PolicyCollection
    from .policy_embedded import PolicyEmbedded as PolicyEmbedded
    from .policy_links import PolicyLinks as PolicyLinks
    from .policy_status import PolicyStatus as PolicyStatus
    from .policy_update import PolicyUpdate as PolicyUpdate
    from .policy_v2 import PolicyV2 as PolicyV2
    from .policy_v2_links import PolicyV2Links as PolicyV2Links
    from .quote import Quote as Quote
    from .quote_duration_data import QuoteDurationData as QuoteDurationData
    from .quote_form_v1 import QuoteFormV1 as QuoteFormV1
    from .quote_form_v2 import QuoteFormV2 as QuoteFormV2
    from .quote_payment_data import QuotePaymentData as QuotePaymentData
    from .quote_request import QuoteRequest as QuoteRequest
    from .quote_request_v2 import QuoteRequestV2 as QuoteRequestV2
    from .quote_snapshot import QuoteSnapshot as QuoteSnapshot
    from .quote_v1 import QuoteV1 as QuoteV1
    from .receipt_upload import ReceiptUpload as ReceiptUpload
    from .uploaded_receipt import UploadedReceipt as UploadedReceipt
    from .webhook_asset import WebhookAsset as WebhookAsset
    from .webhook_links import WebhookLinks as WebhookLinks
    from .webhook_metadata import WebhookMetadata as WebhookMetadata
    from .webhook_policy import WebhookPolicy as WebhookPolicy
else:
    # Out of sight of type checkers, which would take any name to exist.
    lazy_exports(
        globals(),
        "Asset:asset CancelledStatus:cancelled_status CreatedOffer:created_offer "
        "CreatedOfferLinks:created_offer_links Dataset:dataset DatasetEntry:dataset_entry "
        "DatasetItem:dataset_item Document:document Error:error ErrorDetail:error_detail "
        "IndexPrice:index_price IndexProblem:index_problem Lead:lead LeadLinks:lead_links "
        "LeadRequest:lead_request Link:link LocalizedDates:localized_dates Media:media "
        "MediaReference:media_reference MediaRequest:media_request MediaUpload:media_upload "
        "Offer:offer OfferAssetLinks:offer_asset_links OfferForm:offer_form "
        "OfferFormV1:offer_form_v1 OfferLinks:offer_links OfferRequest:offer_request "
        "OfferRequestV1:offer_request_v1 OpenMap:open_map PageLinks:page_links "
        "Payment:payment PaymentForm:payment_form PaymentRequest:payment_request "
        "Policy:policy PolicyCancellation:policy_cancellation "
        "PolicyCollection:policy_collection PolicyEmbedded:policy_embedded "
        "PolicyLinks:policy_links PolicyStatus:policy_status PolicyUpdate:policy_update "
        "PolicyV2:policy_v2 PolicyV2Links:policy_v2_links Quote:quote "
        "QuoteDurationData:quote_duration_data QuoteFormV1:quote_form_v1 "
        "QuoteFormV2:quote_form_v2 QuotePaymentData:quote_payment_data "
        "QuoteRequest:quote_request QuoteRequestV2:quote_request_v2 "
        "QuoteSnapshot:quote_snapshot QuoteV1:quote_v1 ReceiptUpload:receipt_upload "
        "UploadedReceipt:uploaded_receipt WebhookAsset:webhook_asset "
        "WebhookLinks:webhook_links WebhookMetadata:webhook_metadata "
        "WebhookPolicy:webhook_policy",
    )
