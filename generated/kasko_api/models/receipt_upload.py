# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import File, Model, check_files


class ReceiptUpload(Model, kw_only=True, frozen=True):
    """A purchase receipt to upload, as a form.

    Source (documented): [KASKO docs: Baloise
    multi-item](https://github.com/kasko/docs/blob/b2af659/source/products/baloise/multi-item/rest-api.rst#receipt-upload).
    """

    receipt: File
    """The receipt: a PDF, GIF, JPEG or PNG file of less than 5 MB."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"receipt"})

    def __post_init__(self) -> None:
        check_files(
            "receipt",
            self.receipt,
            4999999,
            "application/pdf",
            "image/gif",
            "image/jpeg",
            "image/png",
        )
