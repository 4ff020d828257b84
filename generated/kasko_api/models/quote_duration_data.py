# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr


class QuoteDurationData(Model, kw_only=True, frozen=True):
    """Start and end of the period of cover.

    Source (documented): [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#quote-data).
    """

    policy_start_date: Timestamp | None | Unset = UNSET
    """Start of the period, in UTC."""
    policy_end_date: Timestamp | None | Unset = UNSET
    """End of the period, in UTC."""

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.policy_start_date) and time.tzinfo is not UTC:
            force_setattr(self, "policy_start_date", as_utc(time))
        if (time := came.policy_end_date) and time.tzinfo is not UTC:
            force_setattr(self, "policy_end_date", as_utc(time))
