# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import Model


class MediaRequest(Model, kw_only=True, frozen=True):
    """A file that will be uploaded.

    Source (documented): kasko/docs travel layer page.
    """

    designation: str
    """What the file is for. Which codes there are, the product decides."""
    name: str
    """Its display name."""
    mime_type: str
    """Its media type."""
    file_size: int
    """Its size in bytes."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"name"})
