# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class WebhookAsset(Model, kw_only=True, frozen=True):
    """A document of a policy in a webhook.

    Source (documented): kasko/docs webhook page.
    """

    designation: str | None | Unset = UNSET
    """What the document is for, such as `policy_document`."""
    name: str | None | Unset = UNSET
    """The document's display name."""
    extension: str | None | Unset = UNSET
    """File name extension, without a dot."""
    href: str | None | Unset = UNSET
    """Signed address of the document. Whoever holds it can read the document until it expires:
    neither store nor log it, and send no API key there.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"href"})
