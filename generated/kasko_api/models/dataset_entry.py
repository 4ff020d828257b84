# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any

from brolly_runtime import UNSET, AlsoEmptyArray, Model, Unset, convert
from msgspec.structs import force_setattr

from .. import models as _models


class DatasetEntry(Model, kw_only=True, frozen=True):
    """A row in the list of a dataset.

    Source (documented): [KASKO docs: Data
    API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/data.rst#list-items-from-a-set).
    """

    id: str
    """KASKO's id of the row.

    You may send it in the `data` of a quote or an offer in place of the values. Opaque.
    """
    value: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """The fields that were asked for."""

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.value) is list:
            force_setattr(self, "value", convert({}, _models.OpenMap))
