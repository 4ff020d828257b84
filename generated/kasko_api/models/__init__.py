# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""The component schemas of the spec, one module each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__all__ = (
    "Asset",
    "CancelledStatus",
    "CreatedOffer",
    "CreatedOfferLinks",
    "Dataset",
    "DatasetEntry",
    "DatasetItem",
    "Document",
    "Error",
    "ErrorDetail",
    "IndexPrice",
    "IndexProblem",
    "Lead",
    "LeadLinks",
    "LeadRequest",
    "Link",
    "LocalizedDates",
    "Media",
    "MediaReference",
    "MediaRequest",
    "MediaUpload",
    "Offer",
    "OfferAssetLinks",
    "OfferForm",
    "OfferFormV1",
    "OfferLinks",
    "OfferRequest",
    "OfferRequestV1",
    "OpenMap",
    "PageLinks",
    "Payment",
    "PaymentForm",
    "PaymentRequest",
    "Policy",
    "PolicyCancellation",
    "PolicyCollection",
    "PolicyEmbedded",
    "PolicyLinks",
    "PolicyStatus",
    "PolicyUpdate",
    "PolicyV2",
    "PolicyV2Links",
    "Quote",
    "QuoteDurationData",
    "QuoteFormV1",
    "QuoteFormV2",
    "QuotePaymentData",
    "QuoteRequest",
    "QuoteRequestV2",
    "QuoteSnapshot",
    "QuoteV1",
    "ReceiptUpload",
    "UploadedReceipt",
    "WebhookAsset",
    "WebhookLinks",
    "WebhookMetadata",
    "WebhookPolicy",
)

if TYPE_CHECKING:
    from .asset import Asset
    from .cancelled_status import CancelledStatus
    from .created_offer import CreatedOffer
    from .created_offer_links import CreatedOfferLinks
    from .dataset import Dataset
    from .dataset_entry import DatasetEntry
    from .dataset_item import DatasetItem
    from .document import Document
    from .error import Error
    from .error_detail import ErrorDetail
    from .index_price import IndexPrice
    from .index_problem import IndexProblem
    from .lead import Lead
    from .lead_links import LeadLinks
    from .lead_request import LeadRequest
    from .link import Link
    from .localized_dates import LocalizedDates
    from .media import Media
    from .media_reference import MediaReference
    from .media_request import MediaRequest
    from .media_upload import MediaUpload
    from .offer import Offer
    from .offer_asset_links import OfferAssetLinks
    from .offer_form import OfferForm
    from .offer_form_v1 import OfferFormV1
    from .offer_links import OfferLinks
    from .offer_request import OfferRequest
    from .offer_request_v1 import OfferRequestV1
    from .open_map import OpenMap
    from .page_links import PageLinks
    from .payment import Payment
    from .payment_form import PaymentForm
    from .payment_request import PaymentRequest
    from .policy import Policy
    from .policy_cancellation import PolicyCancellation
    from .policy_collection import PolicyCollection
    from .policy_embedded import PolicyEmbedded
    from .policy_links import PolicyLinks
    from .policy_status import PolicyStatus
    from .policy_update import PolicyUpdate
    from .policy_v2 import PolicyV2
    from .policy_v2_links import PolicyV2Links
    from .quote import Quote
    from .quote_duration_data import QuoteDurationData
    from .quote_form_v1 import QuoteFormV1
    from .quote_form_v2 import QuoteFormV2
    from .quote_payment_data import QuotePaymentData
    from .quote_request import QuoteRequest
    from .quote_request_v2 import QuoteRequestV2
    from .quote_snapshot import QuoteSnapshot
    from .quote_v1 import QuoteV1
    from .receipt_upload import ReceiptUpload
    from .uploaded_receipt import UploadedReceipt
    from .webhook_asset import WebhookAsset
    from .webhook_links import WebhookLinks
    from .webhook_metadata import WebhookMetadata
    from .webhook_policy import WebhookPolicy
else:
    # Out of sight of type checkers, which would take any name to exist.
    _HOMES = {
        "Asset": ".asset",
        "CancelledStatus": ".cancelled_status",
        "CreatedOffer": ".created_offer",
        "CreatedOfferLinks": ".created_offer_links",
        "Dataset": ".dataset",
        "DatasetEntry": ".dataset_entry",
        "DatasetItem": ".dataset_item",
        "Document": ".document",
        "Error": ".error",
        "ErrorDetail": ".error_detail",
        "IndexPrice": ".index_price",
        "IndexProblem": ".index_problem",
        "Lead": ".lead",
        "LeadLinks": ".lead_links",
        "LeadRequest": ".lead_request",
        "Link": ".link",
        "LocalizedDates": ".localized_dates",
        "Media": ".media",
        "MediaReference": ".media_reference",
        "MediaRequest": ".media_request",
        "MediaUpload": ".media_upload",
        "Offer": ".offer",
        "OfferAssetLinks": ".offer_asset_links",
        "OfferForm": ".offer_form",
        "OfferFormV1": ".offer_form_v1",
        "OfferLinks": ".offer_links",
        "OfferRequest": ".offer_request",
        "OfferRequestV1": ".offer_request_v1",
        "OpenMap": ".open_map",
        "PageLinks": ".page_links",
        "Payment": ".payment",
        "PaymentForm": ".payment_form",
        "PaymentRequest": ".payment_request",
        "Policy": ".policy",
        "PolicyCancellation": ".policy_cancellation",
        "PolicyCollection": ".policy_collection",
        "PolicyEmbedded": ".policy_embedded",
        "PolicyLinks": ".policy_links",
        "PolicyStatus": ".policy_status",
        "PolicyUpdate": ".policy_update",
        "PolicyV2": ".policy_v2",
        "PolicyV2Links": ".policy_v2_links",
        "Quote": ".quote",
        "QuoteDurationData": ".quote_duration_data",
        "QuoteFormV1": ".quote_form_v1",
        "QuoteFormV2": ".quote_form_v2",
        "QuotePaymentData": ".quote_payment_data",
        "QuoteRequest": ".quote_request",
        "QuoteRequestV2": ".quote_request_v2",
        "QuoteSnapshot": ".quote_snapshot",
        "QuoteV1": ".quote_v1",
        "ReceiptUpload": ".receipt_upload",
        "UploadedReceipt": ".uploaded_receipt",
        "WebhookAsset": ".webhook_asset",
        "WebhookLinks": ".webhook_links",
        "WebhookMetadata": ".webhook_metadata",
        "WebhookPolicy": ".webhook_policy",
    }

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value: object = getattr(import_module(_HOMES[name], __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES})
