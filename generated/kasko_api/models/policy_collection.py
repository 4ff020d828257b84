# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from brolly_runtime import UNSET, AlsoEmptyArray, Model, Unset, convert, records_at
from msgspec.structs import force_setattr

from .. import models as _models


class PolicyCollection(Model, kw_only=True, frozen=True):
    """One page of policies.

    Look for the links at the top level first, then inside `_embedded`.

    Source (documented): [KASKO API reference of October
    2015](https://github.com/kasko/docs/blob/df84cbe/source/index.md#pagination).

    The documents show the links in both places.
    """

    embedded: _models.PolicyEmbedded = msgspec.field(name="_embedded")
    """The policies of this page."""
    links: AlsoEmptyArray[_models.PageLinks] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links to the next and the previous page, as in the example of the policy list."""

    @property
    def items(self) -> Sequence[_models.Policy]:
        """The records of this response; empty if there are none."""
        return records_at(self, ("embedded", "item"))

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.links) is list:
            force_setattr(self, "links", convert({}, _models.PageLinks))
