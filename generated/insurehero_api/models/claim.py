# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Timestamp, Unset, as_utc
from msgspec.structs import force_setattr

from .. import models as _models


class Claim(Model, kw_only=True, frozen=True):
    """A reported incident.

    Which members it has depends on the flags of the request; only `id` is always there.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim).
    """

    id: str
    """InsureHero's id of the claim. Opaque."""
    package_id: str | Unset = UNSET
    """Id of the package that the risk item is insured with."""
    subject: str | None | Unset = UNSET
    """Title of the claim, in the words of whoever reported it."""
    claimant_id: str | Unset = UNSET
    """Id of the user who claims."""
    risk_item_id: str | Unset = UNSET
    """Id of the risk item that the claim is about."""
    variant_id: str | Unset = UNSET
    """Id of the variant that is claimed."""
    type: str | None | Unset = UNSET
    """Type of insurance, as the product names it."""
    status: str | Unset = UNSET
    """Status of the claim, such as `SUBMITTED`.

    Only `SUBMITTED` was seen; the values are not documented.
    """
    uid: str | None | Unset = UNSET
    """Your own identifier of the claim."""
    insurer_claim_number: str | None | Unset = UNSET
    """The insurer's number of the claim."""
    internal_claim_number: int | None | Unset = UNSET
    """InsureHero's number of the claim.

    The table says number, the examples show integers.
    """
    incident_date: Timestamp | None | Unset = UNSET
    """When the incident happened; in older claims only.

    ISO 8601 with offset; UTC in the examples.
    """
    consent_date: Timestamp | None | Unset = UNSET
    """When consent was given. ISO 8601 with offset; UTC in the examples."""
    resolution_date: Timestamp | None | Unset = UNSET
    """When the claim was resolved. ISO 8601 with offset; UTC in the examples."""
    assets: list[Any] | None | Unset = UNSET
    """The attached files.

    Do not store or log them: they may hold URLs that work without a key.

    The members of an entry are not documented.
    """
    incident: _models.Incident | None | Unset = UNSET
    """The incident that the claim is about."""
    claim_amount: float | None | Unset = UNSET
    """Claimed amount, in major units.

    The currency is not given. Only null was seen in responses; the type is that of creating a
    claim.
    """
    communications: list[Any] | None | Unset = UNSET
    """Communications about the claim.

    The members of an entry are not documented.
    """
    metadata: _models.FreeForm | None | Unset = UNSET
    """Free data of whoever created the record."""
    policy_reference: _models.PolicyReference | None | Unset = UNSET
    """The policy and the variant that the claim refers to."""
    claimant_data: _models.ClaimantData | None | Unset = UNSET
    """The claimant, as known when the claim was created."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"subject", "assets", "incident", "communications", "metadata", "claimant_data"}
    )
    _secret_: ClassVar[frozenset[str]] = frozenset({"assets"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if (time := came.incident_date) and time.tzinfo is not UTC:
            force_setattr(self, "incident_date", as_utc(time))
        if (time := came.consent_date) and time.tzinfo is not UTC:
            force_setattr(self, "consent_date", as_utc(time))
        if (time := came.resolution_date) and time.tzinfo is not UTC:
            force_setattr(self, "resolution_date", as_utc(time))
