# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, ClassVar

import msgspec
from brolly_runtime import UNSET, AlsoEmptyArray, Model, Unset, convert
from msgspec.structs import force_setattr

from .. import models as _models


class CreatedOffer(Model, kw_only=True, frozen=True):
    """A new offer. When it is paid, it becomes a policy with the same id.

    Source (documented): [KASKO docs: create an unpaid policy,
    v1](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v1_policy.rst#create-an-unpaid-v1-policy),
    [KASKO docs: create an unpaid policy,
    v2](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v2_policy.rst#create-an-unpaid-v2-policy).
    """

    id: str
    """KASKO's id of the offer, and later of the policy. Opaque."""
    insurer_policy_id: str | None | Unset = UNSET
    """The policy number that policyholder and insurer will use."""
    insurer_external_policy_id: str | None | Unset = UNSET
    """The policy's number in a system of the insurer."""
    payment_token: str | None | Unset = UNSET
    """The payment token.

    Send it on as `token` of the payment. Missing while the offer waits for approval:
    `get_offer` has it later.
    """
    links: AlsoEmptyArray[_models.CreatedOfferLinks] | None | Unset = msgspec.field(
        default=UNSET, name="_links"
    )
    """Links of the new offer."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"payment_token"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"payment_token"})

    def __post_init__(self) -> None:
        came: Any = self  # as the provider sent it, not as the annotations say
        if type(came.links) is list:
            force_setattr(self, "links", convert({}, _models.CreatedOfferLinks))
