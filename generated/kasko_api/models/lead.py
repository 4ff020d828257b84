# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, AlsoEmptyArray, Model, Timestamp, Unset, as_utc, convert
from msgspec.structs import force_setattr

from .. import models as _models


class Lead(Model, kw_only=True, frozen=True):
    """A lead. Names have no underscore here, unlike in the request.

    Source (documented): kasko/docs softfair page.
    """

    id: str
    """The lead's id. Opaque."""
    livemode: bool | None | Unset = UNSET
    """Whether the lead is real. False for test data."""
    firstname: str | None | Unset = UNSET
    """Given name."""
    lastname: str | None | Unset = UNSET
    """Family name."""
    email: str | None | Unset = UNSET
    """E-mail address."""
    quote: AlsoEmptyArray[_models.QuoteSnapshot] | None | Unset = UNSET
    """The price that was given."""
    data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """What the product was told, and an `access_pin` of the server's."""
    product_id: str | None | Unset = UNSET
    """The item, in spite of the name."""
    policy_id: str | None | Unset = UNSET
    """KASKO's id of the policy, once there is one."""
    touchpoint_id: str | None | Unset = UNSET
    """The place at which it is sold."""
    distributor_id: str | None | Unset = UNSET
    """The account that sells it."""
    referrer_url: str | None | Unset = UNSET
    """The page from which the customer came."""
    whitelisted_referrer_url: str | None | Unset = UNSET
    """The same, if it is one of the distributor's."""
    metadata: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """Your own notes."""
    opt_out_date: str | None | Unset = UNSET
    """When the person opted out. Only null is shown, so the form is unknown."""
    language: str | None | Unset = UNSET
    """Language of texts and documents, ISO 639-1."""
    currency: str | None | Unset = UNSET
    """ISO 4217 code, in upper case here. Compare without case."""
    created_at: Timestamp | None | Unset = UNSET
    """When it was created."""
    updated_at: Timestamp | None | Unset = UNSET
    """When it was last changed."""
    assets: list[_models.Document] | None | Unset = UNSET
    """Documents, once they are made."""
    token: str | None | Unset = UNSET
    """The token of the lead."""
    status: str | None | Unset = UNSET
    """`pending` until the documents are made, then `ready`. Expect further values."""
    links: AlsoEmptyArray[_models.LeadLinks] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links of the lead."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"firstname", "lastname", "email", "data", "metadata", "token"}
    )

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.quote) is list:
            force_setattr(self, "quote", convert({}, _models.QuoteSnapshot))
        if type(came.data) is list:
            force_setattr(self, "data", convert({}, _models.OpenMap))
        if type(came.metadata) is list:
            force_setattr(self, "metadata", convert({}, _models.OpenMap))
        if (time := came.created_at) and time.tzinfo is not UTC:
            force_setattr(self, "created_at", as_utc(time))
        if (time := came.updated_at) and time.tzinfo is not UTC:
            force_setattr(self, "updated_at", as_utc(time))
        if type(came.links) is list:
            force_setattr(self, "links", convert({}, _models.LeadLinks))
