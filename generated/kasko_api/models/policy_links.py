# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import msgspec
from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class PolicyLinks(Model, kw_only=True, frozen=True):
    """Links of one policy.

    Source (documented): kasko/docs API reference.
    """

    self_: _models.Link | None | Unset = msgspec.field(default=UNSET, name="_self")
    """The URL of the policy itself, under this name and not as HAL's `self`."""
