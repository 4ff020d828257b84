# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset


class IndexProblem(Model, kw_only=True, frozen=True):
    """The error of an index that knows no price.

    Source (documented): [KASKO docs: AutoScout24 quote
    lookup](https://github.com/kasko/docs/blob/7c61b58/source/occ_as24.rst#get-a-quote).
    """

    message: str | None = None
    """A short explanation of the error."""
    description: str | None | Unset = UNSET
    """A longer explanation of the error."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"message", "description"})
