# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import OpenEnum


class PolicyStatus(OpenEnum):
    """Whether the policy is in force or was called off. The texts also write PAID and Cancelled:
    compare without case and expect further values.

    Source (documented): seed 001.
    """

    PAID = "paid"
    CANCELLED = "cancelled"
