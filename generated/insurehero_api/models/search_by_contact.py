# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import OpenEnum


class SearchByContact(OpenEnum):
    """Whether the path names an email address (`email`) or a phone number (`phone`).

    Source (documented): [InsureHero Shield API:
    users](https://docs.insurehero.io/shield-api/policies/user-management#step-by-step-workflow-sign-up).
    """

    EMAIL = "email"
    PHONE = "phone"
