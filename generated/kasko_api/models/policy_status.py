# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import OpenEnum


class PolicyStatus(OpenEnum):
    """Status of a policy. Ignore case when comparing and expect further values.

    Source (documented): kasko/docs API reference.

    The texts also write PAID and Cancelled.
    """

    PAID = "paid"
    CANCELLED = "cancelled"
