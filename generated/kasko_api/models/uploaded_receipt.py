# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class UploadedReceipt(Model, kw_only=True, frozen=True):
    """A receipt that was uploaded.

    Source (documented): [KASKO docs: Baloise
    multi-item](https://github.com/kasko/docs/blob/b2af659/source/products/baloise/multi-item/rest-api.rst#receipt-upload).
    """

    receipt_token: str | None | Unset = UNSET
    """The receipt token. Send it on as `receipt_token` in the `data` of the offer."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"receipt_token"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"receipt_token"})
