# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import OpenEnum


class CancelledStatus(OpenEnum):
    """The only status that you can give to a policy.

    Source (documented): kasko/docs ticket refund page, kasko/docs relocation page.
    """

    CANCELLED = "cancelled"
