# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class NewRiskItem(Model, kw_only=True, frozen=True):
    """The risk that you want to insure.

    Source (documented): [InsureHero Shield API: risk
    items](https://docs.insurehero.io/shield-api/policies/risk-item-management#add-a-risk-item-to-a-policy).
    """

    package_uid: str
    """Your own identifier of the package to insure it with."""
    policy_uid: str
    """Your own identifier of the policy to insure it under."""
    start_date: Timestamp
    """Start of cover. ISO 8601 with offset."""
    end_date: Timestamp | None = None
    """End of cover.

    ISO 8601 with offset. Always send it: null for a subscription without an end.
    """
    insured_subject: _models.NewInsuredSubject
    """The insured subject. It needs `identifier_type` and `identifier_value`."""
    uid: str
    """Your own identifier of the risk item. It must be unique."""
    beneficiaries: list[_models.NewBeneficiary] | Unset = UNSET
    """The people who are covered."""
    authorized_claimants: list[_models.NewClaimant] | Unset = UNSET
    """The people who may claim."""
    metadata: _models.FreeForm | Unset = UNSET
    """Your own free data. For cargo it holds `delivery_stops`."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"insured_subject", "metadata"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.start_date).tzinfo is not UTC:
            force_setattr(self, "start_date", as_utc(time))
        if (time := came.end_date) and time.tzinfo is not UTC:
            force_setattr(self, "end_date", as_utc(time))
