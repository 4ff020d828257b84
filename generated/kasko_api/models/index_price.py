# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset


class IndexPrice(Model, kw_only=True, frozen=True):
    """An indicative price. Unlike elsewhere, both amounts are decimal numbers as text.

    Source (documented): [KASKO docs: AutoScout24 quote
    lookup](https://github.com/kasko/docs/blob/7c61b58/source/occ_as24.rst#get-a-quote).
    """

    quote_price: str | None | Unset = UNSET
    """The price as a decimal number, in major units.

    The currency is not given.
    """
    deductable: str | None | Unset = UNSET
    """The deductible of each claim, in the same units. The misspelt name is KASKO's."""
