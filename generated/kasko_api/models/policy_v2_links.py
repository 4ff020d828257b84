# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import msgspec
from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class PolicyV2Links(Model, kw_only=True, frozen=True):
    """Links of a policy by v2. Opaque: some samples double a part of the path.

    Source (documented): kasko/docs softfair page.
    """

    self_: _models.Link | None | Unset = msgspec.field(default=UNSET, name="_self")
    """The policy itself."""
    distributor: _models.Link | None | Unset = UNSET
    """The account that sold it."""
    insurer: _models.Link | None | Unset = UNSET
    """The account of the insurer."""
    item: _models.Link | None | Unset = UNSET
    """The item."""
    touchpoint: _models.Link | None | Unset = UNSET
    """The place at which it was sold."""
