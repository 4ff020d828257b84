# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class PolicyUpdate(Model, kw_only=True, frozen=True):
    """What is to change in a policy. Only members that the product marks as editable are
    accepted.

    Source (documented): kasko/docs Roland v2 page, kasko/docs Roland v3 page, kasko/docs
    ticket refund page.
    """

    first_name: str | Unset = UNSET
    """Given name of the holder. One product takes 2 to 35 characters."""
    last_name: str | Unset = UNSET
    """Family name of the holder. One product takes 2 to 35 characters."""
    email: str | Unset = UNSET
    """E-mail address of the holder. One product takes 2 to 70 characters."""
    quote_token: str | Unset = UNSET
    """The token of a new quote, for a change that has an effect on the price."""
    data: _models.OpenMap | Unset = UNSET
    """What the product is told. When it is sent, the product's rules hold for the whole object,
    so send all of it.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset(
        {"first_name", "last_name", "email", "quote_token", "data"}
    )
