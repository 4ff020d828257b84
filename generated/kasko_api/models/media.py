# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, ClassVar

from brolly_runtime import UNSET, AlsoEmptyArray, Model, Unset, convert
from msgspec.structs import force_setattr

from .. import models as _models


class Media(Model, kw_only=True, frozen=True):
    """The record of a file.

    Source (documented): [KASKO example web app: mock
    API](https://github.com/kasko/kasko-app-example-external/blob/575a5bd/mock-api/api.js#L1).

    Known from KASKO's own mock only.
    """

    id: str
    """KASKO's id of the media record. Opaque.

    `med_` and 32 hexadecimal digits in the mock.
    """
    is_uploaded: bool | None | Unset = UNSET
    """Whether the content has been uploaded."""
    designation: str | None | Unset = UNSET
    """Purpose of the file."""
    name: str | None | Unset = UNSET
    """Display name of the file."""
    mime_type: str | None | Unset = UNSET
    """Media type of the file."""
    file_size: int | None | Unset = UNSET
    """Size of the file in bytes."""
    signature: str | None | Unset = UNSET
    """Signature of the file.

    From a type of KASKO's web app.
    """
    url: str | None | Unset = UNSET
    """URL at which the file can be read.

    From a type of KASKO's web app.
    """
    created_at: str | None | Unset = UNSET
    """When the record was created.

    From a type of KASKO's web app; its form is not documented.
    """
    metadata: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """Further notes on the file.

    From a type of KASKO's web app.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"name", "signature", "url", "metadata"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"signature", "url"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.metadata) is list:
            force_setattr(self, "metadata", convert({}, _models.OpenMap))
