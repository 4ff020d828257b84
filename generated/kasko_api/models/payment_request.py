# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class PaymentRequest(Model, kw_only=True, frozen=True):
    """A payment that the distributor has collected, or the way in which it will be collected. The
    current page marks no member as required.

    Source (documented): docs.kasko.io payment page.
    """

    token: str
    """The `payment_token` of the offer. One table calls it `payment_token`; every sample says
    `token`.
    """
    policy_id: str
    """KASKO's id of the offer, not `insurer_policy_id`."""
    method: str | Unset = UNSET
    """How it is paid, `distributor` or `invoice` for instance. Left out by v1 products."""
    provider: str | Unset = UNSET
    """Who collects, `distributor` or `invoice` for instance. Left out by v1 products."""
    metadata: _models.OpenMap | Unset = UNSET
    """What the provider of the payment needs, an account's `iban` for instance."""
    key: str | Unset = UNSET
    """A public key, for requests without an `Authorization` header, such as a browser's."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"token", "metadata", "key"})
