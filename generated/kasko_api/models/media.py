# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, ClassVar

from brolly_runtime import UNSET, AlsoEmptyArray, Model, Unset, convert
from msgspec.structs import force_setattr

from .. import models as _models


class Media(Model, kw_only=True, frozen=True):
    """The record of a file. Known from KASKO's own mock alone.

    Source (documented): kasko-app-example-external mock.
    """

    id: str
    """The record's id, `med_` and 32 hexadecimal digits in the mock. Opaque."""
    is_uploaded: bool | None | Unset = UNSET
    """Whether the content has come."""
    designation: str | None | Unset = UNSET
    """What the file is for."""
    name: str | None | Unset = UNSET
    """Its display name."""
    mime_type: str | None | Unset = UNSET
    """Its media type."""
    file_size: int | None | Unset = UNSET
    """Its size in bytes."""
    signature: str | None | Unset = UNSET
    """A signature. From a type of the web app."""
    url: str | None | Unset = UNSET
    """Where the file can be read. From a type of the web app."""
    created_at: str | None | Unset = UNSET
    """When it was created. From a type of the web app; the form is not documented."""
    metadata: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """Further notes. From a type of the web app."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"name", "signature", "url", "metadata"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.metadata) is list:
            force_setattr(self, "metadata", convert({}, _models.OpenMap))
