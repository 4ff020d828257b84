# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Model

from .. import models as _models


class OtpSentEnvelope(Model, kw_only=True, frozen=True):
    """The response after a one-time password was sent.

    Source (documented): [InsureHero Shield API:
    users](https://docs.insurehero.io/shield-api/policies/user-management#create-opt).
    """

    data: _models.OtpSent
    """Confirmation that the one-time password was sent."""
