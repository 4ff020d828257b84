# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import File, Model


class MediaUpload(Model, kw_only=True, frozen=True):
    """The content of a file.

    Source (documented): kasko/docs travel layer page, kasko-app-example-external mock.
    """

    file: File
    """The file itself."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"file"})
