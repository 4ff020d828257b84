# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import OpenEnum


class PolicyStatus(OpenEnum):
    """Status of a policy. Ignore case when comparing and expect further values.

    Source (documented): [KASKO API reference of October
    2015](https://github.com/kasko/docs/blob/df84cbe/source/index.md#the-policy-object).

    The texts also write PAID and Cancelled.
    """

    PAID = "paid"
    CANCELLED = "cancelled"
