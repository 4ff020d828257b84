# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import File, Model


class MediaUpload(Model, kw_only=True, frozen=True):
    """The content of a file, as a form.

    Source (documented): kasko/docs travel layer page, kasko-app-example-external mock.
    """

    file: File
    """The content of the file."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"file"})
