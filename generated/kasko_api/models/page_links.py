# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import msgspec
from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class PageLinks(Model, kw_only=True, frozen=True):
    """Links to the neighbouring pages. Read the cursor out of the query and ignore empty pairs: a
    link may end in `&` and has a slash before `?`, so links cannot be compared as text.

    Source (documented): seed 001.
    """

    next_: _models.Link | None | Unset = msgspec.field(default=UNSET, name="next")
    """The next page, its query carrying `since` in seconds since 1970 (UTC). Missing at the end
    of the data; an earlier text has an empty `since` there instead.
    """
    prev: _models.Link | None | Unset = UNSET
    """The page before, its query carrying `until` in seconds since 1970 (UTC). A link without
    `until` means that there is no earlier data.
    """
