# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import Model


class PaymentForm(Model, kw_only=True, frozen=True):
    """A payment that the distributor has collected, as a form.

    Source (documented): [KASKO docs: REST
    API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/index.rst#convert-unpaid-policy-to-paid-policy).
    """

    token: str
    """The `payment_token` of the offer.

    The table names the member `payment_token`; the sample below it says `token`.
    """
    policy_id: str
    """KASKO's id of the offer, not `insurer_policy_id`."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"token"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"token"})
