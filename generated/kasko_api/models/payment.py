# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr


class Payment(Model, kw_only=True, frozen=True):
    """A payment for a policy.

    Which members are there depends on the rights of your key; only `id` is certain.

    Source (documented): [KASKO REST API:
    payments](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/payment#payment-object).
    """

    id: str
    """KASKO's id of the payment. Opaque."""
    object: str | None | Unset = UNSET
    """The type of this object, always `payment`."""
    livemode: bool | None | Unset = UNSET
    """Whether this is a real payment. `false` for test data.

    The table says the opposite.
    """
    provider: str | None | Unset = UNSET
    """Who collects the payment."""
    method: str | None | Unset = UNSET
    """How the policy is paid."""
    status: str | None | Unset = UNSET
    """Status of the payment, such as `ok`. Expect further values."""
    policy_id: str | None | Unset = UNSET
    """KASKO's id of the policy, not the insurer's policy number."""
    charge_id: str | None | Unset = UNSET
    """The payment provider's id of the charge."""
    fee: float | None | Unset = UNSET
    """The payment provider's fee.

    The unit is not documented.
    """
    reference: str | None | Unset = UNSET
    """A reference of the payment, for instance for a bank transfer."""
    token: str | None | Unset = UNSET
    """The payment token of the offer."""
    reason: str | None | Unset = UNSET
    """Explanation of the payment's status."""
    processed_at: Timestamp | None | Unset = UNSET
    """When the payment was processed.

    Its form is not documented.
    """
    error_code: str | None | Unset = UNSET
    """Code of the error, if the payment failed."""
    metadata: Any | Unset = UNSET
    """The `metadata` of the payment request.

    The table says string, the sample shows an empty list: any JSON is read.
    """
    transaction_metadata: Any | Unset = UNSET
    """Details of the transaction from the payment provider.

    The table says string, the sample shows an empty list: any JSON is read.
    """
    customer_id: str | None | Unset = UNSET
    """KASKO's id of the customer."""
    refunds: Any | Unset = UNSET
    """Refunds of the payment.

    The table says string, the sample shows an empty list: any JSON is read.
    """
    links: Any | Unset = msgspec.field(default=UNSET, name="_links")
    """Links of the payment.

    The table says string: any JSON is read.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"token", "metadata", "transaction_metadata"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"token"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.processed_at) and time.tzinfo is not UTC:
            force_setattr(self, "processed_at", as_utc(time))
