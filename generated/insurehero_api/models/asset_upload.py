# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, File, Model, Unset, check_files


class AssetUpload(Model, kw_only=True, frozen=True):
    """Files to upload.

    Source (documented): claims-asset-management.
    """

    files: list[File]
    """Images, videos and PDF documents of at most 4 MB each. That the field is repeated for each
    file is inferred.
    """
    name: str | Unset = UNSET
    """What the files are. The documents have it among the path parameters, where there is no
    place for it. By default each file keeps its own name.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"files", "name"})

    def __post_init__(self) -> None:
        check_files("files", self.files, 4000000, "image/*", "video/*", "application/pdf")
