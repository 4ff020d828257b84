# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class RiskItem(Model, kw_only=True, frozen=True):
    """Something that is insured under a policy for a period.

    It holds the people who are covered and may claim.

    Source (documented): [InsureHero Shield API: fetch risk
    items](https://docs.insurehero.io/shield-api/integrations/fetch-risk-items#additional-attributes),
    [InsureHero Shield API: risk
    items](https://docs.insurehero.io/shield-api/policies/risk-item-management#add-a-risk-item-to-a-policy).
    """

    id: str
    """InsureHero's id of the risk item. Opaque."""
    policy_id: str | Unset = UNSET
    """Id of the policy that covers the risk item."""
    package_id: str | Unset = UNSET
    """Id of the package that the risk item is insured with."""
    authorized_claimants: list[_models.Person] | None | Unset = UNSET
    """The people who may claim. Each has an email address."""
    beneficiaries: list[_models.Person] | None | Unset = UNSET
    """The people who are covered. Each has an email address or a phone number."""
    start_date: Timestamp | Unset = UNSET
    """Start of cover. ISO 8601 with offset; UTC in the examples."""
    end_date: Timestamp | None | Unset = UNSET
    """End of cover.

    ISO 8601 with offset; UTC in the examples. Null for a subscription without an end.
    """
    insured_subject: _models.InsuredSubject | None | Unset = UNSET
    """The insured subject, such as a shipment."""
    status: str | Unset = UNSET
    """Status of the risk item.

    Its values are not documented.
    """
    uid: str | None | Unset = UNSET
    """Your own identifier of the risk item."""
    assets: list[Any] | None | Unset = UNSET
    """The attached files.

    Do not store or log them: they may hold URLs that work without a key.

    The members of an entry are not documented.
    """
    metadata: _models.FreeForm | None | Unset = UNSET
    """Free data of whoever created the risk item. For cargo it holds `delivery_stops`."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"insured_subject", "assets", "metadata"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"assets"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.start_date) and time.tzinfo is not UTC:
            force_setattr(self, "start_date", as_utc(time))
        if (time := came.end_date) and time.tzinfo is not UTC:
            force_setattr(self, "end_date", as_utc(time))
