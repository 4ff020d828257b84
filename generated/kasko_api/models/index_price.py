# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset


class IndexPrice(Model, kw_only=True, frozen=True):
    """An indicative price. Both amounts are decimal text, unlike elsewhere.

    Source (documented): kasko/docs index page.
    """

    quote_price: str | None | Unset = UNSET
    """The price, in major units of a currency that is not given."""
    deductable: str | None | Unset = UNSET
    """What the holder pays of each claim, in the same units. The misspelt name is KASKO's."""
