# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model


class MediaReference(Model, kw_only=True, frozen=True):
    """The file to attach.

    Source (documented): kasko/docs travel layer page.
    """

    id: str
    """The id of the media record."""
