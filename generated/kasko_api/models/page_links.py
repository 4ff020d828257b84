# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class PageLinks(Model, kw_only=True, frozen=True):
    """Links to the next and the previous page.

    Take the cursor from the query: a link may end in `&` and has a slash before `?`, so do not
    compare links as text.

    Source (documented): [KASKO API reference of October
    2015](https://github.com/kasko/docs/blob/df84cbe/source/index.md#pagination).
    """

    next: _models.Link | None | Unset = UNSET
    """The next page.

    Its query carries `since` in seconds since 1970 (UTC). Missing at the end of the list.

    An earlier revision shows an empty `since` at the end.
    """
    prev: _models.Link | None | Unset = UNSET
    """The previous page.

    Its query carries `until` in seconds since 1970 (UTC). A link without `until` means that
    there is no earlier data.
    """
