# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, AlsoEmptyArray, Model, Timestamp, Unset, as_utc, convert
from msgspec.structs import force_setattr

from .. import models as _models


class Offer(Model, kw_only=True, frozen=True):
    """An offer: a policy that is not paid yet.

    Source (documented): docs.kasko.io offer page, kasko/docs softfair page.
    """

    id: str
    """KASKO's id of the offer, and later of the policy. Opaque."""
    version_id: str | None | Unset = UNSET
    """This version of the offer."""
    product_version_id: str | None | Unset = UNSET
    """The version of the product."""
    product_id: str | None | Unset = UNSET
    """The product."""
    subscription_plan_id: str | None | Unset = UNSET
    """The plan by which the cover is paid."""
    distributor_id: str | None | Unset = UNSET
    """The account that sells it."""
    insurer_id: str | None | Unset = UNSET
    """The account of the insurer."""
    item_id: str | None | Unset = UNSET
    """The item."""
    touchpoint_id: str | None | Unset = UNSET
    """The place at which it is sold."""
    integration_version_id: str | None | Unset = UNSET
    """The version of the integration."""
    insurer_policy_id: str | None | Unset = UNSET
    """The policy number that holder and insurer will use."""
    first_name: str | None | Unset = UNSET
    """Given name of the future policyholder."""
    last_name: str | None | Unset = UNSET
    """Family name of the future policyholder."""
    email: str | None | Unset = UNSET
    """E-mail address of the future policyholder."""
    currency: str | None | Unset = UNSET
    """ISO 4217 code, in lower case. Compare without case."""
    language: str | None | Unset = UNSET
    """Language of texts and documents, ISO 639-1."""
    flow: str | None | Unset = UNSET
    """`default`, or `manual_underwriting` where somebody has to approve the offer. Expect further
    values.
    """
    status: str | None | Unset = UNSET
    """`pending`, `ready` or `accepted`. Compare without case and expect further values."""
    quote: AlsoEmptyArray[_models.QuoteSnapshot] | None | Unset = UNSET
    """The price that was given."""
    data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """What the product was told. The sample shows `[]`."""
    media: list[Any] | None | Unset = UNSET
    """Files that were attached. Only an empty list is shown, so the entries are unknown."""
    metadata: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """Your own notes."""
    cancellation_reason: str | None | Unset = UNSET
    """Why it was cancelled, where it was."""
    cancelled_by: str | None | Unset = UNSET
    """Who cancelled it, where somebody did."""
    cancelled_at: Timestamp | None | Unset = UNSET
    """When it was cancelled, where it was."""
    distributor_traffic_source: str | None | Unset = UNSET
    """Where the customer came from."""
    referrer_url: str | None | Unset = UNSET
    """The page from which the customer came."""
    whitelisted_referrer_url: str | None | Unset = UNSET
    """The same, if it is one of the distributor's."""
    linked_policy_id: str | None | Unset = UNSET
    """A policy that this offer belongs to."""
    payment_token: str | None | Unset = UNSET
    """Sent on as `token` of the payment. Missing while the offer waits for approval."""
    accepted_at: Timestamp | None | Unset = UNSET
    """When it was approved."""
    created_at: Timestamp | None | Unset = UNSET
    """When it was created."""
    assets: list[_models.Document] | None | Unset = UNSET
    """Documents of the offer."""
    links: AlsoEmptyArray[_models.OfferLinks] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links of the offer."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"first_name", "last_name", "email", "data", "metadata", "payment_token"}
    )

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
