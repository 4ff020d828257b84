# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import OpenEnum


class SearchByContact(OpenEnum):
    """What the path value is, an e-mail address (`email`) or a phone number (`phone`).

    Source (documented): user-management.
    """

    EMAIL = "email"
    PHONE = "phone"
