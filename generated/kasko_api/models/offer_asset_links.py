# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class OfferAssetLinks(Model, kw_only=True, frozen=True):
    """Links to the documents of an offer. They may hold a token: do not store or log them.

    Source (documented): [KASKO docs: Roland,
    v2](https://github.com/kasko/docs/blob/0f9c836/source/products/roland/getsafe-v2/rest-api.rst#create-an-offer-unpaid-policy).
    """

    offer: _models.Link | None | Unset = UNSET
    """The offer's documents."""
    policy: _models.Link | None | Unset = UNSET
    """The later policy's documents."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"offer", "policy"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"offer", "policy"})
