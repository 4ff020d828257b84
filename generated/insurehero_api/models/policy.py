# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from typing import Any, ClassVar

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class Policy(Model, kw_only=True, frozen=True):
    """What risks are insured under. Table and example differ: where the one has a list and the
    other an object, both are read.

    Source (documented): policy-management.
    """

    id: str
    """InsureHero's id of the policy. Opaque."""
    version: int | None | Unset = UNSET
    """Version of the policy. The documents say number, the example shows an integer."""
    channel_id: str | Unset = UNSET
    """Id of the channel that sells it."""
    holder_id: str | Unset = UNSET
    """Id of the holder."""
    uid: str | None | Unset = UNSET
    """Your own identifier of the policy, as a new risk item names it."""
    max_rescission_window: str | None | Unset = UNSET
    """For how long a risk item can be rescinded. The form is not documented."""
    policy_number: str | None | Unset = UNSET
    """Policy number."""
    coverages: _models.FreeForm | list[Any] | None | Unset = UNSET
    """What is covered. In the example an object keyed by the name of a coverage, each value a
    list of objects with `id`, `insurer` (an object) and `variant` (`id`, `name`,
    `claim_schema`); in the table a list.
    """
    metadata: _models.FreeForm | list[Any] | None | Unset = UNSET
    """Free data of the one who made it. An object in the example, a list in the table."""
    attachments: list[str | _models.FreeForm] | None | Unset = UNSET
    """Files, by addresses that work without a key. Text in the example, objects in the table."""
    features: list[Any] | None | Unset = UNSET
    """Features. Only an empty list was seen."""

    _sensitive_: ClassVar[frozenset[str]] = frozenset({"metadata", "attachments"})
