# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class PolicyUpdate(Model, kw_only=True, frozen=True):
    """The members of a policy to change.

    Only those that the product marks as editable are accepted.

    Source (documented): [KASKO docs: Roland,
    v2](https://github.com/kasko/docs/blob/0f9c836/source/products/roland/getsafe-v2/rest-api.rst#update-policy),
    [KASKO docs: Roland,
    v3](https://github.com/kasko/docs/blob/640c8c7/source/products/roland/getsafe-v3/rest-api.rst#update-policy),
    [KASKO docs: ticket
    refund](https://github.com/kasko/docs/blob/4cc5124/source/products/ticketplan/ticket-refund/rest-api.rst#update-policy).
    """

    first_name: str | Unset = UNSET
    """Given name of the policyholder.

    One product takes 2 to 35 characters.
    """
    last_name: str | Unset = UNSET
    """Family name of the policyholder.

    One product takes 2 to 35 characters.
    """
    email: str | Unset = UNSET
    """Email address of the policyholder.

    One product takes 2 to 70 characters.
    """
    quote_token: str | Unset = UNSET
    """The token of a new quote, for a change that affects the price."""
    data: _models.OpenMap | Unset = UNSET
    """Data of the product.

    If you send it, the product's rules apply to the whole object, so send all of it.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"first_name", "last_name", "email", "quote_token", "data"}
    )
    _secret_: ClassVar[frozenset[str]] = frozenset({"quote_token"})
