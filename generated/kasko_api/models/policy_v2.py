# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, AlsoEmptyArray, Model, Timestamp, Unset, as_utc, convert
from msgspec.structs import force_setattr

from .. import models as _models


class PolicyV2(Model, kw_only=True, frozen=True):
    """A policy by v2: another shape than in the list, without `livemode` and `amount`. What is to
    be paid stands in `quote`. The current table is readable up to `cancelled_at`, so further
    members may exist.

    Source (documented): docs.kasko.io policy page, kasko/docs softfair page.
    """

    id: str
    """KASKO's own id of the policy. Opaque."""
    version_id: str | None | Unset = UNSET
    """This version of the policy. Has the form of the sample of `ETag`."""
    distributor_id: str | None | Unset = UNSET
    """The account that sold the policy."""
    touchpoint_id: str | None | Unset = UNSET
    """The place at which it was sold."""
    item_id: str | None | Unset = UNSET
    """The item."""
    insurer_id: str | None | Unset = UNSET
    """The account of the insurer."""
    customer_id: str | None | Unset = UNSET
    """The customer."""
    subscription_plan_id: str | None | Unset = UNSET
    """The plan by which the cover is paid."""
    product_id: str | None | Unset = UNSET
    """The product."""
    product_version_id: str | None | Unset = UNSET
    """The version of the product."""
    distributor_key: str | None | Unset = UNSET
    """A key that names the distributor."""
    integration_version_id: str | None | Unset = UNSET
    """The version of the integration."""
    insurer_policy_id: str | None | Unset = UNSET
    """The policy number that holder and insurer use."""
    insurer_external_policy_id: str | None | Unset = UNSET
    """A number in a system of the insurer's."""
    linked_policy_id: str | None | Unset = UNSET
    """Another policy that this one belongs to."""
    first_name: str | None | Unset = UNSET
    """Given name of the policyholder."""
    last_name: str | None | Unset = UNSET
    """Family name of the policyholder."""
    email: str | None | Unset = UNSET
    """E-mail address of the policyholder."""
    expired: bool | None | Unset = UNSET
    """Whether the cover has ended. The table words it the other way round; the name is right."""
    currency: str | None | Unset = UNSET
    """ISO 4217 code, in lower case. Compare without case."""
    policy_created_date: Timestamp | None | Unset = UNSET
    """When the policy was created."""
    start_date: Timestamp | None | Unset = UNSET
    """Start of cover, in UTC: a local midnight shows as 22:00 or 23:00 of the day before."""
    end_date: Timestamp | None | Unset = UNSET
    """End of cover, in UTC, where there is one."""
    termination_date: str | None | Unset = UNSET
    """When a cancellation takes effect. Only null is shown, so the form is unknown."""
    language: str | None | Unset = UNSET
    """Language of texts and documents, ISO 639-1."""
    status: str | None | Unset = UNSET
    """`paid`, `pending`, or `cancelled` after a cancellation. Compare without case and expect
    further values.
    """
    data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """What the product was told. Which fields, the product decides."""
    quote: AlsoEmptyArray[_models.QuoteSnapshot] | None | Unset = UNSET
    """The price that was agreed."""
    metadata: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """Your own notes."""
    cancellation_reason: str | None | Unset = UNSET
    """Why it was cancelled."""
    cancelled_by: str | None | Unset = UNSET
    """Who cancelled it. Empty text where nobody has."""
    cancelled_at: Timestamp | None | Unset = UNSET
    """When it was cancelled."""
    distributor_traffic_source: str | None | Unset = UNSET
    """Where the customer came from."""
    referrer_url: str | None | Unset = UNSET
    """The page from which the customer came."""
    whitelisted_referrer_url: str | None | Unset = UNSET
    """The same, if it is one of the distributor's."""
    deleted_at: Timestamp | None | Unset = UNSET
    """When it was deleted."""
    deleted_by: str | None | Unset = UNSET
    """Who deleted it. Empty text where nobody has."""
    assets: list[_models.Document] | None | Unset = UNSET
    """Documents of the policy."""
    media: list[Any] | None | Unset = UNSET
    """Files that were attached. Only an empty list is shown, so the entries are unknown."""
    is_locked: bool | None | Unset = UNSET
    """Whether it cannot be changed at the moment."""
    localized_dates: AlsoEmptyArray[_models.LocalizedDates] | None | Unset = UNSET
    """The dates in the time zone of the product."""
    links: AlsoEmptyArray[_models.PolicyV2Links] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links of the policy."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"distributor_key", "first_name", "last_name", "email", "data", "metadata"}
    )

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
