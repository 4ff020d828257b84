# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class Claim(Model, kw_only=True, frozen=True):
    """A reported incident. The examples differ in their members, and the flags of the request
    choose among them: only `id` is always there.

    Source (documented): fetch-claims.
    """

    id: str
    """InsureHero's id of the claim. Opaque."""
    package_id: str | Unset = UNSET
    """Id of the package the risk item was insured with."""
    subject: str | None | Unset = UNSET
    """Title, in the words of the one who reported it."""
    claimant_id: str | Unset = UNSET
    """Id of the user who claims."""
    risk_item_id: str | Unset = UNSET
    """Id of the risk item it is about."""
    variant_id: str | Unset = UNSET
    """Id of the variant of cover that is claimed."""
    type_: str | None | Unset = msgspec.field(default=UNSET, name="type")
    """Kind of insurance, as named by the product."""
    status: str | Unset = UNSET
    """Where it stands. Only `SUBMITTED` was seen; the values are not documented."""
    uid: str | None | Unset = UNSET
    """Identifier of the claim in another system."""
    insurer_claim_number: str | None | Unset = UNSET
    """The insurer's number of the claim."""
    internal_claim_number: int | None | Unset = UNSET
    """InsureHero's number of the claim. The documents say number, the examples show integers."""
    incident_date: Timestamp | None | Unset = UNSET
    """When it happened, in an older form of the claim. ISO 8601 with offset (UTC in the
    examples).
    """
    consent_date: Timestamp | None | Unset = UNSET
    """When consent was given. ISO 8601 with offset (UTC in the examples)."""
    resolution_date: Timestamp | None | Unset = UNSET
    """When it was settled. ISO 8601 with offset (UTC in the examples)."""
    assets: list[Any] | None | Unset = UNSET
    """Files that were attached. The shape of an entry is not documented; it may hold an address
    that works without a key.
    """
    incident: _models.Incident | None | Unset = UNSET
    """What happened."""
    claim_amount: float | None | Unset = UNSET
    """Amount claimed, in major units. The currency is not given. Only null was seen on reading;
    the type is that of creation.
    """
    communications: list[Any] | None | Unset = UNSET
    """What was communicated about it. The shape of an entry is not documented."""
    metadata: _models.FreeForm | None | Unset = UNSET
    """Free data of the one who made it."""
    policy_reference: _models.PolicyReference | None | Unset = UNSET
    """The policy and the variant it refers to."""
    claimant_data: _models.ClaimantData | None | Unset = UNSET
    """The claimant, as known when the claim was made."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"subject", "assets", "incident", "communications", "metadata", "claimant_data"}
    )

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.incident_date) and time.tzinfo is not UTC:
            force_setattr(self, "incident_date", as_utc(time))
        if (time := came.consent_date) and time.tzinfo is not UTC:
            force_setattr(self, "consent_date", as_utc(time))
        if (time := came.resolution_date) and time.tzinfo is not UTC:
            force_setattr(self, "resolution_date", as_utc(time))
