# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import msgspec
from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class LeadLinks(Model, kw_only=True, frozen=True):
    """Links of a lead.

    Source (documented): kasko/docs softfair page.
    """

    self_: _models.Link | None | Unset = msgspec.field(default=UNSET, name="_self")
    """The lead itself."""
    distributor: _models.Link | None | Unset = UNSET
    """The account that sells it."""
    product: _models.Link | None | Unset = UNSET
    """The item."""
