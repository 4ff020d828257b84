# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr


class Payment(Model, kw_only=True, frozen=True):
    """A payment. What else than `id` is shown depends on the rights of the key.

    Source (documented): docs.kasko.io payment page.
    """

    id: str
    """The payment's id. Opaque."""
    object_: str | None | Unset = msgspec.field(default=UNSET, name="object")
    """Always `payment`."""
    livemode: bool | None | Unset = UNSET
    """Whether the payment is real. The table words it the other way round."""
    provider: str | None | Unset = UNSET
    """Who collects."""
    method: str | None | Unset = UNSET
    """How it is paid."""
    status: str | None | Unset = UNSET
    """`ok` is shown. Expect further values."""
    policy_id: str | None | Unset = UNSET
    """KASKO's id of the policy, not the insurer's number."""
    charge_id: str | None | Unset = UNSET
    """The provider's id of the charge."""
    fee: float | None | Unset = UNSET
    """The provider's fee."""
    reference: str | None | Unset = UNSET
    """A reference of the payment."""
    token: str | None | Unset = UNSET
    """The payment token."""
    reason: str | None | Unset = UNSET
    """Why it is as it is."""
    processed_at: Timestamp | None | Unset = UNSET
    """When it was processed, where it was. The form is not documented."""
    error_code: str | None | Unset = UNSET
    """What went wrong, where something did."""
    metadata: Any | Unset = UNSET
    """What the payment was told. The table says text, the sample shows an empty list: read any
    JSON.
    """
    transaction_metadata: Any | Unset = UNSET
    """What the provider said. The table says text, the sample shows an empty list: read any JSON."""
    customer_id: str | None | Unset = UNSET
    """The customer."""
    refunds: Any | Unset = UNSET
    """What was paid back. The table says text, the sample shows an empty list: read any JSON."""
    links: Any | Unset = msgspec.field(default=UNSET, name="_links")
    """Links of the payment. The table says text: read any JSON."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"token", "metadata", "transaction_metadata"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.processed_at) and time.tzinfo is not UTC:
            force_setattr(self, "processed_at", as_utc(time))
