# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset


class Dataset(Model, kw_only=True, frozen=True):
    """A table of values that products refer to.

    Source (documented): [KASKO docs: Data
    API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/data.rst#get-a-dataset-information-record).
    """

    id: str
    """KASKO's id of the dataset. Opaque."""
    name: str | None | Unset = UNSET
    """Name of the dataset."""
    languages: list[str] | None | Unset = UNSET
    """The languages of the dataset, ISO 639-1."""
