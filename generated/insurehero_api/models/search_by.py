# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import OpenEnum


class SearchBy(OpenEnum):
    """Whether the path names InsureHero's id (`id`, the default) or your own identifier (`uid`).

    Source (documented): [InsureHero Shield API: fetch
    orders](https://docs.insurehero.io/shield-api/integrations/fetch-orders#get-orders-for-a-specific-risk-item).
    """

    ID = "id"
    UID = "uid"
