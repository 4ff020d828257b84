# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import msgspec
from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class PolicyLinks(Model, kw_only=True, frozen=True):
    """Links of one policy.

    Source (documented): [KASKO API reference of October
    2015](https://github.com/kasko/docs/blob/df84cbe/source/index.md#get-all-policies).
    """

    self_: _models.Link | None | Unset = msgspec.field(default=UNSET, name="_self")
    """The URL of the policy itself, under this name and not as HAL's `self`."""
