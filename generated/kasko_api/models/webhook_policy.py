# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, AlsoEmptyArray, Model, Timestamp, Unset, as_utc, convert
from msgspec.structs import force_setattr

from .. import models as _models


class WebhookPolicy(Model, kw_only=True, frozen=True):
    """A policy as a webhook delivers it: another shape than in the list, without status, currency
    and time of the last change. Nulls are not documented, but neither are they ruled out, so
    every member except `id` may be null.

    Source (documented): kasko/docs webhook page.
    """

    id: str
    """KASKO's own id of the policy. Opaque."""
    livemode: bool | None | Unset = UNSET
    """Whether the policy is real. False for test data."""
    policy_id: str | None | Unset = UNSET
    """The policy number that holder and insurer use; `insurer_policy_id` elsewhere."""
    product_id: str | None | Unset = UNSET
    """The insurance product."""
    first_name: str | None | Unset = UNSET
    """Given name of the holder."""
    last_name: str | None | Unset = UNSET
    """Family name of the holder."""
    email: str | None | Unset = UNSET
    """E-mail address of the holder."""
    policy_created_date: Timestamp | None | Unset = UNSET
    """When the policy was created."""
    start_date: Timestamp | None | Unset = UNSET
    """Start of the cover."""
    end_date: Timestamp | None | Unset = UNSET
    """End of the cover."""
    gross_premium: int | None | Unset = UNSET
    """Premium with tax, in minor units of a currency that is not given."""
    premium_tax: int | None | Unset = UNSET
    """Tax within the premium, in the same units."""
    metadata: AlsoEmptyArray[_models.WebhookMetadata] | None | Unset = UNSET
    """What the distributor noted down. An early version sent `[]` where there was nothing."""
    assets: list[_models.WebhookAsset] | None | Unset = UNSET
    """The documents of the policy."""
    links: AlsoEmptyArray[_models.WebhookLinks] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links of the policy."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"first_name", "last_name", "email", "metadata"}
    )

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.policy_created_date) and time.tzinfo is not UTC:
            force_setattr(self, "policy_created_date", as_utc(time))
        if (time := came.start_date) and time.tzinfo is not UTC:
            force_setattr(self, "start_date", as_utc(time))
        if (time := came.end_date) and time.tzinfo is not UTC:
            force_setattr(self, "end_date", as_utc(time))
        if type(came.metadata) is list:
            force_setattr(self, "metadata", convert({}, _models.WebhookMetadata))
        if type(came.links) is list:
            force_setattr(self, "links", convert({}, _models.WebhookLinks))
