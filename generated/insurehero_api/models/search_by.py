# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import OpenEnum


class SearchBy(OpenEnum):
    """Whether the path names InsureHero's id (`id`, the default) or your own identifier (`uid`).

    Source (documented): fetch-orders.
    """

    ID = "id"
    UID = "uid"
