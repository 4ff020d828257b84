# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class Asset(Model, kw_only=True, frozen=True):
    """A document of a policy.

    Source (documented): [KASKO API reference of October
    2015](https://github.com/kasko/docs/blob/df84cbe/source/index.md#get-all-policies).
    """

    name: str | None | Unset = UNSET
    """What the document is, for instance `policy`."""
    url: str | None | Unset = UNSET
    """Signed URL of the document.

    Anyone who has it can read the document until it expires: do not store or log it, and send
    no API key with it.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"url"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"url"})
