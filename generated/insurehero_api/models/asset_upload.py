# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, File, Model, Unset, check_files


class AssetUpload(Model, kw_only=True, frozen=True):
    """The files to upload, as a form.

    Source (documented): [InsureHero Shield API: assets of
    claims](https://docs.insurehero.io/shield-api/claims/claims-management/claims-asset-management#upload-assets-to-a-claim).
    """

    files: list[File]
    """Images, videos and PDF files of at most 4 MB (4,000,000 bytes) each.

    That the field is repeated for each file is inferred.
    """
    name: str | Unset = UNSET
    """Name of the files. Each file keeps its own name by default.

    The documents list it among the path parameters, where there is no place for it.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"files", "name"})

    def __post_init__(self) -> None:
        check_files("files", self.files, 4000000, "image/*", "video/*", "application/pdf")
