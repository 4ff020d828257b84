# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr


class Document(Model, kw_only=True, frozen=True):
    """A document of an offer, a lead or a policy by v2.

    Source (documented): kasko/docs softfair page.
    """

    name: str | None | Unset = UNSET
    """The document's display name."""
    extension: str | None | Unset = UNSET
    """File name extension, without a dot."""
    url: str | None | Unset = UNSET
    """Signed address of the document. Whoever holds it can read the document until it expires:
    neither store nor log it, and send no API key there.
    """
    designation: str | None | Unset = UNSET
    """What the document is for, such as `offer` or `invoice`."""
    attachment_date: Timestamp | None | Unset = UNSET
    """When it was attached. Leads have microseconds and `Z`, offers whole seconds and `+00:00`."""
    version: str | None | Unset = UNSET
    """Only null is shown, and on offers alone."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"url"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.attachment_date) and time.tzinfo is not UTC:
            force_setattr(self, "attachment_date", as_utc(time))
