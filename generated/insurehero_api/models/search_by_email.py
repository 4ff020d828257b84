# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import OpenEnum


class SearchByEmail(OpenEnum):
    """That the path names an email address. No other value is documented.

    Source (documented): [InsureHero Shield API:
    users](https://docs.insurehero.io/shield-api/policies/user-management#step-by-step-workflow-sign-up).
    """

    EMAIL = "email"
