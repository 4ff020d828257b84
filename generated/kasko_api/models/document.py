# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr


class Document(Model, kw_only=True, frozen=True):
    """A document of an offer, a lead or a v2 policy.

    Source (documented): [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-offer).
    """

    name: str | None | Unset = UNSET
    """Display name of the document."""
    extension: str | None | Unset = UNSET
    """File name extension, without the dot."""
    url: str | None | Unset = UNSET
    """Signed URL of the document.

    Anyone who has it can read the document until it expires: do not store or log it, and send
    no API key with it.
    """
    designation: str | None | Unset = UNSET
    """What the document is for, such as `offer` or `invoice`."""
    attachment_date: Timestamp | None | Unset = UNSET
    """When the document was attached. ISO 8601 with offset.

    Leads show microseconds and `Z`, offers whole seconds and `+00:00`.
    """
    version: str | None | Unset = UNSET
    """Version of the document.

    Only null is shown, and only on offers.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"url"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"url"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.attachment_date) and time.tzinfo is not UTC:
            force_setattr(self, "attachment_date", as_utc(time))
