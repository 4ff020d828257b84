# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import File, Model


class MediaUpload(Model, kw_only=True, frozen=True):
    """The content of a file, as a form.

    Source (documented): [KASKO docs: travel
    layer](https://github.com/kasko/docs/blob/2d27084/source/products/baloise/travel-layer-cover/rest-api.rst#upload-media-record),
    [KASKO example web app: mock
    API](https://github.com/kasko/kasko-app-example-external/blob/575a5bd/mock-api/api.js#L1).
    """

    file: File
    """The content of the file."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"file"})
