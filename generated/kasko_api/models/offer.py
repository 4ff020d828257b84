# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, AlsoEmptyArray, Model, Timestamp, Unset, as_utc, convert
from msgspec.structs import force_setattr

from .. import models as _models


class Offer(Model, kw_only=True, frozen=True):
    """An offer: a policy that has not been paid yet.

    Source (documented): [KASKO REST API:
    offers](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/offer#offer-object),
    [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-offer).

    The meaning of members that stand in an example alone is inferred.
    """

    id: str
    """KASKO's id of the offer, and later of the policy. Opaque."""
    version_id: str | None | Unset = UNSET
    """KASKO's id of this version of the offer."""
    product_version_id: str | None | Unset = UNSET
    """KASKO's id of the product version."""
    product_id: str | None | Unset = UNSET
    """KASKO's id of the product."""
    subscription_plan_id: str | None | Unset = UNSET
    """The subscription plan by which the cover is paid."""
    distributor_id: str | None | Unset = UNSET
    """The distributor that sells the product."""
    insurer_id: str | None | Unset = UNSET
    """KASKO's id of the insurer."""
    item_id: str | None | Unset = UNSET
    """KASKO's id of the item (the product)."""
    touchpoint_id: str | None | Unset = UNSET
    """The touchpoint where the product is sold."""
    integration_version_id: str | None | Unset = UNSET
    """KASKO's id of the integration version."""
    insurer_policy_id: str | None | Unset = UNSET
    """The policy number that policyholder and insurer will use."""
    first_name: str | None | Unset = UNSET
    """Given name of the future policyholder."""
    last_name: str | None | Unset = UNSET
    """Family name of the future policyholder."""
    email: str | None | Unset = UNSET
    """Email address of the future policyholder."""
    currency: str | None | Unset = UNSET
    """ISO 4217 code in lower case. Ignore case when comparing."""
    language: str | None | Unset = UNSET
    """Language of texts and documents, ISO 639-1."""
    flow: str | None | Unset = UNSET
    """`default`, or `manual_underwriting` if the offer needs approval.

    Expect further values.
    """
    status: str | None | Unset = UNSET
    """`pending`, `ready` or `accepted`.

    Ignore case when comparing and expect further values.
    """
    quote: AlsoEmptyArray[_models.QuoteSnapshot] | None | Unset = UNSET
    """The quoted price, as a snapshot of the quote."""
    data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """The data that the customer gave. Its fields depend on the product.

    The sample shows `[]`.
    """
    media: list[Any] | None | Unset = UNSET
    """Files that were attached.

    Only an empty list is shown, so the entries are unknown.
    """
    metadata: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """The distributor's own notes."""
    cancellation_reason: str | None | Unset = UNSET
    """Why the offer was cancelled."""
    cancelled_by: str | None | Unset = UNSET
    """Who cancelled the offer."""
    cancelled_at: Timestamp | None | Unset = UNSET
    """When the offer was cancelled. ISO 8601 with offset."""
    distributor_traffic_source: str | None | Unset = UNSET
    """The distributor's channel through which the customer came."""
    referrer_url: str | None | Unset = UNSET
    """The page that the customer came from."""
    whitelisted_referrer_url: str | None | Unset = UNSET
    """The referring page, if it is on the distributor's list."""
    linked_policy_id: str | None | Unset = UNSET
    """KASKO's id of a policy that this offer is linked to."""
    payment_token: str | None | Unset = UNSET
    """The payment token.

    Send it on as `token` of the payment. Missing while the offer waits for approval.
    """
    accepted_at: Timestamp | None | Unset = UNSET
    """When the offer was accepted. ISO 8601 with offset."""
    created_at: Timestamp | None | Unset = UNSET
    """When the offer was created. ISO 8601 with offset."""
    assets: list[_models.Document] | None | Unset = UNSET
    """The offer's documents."""
    links: AlsoEmptyArray[_models.OfferLinks] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links of this offer."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"first_name", "last_name", "email", "data", "metadata", "payment_token"}
    )
    _secret_: ClassVar[frozenset[str]] = frozenset({"payment_token"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.quote) is list:
            force_setattr(self, "quote", convert({}, _models.QuoteSnapshot))
        if type(came.data) is list:
            force_setattr(self, "data", convert({}, _models.OpenMap))
        if type(came.metadata) is list:
            force_setattr(self, "metadata", convert({}, _models.OpenMap))
        if (time := came.cancelled_at) and time.tzinfo is not UTC:
            force_setattr(self, "cancelled_at", as_utc(time))
        if (time := came.accepted_at) and time.tzinfo is not UTC:
            force_setattr(self, "accepted_at", as_utc(time))
        if (time := came.created_at) and time.tzinfo is not UTC:
            force_setattr(self, "created_at", as_utc(time))
        if type(came.links) is list:
            force_setattr(self, "links", convert({}, _models.OfferLinks))
