# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class Policy(Model, kw_only=True, frozen=True):
    """A policy, under which risks are insured.

    Source (documented): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-policies).

    Table and example differ: where one has a list and the other an object, both are read.
    """

    id: str
    """InsureHero's id of the policy. Opaque."""
    version: int | None | Unset = UNSET
    """Version of the policy, a whole number.

    The table says number, the example shows an integer.
    """
    channel_id: str | Unset = UNSET
    """Id of the channel that sells the policy."""
    holder_id: str | Unset = UNSET
    """Id of the holder of the policy."""
    uid: str | None | Unset = UNSET
    """Your own identifier of the policy, as a new risk item names it."""
    max_rescission_window: str | None | Unset = UNSET
    """How long a risk item can be rescinded.

    Its form is not documented.
    """
    policy_number: str | None | Unset = UNSET
    """Number of the policy."""
    coverages: _models.FreeForm | list[Any] | None | Unset = UNSET
    """The coverages of the policy: an object with a list for the name of each coverage.

    Entries have `id`, `insurer` (an object) and `variant` (`id`, `name`, `claim_schema`).

    The table has a list instead.
    """
    metadata: _models.FreeForm | list[Any] | None | Unset = UNSET
    """Free data of whoever created the policy.

    An object in the example, a list in the table.
    """
    attachments: list[str | _models.FreeForm] | None | Unset = UNSET
    """Attached files. Do not store or log them: their URLs work without a key.

    Text in the example, objects in the table.
    """
    features: list[Any] | None | Unset = UNSET
    """Features of the policy.

    Only an empty list was seen.
    """

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"metadata", "attachments"})
    _secret_: ClassVar[frozenset[str]] = frozenset({"attachments"})
