# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import msgspec
from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class WebhookLinks(Model, kw_only=True, frozen=True):
    """Links of a policy in a webhook.

    Source (documented): [KASKO docs:
    webhooks](https://github.com/kasko/docs/blob/a36b634/source/webhooks.rst#policy-created).
    """

    self_: _models.Link | None | Unset = msgspec.field(default=UNSET, name="self")
    """The policy itself, here under HAL's own name."""
