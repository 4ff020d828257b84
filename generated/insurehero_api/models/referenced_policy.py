# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class ReferencedPolicy(Model, kw_only=True, frozen=True):
    """A policy as a claim shows it.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim).
    """

    id: str
    """InsureHero's id of the policy. Opaque."""
    uid: str | None | Unset = UNSET
    """Your own identifier of the policy."""
    version: int | None | Unset = UNSET
    """Version of the policy, a whole number.

    The table says number, the examples show integers.
    """
    metadata: _models.FreeForm | None | Unset = UNSET
    """Free data of whoever created the record."""
    policy_number: str | None | Unset = UNSET
    """Number of the policy."""
    total_gross_price: str | None | Unset = UNSET
    """Gross price: a decimal number in major units, or an arithmetic expression such as `2 + 3`.

    The currency is not given.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"metadata"})
