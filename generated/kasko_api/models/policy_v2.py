# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, AlsoEmptyArray, Model, Timestamp, Unset, as_utc, convert
from msgspec.structs import force_setattr

from .. import models as _models


class PolicyV2(Model, kw_only=True, frozen=True):
    """A policy by v2.

    It has no `livemode` and no `amount`; what is to be paid is in `quote`.

    Source (documented): [KASKO REST API:
    policies](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/policy#policy-object),
    [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-offer).

    The current table could be read up to `cancelled_at`, so there may be more members. The
    meaning of members that stand in an example alone is inferred.
    """

    id: str
    """KASKO's own id of the policy. Opaque."""
    version_id: str | None | Unset = UNSET
    """KASKO's id of this version of the policy, in the form of `ETag`."""
    distributor_id: str | None | Unset = UNSET
    """The distributor that sold the policy."""
    touchpoint_id: str | None | Unset = UNSET
    """The touchpoint where the policy was sold."""
    item_id: str | None | Unset = UNSET
    """KASKO's id of the item (the product)."""
    insurer_id: str | None | Unset = UNSET
    """KASKO's id of the insurer."""
    customer_id: str | None | Unset = UNSET
    """KASKO's id of the customer."""
    subscription_plan_id: str | None | Unset = UNSET
    """The subscription plan by which the cover is paid."""
    product_id: str | None | Unset = UNSET
    """KASKO's id of the product."""
    product_version_id: str | None | Unset = UNSET
    """KASKO's id of the product version."""
    distributor_key: str | None | Unset = UNSET
    """A key that names the distributor."""
    integration_version_id: str | None | Unset = UNSET
    """KASKO's id of the integration version."""
    insurer_policy_id: str | None | Unset = UNSET
    """The policy number that policyholder and insurer use."""
    insurer_external_policy_id: str | None | Unset = UNSET
    """The policy's number in a system of the insurer."""
    linked_policy_id: str | None | Unset = UNSET
    """KASKO's id of another policy that this one is linked to."""
    first_name: str | None | Unset = UNSET
    """Given name of the policyholder."""
    last_name: str | None | Unset = UNSET
    """Family name of the policyholder."""
    email: str | None | Unset = UNSET
    """Email address of the policyholder."""
    expired: bool | None | Unset = UNSET
    """Whether the policy has expired.

    The table says the opposite; the name is taken as right.
    """
    currency: str | None | Unset = UNSET
    """ISO 4217 code in lower case. Ignore case when comparing."""
    policy_created_date: Timestamp | None | Unset = UNSET
    """When the policy was created. ISO 8601 with offset."""
    start_date: Timestamp | None | Unset = UNSET
    """Start of cover, in UTC.

    Midnight in Germany shows as 22:00 or 23:00 of the day before.
    """
    end_date: Timestamp | None | Unset = UNSET
    """End of cover, in UTC. Null for open-ended cover."""
    termination_date: str | None | Unset = UNSET
    """When a cancellation takes effect.

    Only null is shown, so its form is unknown.
    """
    language: str | None | Unset = UNSET
    """Language of texts and documents, ISO 639-1."""
    status: str | None | Unset = UNSET
    """`paid`, `pending` or `cancelled`.

    Ignore case when comparing and expect further values.
    """
    data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """The data that the customer gave. Its fields depend on the product."""
    quote: AlsoEmptyArray[_models.QuoteSnapshot] | None | Unset = UNSET
    """The agreed price, as a snapshot of the quote."""
    metadata: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """The distributor's own notes."""
    cancellation_reason: str | None | Unset = UNSET
    """Why the policy was cancelled."""
    cancelled_by: str | None | Unset = UNSET
    """Who cancelled the policy. Empty if nobody did."""
    cancelled_at: Timestamp | None | Unset = UNSET
    """When the policy was cancelled. ISO 8601 with offset."""
    distributor_traffic_source: str | None | Unset = UNSET
    """The distributor's channel through which the customer came."""
    referrer_url: str | None | Unset = UNSET
    """The page that the customer came from."""
    whitelisted_referrer_url: str | None | Unset = UNSET
    """The referring page, if it is on the distributor's list."""
    deleted_at: Timestamp | None | Unset = UNSET
    """When the policy was deleted. ISO 8601 with offset."""
    deleted_by: str | None | Unset = UNSET
    """Who deleted the policy. Empty if nobody did."""
    assets: list[_models.Document] | None | Unset = UNSET
    """The policy's documents."""
    media: list[Any] | None | Unset = UNSET
    """Files that were attached.

    Only an empty list is shown, so the entries are unknown.
    """
    is_locked: bool | None | Unset = UNSET
    """Whether the policy is locked against changes."""
    localized_dates: AlsoEmptyArray[_models.LocalizedDates] | None | Unset = UNSET
    """The policy's dates in the time zone of the product."""
    links: AlsoEmptyArray[_models.PolicyV2Links] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links of the policy."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"distributor_key", "first_name", "last_name", "email", "data", "metadata"}
    )
    _secret_: ClassVar[frozenset[str]] = frozenset({"distributor_key"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.policy_created_date) and time.tzinfo is not UTC:
            force_setattr(self, "policy_created_date", as_utc(time))
        if (time := came.start_date) and time.tzinfo is not UTC:
            force_setattr(self, "start_date", as_utc(time))
        if (time := came.end_date) and time.tzinfo is not UTC:
            force_setattr(self, "end_date", as_utc(time))
        if type(came.data) is list:
            force_setattr(self, "data", convert({}, _models.OpenMap))
        if type(came.quote) is list:
            force_setattr(self, "quote", convert({}, _models.QuoteSnapshot))
        if type(came.metadata) is list:
            force_setattr(self, "metadata", convert({}, _models.OpenMap))
        if (time := came.cancelled_at) and time.tzinfo is not UTC:
            force_setattr(self, "cancelled_at", as_utc(time))
        if (time := came.deleted_at) and time.tzinfo is not UTC:
            force_setattr(self, "deleted_at", as_utc(time))
        if type(came.localized_dates) is list:
            force_setattr(self, "localized_dates", convert({}, _models.LocalizedDates))
        if type(came.links) is list:
            force_setattr(self, "links", convert({}, _models.PolicyV2Links))
