# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, AlsoEmptyArray, Model, Timestamp, Unset, as_utc, convert
from msgspec.structs import force_setattr

from .. import models as _models


class WebhookPolicy(Model, kw_only=True, frozen=True):
    """A policy as a webhook delivers it.

    It has a form of its own, without status, currency and time of the last change.

    Source (documented): [KASKO docs:
    webhooks](https://github.com/kasko/docs/blob/a36b634/source/webhooks.rst#policy-created).

    The documents do not say what may be null. Every member but `id` may be null here.
    """

    id: str
    """KASKO's own id of the policy. Opaque."""
    livemode: bool | None | Unset = UNSET
    """Whether this is a real policy. `false` for test data."""
    policy_id: str | None | Unset = UNSET
    """The policy number that policyholder and insurer use.

    Elsewhere it is `insurer_policy_id`.
    """
    product_id: str | None | Unset = UNSET
    """KASKO's id of the insurance product."""
    first_name: str | None | Unset = UNSET
    """Given name of the policyholder."""
    last_name: str | None | Unset = UNSET
    """Family name of the policyholder."""
    email: str | None | Unset = UNSET
    """Email address of the policyholder."""
    policy_created_date: Timestamp | None | Unset = UNSET
    """When the policy was created. ISO 8601 with offset."""
    start_date: Timestamp | None | Unset = UNSET
    """Start of cover. ISO 8601 with offset."""
    end_date: Timestamp | None | Unset = UNSET
    """End of cover. ISO 8601 with offset."""
    gross_premium: int | None | Unset = UNSET
    """Gross premium (tax included), in minor units (cents).

    The currency is not given.
    """
    premium_tax: int | None | Unset = UNSET
    """Tax that is part of the gross premium, in minor units (cents)."""
    metadata: AlsoEmptyArray[_models.WebhookMetadata] | None | Unset = UNSET
    """The distributor's own notes.

    An early version sent `[]` when there were none.
    """
    assets: list[_models.WebhookAsset] | None | Unset = UNSET
    """The policy's documents."""
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
