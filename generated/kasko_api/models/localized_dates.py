# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr


class LocalizedDates(Model, kw_only=True, frozen=True):
    """Dates of a policy with the offset of the product's time zone.

    Source (documented): [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#quote-data).
    """

    start_date: Timestamp | None | Unset = UNSET
    """Start of cover, in local time."""
    end_date: Timestamp | None | Unset = UNSET
    """End of cover, in local time."""
    termination_date: str | None | Unset = UNSET
    """When a cancellation takes effect, in local time.

    Only null is shown.
    """
    policy_created_date: Timestamp | None | Unset = UNSET
    """When the policy was created, in local time."""
    time_zone: str | None | Unset = UNSET
    """IANA name of the time zone, such as `Europe/Berlin`."""

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.start_date) and time.tzinfo is not UTC:
            force_setattr(self, "start_date", as_utc(time))
        if (time := came.end_date) and time.tzinfo is not UTC:
            force_setattr(self, "end_date", as_utc(time))
        if (time := came.policy_created_date) and time.tzinfo is not UTC:
            force_setattr(self, "policy_created_date", as_utc(time))
