# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any

import msgspec
from brolly_runtime import UNSET, AlsoEmptyArray, Model, Unset, convert
from msgspec.structs import force_setattr

from .. import models as _models


class PolicyEmbedded(Model, kw_only=True, frozen=True):
    """The content of a page.

    Source (documented): seed 001.
    """

    item: list[_models.Policy]
    """The policies, none to `limit` of them. The general pagination example shows entries that
    hold an integer `id` alone; policies are always the full object with a string id.
    """
    links: AlsoEmptyArray[_models.PageLinks] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links to the neighbouring pages, where the general pagination example shows them."""

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.links) is list:
            force_setattr(self, "links", convert({}, _models.PageLinks))
