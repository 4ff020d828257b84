# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, AlsoEmptyArray, Model, Timestamp, Unset, as_utc, convert
from msgspec.structs import force_setattr

from .. import models as _models


class Lead(Model, kw_only=True, frozen=True):
    """A person who may become a policyholder.

    Names have no underscore here, unlike in the request.

    Source (documented): [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-lead).

    An example shows it without explanations: the meaning of its members is inferred.
    """

    id: str
    """KASKO's id of the lead. Opaque."""
    livemode: bool | None | Unset = UNSET
    """Whether this is a real lead. `false` for test data."""
    firstname: str | None | Unset = UNSET
    """Given name of the person."""
    lastname: str | None | Unset = UNSET
    """Family name of the person."""
    email: str | None | Unset = UNSET
    """Email address of the person."""
    quote: AlsoEmptyArray[_models.QuoteSnapshot] | None | Unset = UNSET
    """The quoted price, as a snapshot of the quote."""
    data: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """The `data` of the request, with an `access_pin` added by KASKO."""
    product_id: str | None | Unset = UNSET
    """KASKO's id of the item, in spite of the name."""
    policy_id: str | None | Unset = UNSET
    """KASKO's id of the policy, once there is one."""
    touchpoint_id: str | None | Unset = UNSET
    """The touchpoint where the product is sold."""
    distributor_id: str | None | Unset = UNSET
    """The distributor that sells the product."""
    referrer_url: str | None | Unset = UNSET
    """The page that the customer came from."""
    whitelisted_referrer_url: str | None | Unset = UNSET
    """The referring page, if it is on the distributor's list."""
    metadata: AlsoEmptyArray[_models.OpenMap] | None | Unset = UNSET
    """The distributor's own notes."""
    opt_out_date: str | None | Unset = UNSET
    """When the person opted out.

    Only null is shown, so its form is unknown.
    """
    language: str | None | Unset = UNSET
    """Language of texts and documents, ISO 639-1."""
    currency: str | None | Unset = UNSET
    """ISO 4217 code, in upper case here. Ignore case when comparing."""
    created_at: Timestamp | None | Unset = UNSET
    """When the lead was created. ISO 8601 with offset."""
    updated_at: Timestamp | None | Unset = UNSET
    """When the lead was last changed. ISO 8601 with offset."""
    assets: list[_models.Document] | None | Unset = UNSET
    """Documents of the lead, once they have been generated."""
    token: str | None | Unset = UNSET
    """The token of the lead."""
    status: str | None | Unset = UNSET
    """`pending` until the documents have been generated, then `ready`.

    Expect further values.
    """
    links: AlsoEmptyArray[_models.LeadLinks] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links of this lead."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"firstname", "lastname", "email", "data", "metadata", "token"}
    )
    _secret_: ClassVar[frozenset[str]] = frozenset({"data", "token"})

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
