# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import Model


class MediaRequest(Model, kw_only=True, frozen=True):
    """A file that you are going to upload.

    Source (documented): [KASKO docs: travel
    layer](https://github.com/kasko/docs/blob/2d27084/source/products/baloise/travel-layer-cover/rest-api.rst#create-media-record).
    """

    designation: str
    """Purpose of the file. Its values depend on the product."""
    name: str
    """Display name of the file."""
    mime_type: str
    """Media type of the file."""
    file_size: int
    """Size of the file in bytes."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"name"})
