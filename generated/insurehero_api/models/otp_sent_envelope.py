# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class OtpSentEnvelope(Model, kw_only=True, frozen=True):
    """That a one-time password is on its way.

    Source (documented): user-management.
    """

    data: _models.OtpSent
    """What was done."""
