# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class WebhookAsset(Model, kw_only=True, frozen=True):
    """A document of a policy in a webhook.

    Source (documented): [KASKO docs:
    webhooks](https://github.com/kasko/docs/blob/a36b634/source/webhooks.rst#policy-created).
    """

    designation: str | None | Unset = UNSET
    """What the document is for, such as `policy_document`."""
    name: str | None | Unset = UNSET
    """Display name of the document."""
    extension: str | None | Unset = UNSET
    """File name extension, without the dot."""
    href: str | None | Unset = UNSET
    """Signed URL of the document.

    Anyone who has it can read the document until it expires: do not store or log it, and send
    no API key with it.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"href"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"href"})
