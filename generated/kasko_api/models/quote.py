# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, ClassVar

from brolly_runtime import UNSET, AlsoEmptyArray, Model, Unset, convert
from msgspec.structs import force_setattr

from .. import models as _models


class Quote(Model, kw_only=True, frozen=True):
    """A price by v2 or v3.

    Source (documented): [KASKO REST API:
    quotes](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/quote#quote-object),
    [KASKO docs: Roland,
    v2](https://github.com/kasko/docs/blob/0f9c836/source/products/roland/getsafe-v2/rest-api.rst#quote-request),
    [KASKO docs: Roland,
    v3](https://github.com/kasko/docs/blob/640c8c7/source/products/roland/getsafe-v3/rest-api.rst#quote-request).

    It names no currency. How long its token is valid is not documented.
    """

    token: str | None | Unset = UNSET
    """The quote token. Send it on as `quote_token`."""
    gross_payment_amount: int | None | Unset = UNSET
    """The amount to pay now, in minor units (cents) of the product's currency."""
    extra_data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """Further results of the pricing logic.

    Usual are `gross_premium`, `premium_tax` and `net_premium` in minor units, `tax_rate` (0.19
    is 19 %) and `flow`: `manual_underwriting` means that an offer must be approved before it
    can be paid.

    One sample has the gross premium as text.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"token"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"token"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.extra_data) is list:
            force_setattr(self, "extra_data", convert({}, _models.OpenMap))
