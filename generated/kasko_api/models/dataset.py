# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset


class Dataset(Model, kw_only=True, frozen=True):
    """A table that products refer to.

    Source (documented): kasko/docs data page.
    """

    id: str
    """Its id. Opaque."""
    name: str | None | Unset = UNSET
    """Its name."""
    languages: list[str] | None | Unset = UNSET
    """The languages in which it can be read, ISO 639-1."""
