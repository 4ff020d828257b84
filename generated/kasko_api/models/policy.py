# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import (
    UNSET,
    AlsoEmptyArray,
    AlsoInteger,
    Model,
    Timestamp,
    Unset,
    as_utc,
    convert,
)
from msgspec.structs import force_setattr

from .. import models as _models


class Policy(Model, kw_only=True, frozen=True):
    """A policy that was purchased.

    Source (documented): [KASKO API reference of October
    2015](https://github.com/kasko/docs/blob/df84cbe/source/index.md#the-policy-object).

    The documents do not say which members are always there or may be null. All 15 of the
    attribute table are required here, and all but `id` and `updated_at` may be null. The
    introduction promises a cover duration that no member gives: use `start_date` and
    `end_date`.
    """

    id: str
    """KASKO's own id of the policy. Opaque."""
    livemode: bool | None | Unset = UNSET
    """Whether this is a real policy. `false` for test data.

    Shown in the example, missing in the table.
    """
    insurer_policy_id: str | None = None
    """The policy number that policyholder and insurer use."""
    insurer_product_name: str | None = None
    """The insurer's name for the insurance product."""
    insurer_variant_id: AlsoInteger[str] | None = None
    """The insurer's id of the product variant.

    The table says integer, the example shows a string. A number is read as a string.
    """
    first_name: str | None = None
    """Given name of the policyholder."""
    last_name: str | None = None
    """Family name of the policyholder."""
    email: str | None = None
    """Email address of the policyholder."""
    currency: str | None = None
    """Currency of quote and payment: an ISO 4217 code, lower case in the examples.

    Ignore case when comparing.
    """
    amount: int | None = None
    """Total price that the policyholder paid.

    In minor units of `currency` (cents), or in major units if the currency has no minor unit.
    """
    gross_premium: int | None = None
    """Gross premium (tax included).

    In minor units of `currency` (cents), or in major units if the currency has no minor unit.
    """
    status: AlsoInteger[_models.PolicyStatus] | None = None
    """Whether the policy is paid or cancelled. Known values: `paid`, `cancelled`.

    The table says integer, the example shows a string. A number is read as a string.
    """
    start_date: Timestamp | None = None
    """Start of cover. ISO 8601 with offset; `+0000` (UTC) in the examples."""
    end_date: Timestamp | None = None
    """End of cover. ISO 8601 with offset; `+0000` (UTC) in the examples."""
    created_at: Timestamp | None = None
    """When the policy was created. ISO 8601 with offset; `+0000` (UTC) in the examples."""
    updated_at: Timestamp
    """When the policy was last changed; `since` and `until` compare with it.

    ISO 8601 with offset; `+0000` (UTC) in the examples.
    """
    assets: list[_models.Asset] | None | Unset = UNSET
    """The policy's documents.

    Shown in the example, missing in the table.
    """
    links: AlsoEmptyArray[_models.PolicyLinks] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links of the policy.

    Shown in the example, missing in the table.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"first_name", "last_name", "email"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.insurer_variant_id) is int:
            force_setattr(self, "insurer_variant_id", str(self.insurer_variant_id))
        if type(came.status) is int:
            force_setattr(self, "status", _models.PolicyStatus(str(self.status)))
        if (time := came.start_date) and time.tzinfo is not UTC:
            force_setattr(self, "start_date", as_utc(time))
        if (time := came.end_date) and time.tzinfo is not UTC:
            force_setattr(self, "end_date", as_utc(time))
        if (time := came.created_at) and time.tzinfo is not UTC:
            force_setattr(self, "created_at", as_utc(time))
        if (time := came.updated_at).tzinfo is not UTC:
            force_setattr(self, "updated_at", as_utc(time))
        if type(came.links) is list:
            force_setattr(self, "links", convert({}, _models.PolicyLinks))
