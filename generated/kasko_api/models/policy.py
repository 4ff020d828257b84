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
    """A purchased policy. Nulls are not documented, but neither are they ruled out, so every
    member except `id` and `updated_at` may be null. A cover duration is promised in the
    introduction of the object but given by no member: take it from `start_date` and
    `end_date`.

    Source (documented): seed 001.
    """

    id: str
    """KASKO's own id of the policy. Opaque."""
    livemode: bool | None | Unset = UNSET
    """Whether the policy is real. False for test data. Shown in the example, not in the table."""
    insurer_policy_id: str | None = None
    """The policy number that holder and insurer use."""
    insurer_product_name: str | None = None
    """The insurer's name for the product."""
    insurer_variant_id: AlsoInteger[str] | None = None
    """The insurer's id of the product variant. The table says integer, the example shows text:
    text is right, a number is read as text.
    """
    first_name: str | None = None
    """Given name of the policyholder."""
    last_name: str | None = None
    """Family name of the policyholder."""
    email: str | None = None
    """E-mail address of the policyholder."""
    currency: str | None = None
    """ISO 4217 code of quote and payment, in lower case in the examples. Compare without case."""
    amount: int | None = None
    """Total price paid by the policyholder, in minor units of `currency` (cents); in major units
    where the currency has no minor one.
    """
    gross_premium: int | None = None
    """Gross premium, in minor units of `currency` (cents); in major units where the currency has
    no minor one.
    """
    status: AlsoInteger[_models.PolicyStatus] | None = None
    """Paid or cancelled. The table says integer, the example shows text: text is right, a number
    is read as text.
    """
    start_date: Timestamp | None = None
    """Start of cover. ISO 8601 with offset, `+0000` in the examples (UTC)."""
    end_date: Timestamp | None = None
    """End of cover. ISO 8601 with offset, `+0000` in the examples (UTC)."""
    created_at: Timestamp | None = None
    """When the policy was created. ISO 8601 with offset, `+0000` in the examples (UTC)."""
    updated_at: Timestamp
    """When the policy was last changed, which is what `since` and `until` compare with. ISO 8601
    with offset, `+0000` in the examples (UTC).
    """
    assets: list[_models.Asset] | None | Unset = UNSET
    """Documents of the policy. Shown in the example, not in the table."""
    links: AlsoEmptyArray[_models.PolicyLinks] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links of the policy. Shown in the example, not in the table."""

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
