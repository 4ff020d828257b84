# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class PaymentRequest(Model, kw_only=True, frozen=True):
    """A payment that the distributor has collected, or how it will be collected.

    Source (documented): [KASKO REST API:
    payments](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/payment#create-a-payment).

    The current page marks no member as required.
    """

    token: str
    """The `payment_token` of the offer.

    One table names the member `payment_token`; every sample says `token`.
    """
    policy_id: str
    """KASKO's id of the offer, not `insurer_policy_id`."""
    method: str | Unset = UNSET
    """How the policy is paid:

    `distributor`, `invoice`, `creditcard`, `sepa` or `paypal`. v1 products leave it out.
    Expect further values.
    """
    provider: str | Unset = UNSET
    """Who collects the payment.

    For instance `distributor`, `invoice`, `allianz_invoice`, `zurich_invoice`, `ergo_invoice`,
    `stripe`, `stripe_intents`, `stripe_sepa`, `paypal` or `free`. v1 products leave it out.

    The web app also knows `distributor_web`, `stripe_bancontact`, `paypal_direct`,
    `postfinance`, `slimpay` and `twikey`.
    """
    metadata: _models.OpenMap | Unset = UNSET
    """What the payment provider needs, for instance `account_holder_name`, `iban` and `bic`."""
    key: str | Unset = UNSET
    """A public key, for requests without an `Authorization` header, for instance from a browser."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"token", "metadata", "key"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"token", "key"})
