# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any

from brolly_runtime import UNSET, AlsoEmptyArray, Model, Unset, convert
from msgspec.structs import force_setattr

from .. import models as _models


class DatasetItem(Model, kw_only=True, frozen=True):
    """A single row. Its fields are in `data`; in the list they are in `value`.

    Source (documented): [KASKO docs: Data
    API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/data.rst#get-one-item).
    """

    id: str
    """KASKO's id of the row. Opaque."""
    data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """All fields of the row."""

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.data) is list:
            force_setattr(self, "data", convert({}, _models.OpenMap))
