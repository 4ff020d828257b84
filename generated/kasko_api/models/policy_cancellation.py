# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

import datetime

from brolly_runtime import UNSET, Model, Unset

from .. import models as _models


class PolicyCancellation(Model, kw_only=True, frozen=True):
    """The cancellation of a policy.

    Source (documented): [KASKO docs: ticket
    refund](https://github.com/kasko/docs/blob/4cc5124/source/products/ticketplan/ticket-refund/rest-api.rst#cancel-policy-request),
    [KASKO docs:
    relocation](https://github.com/kasko/docs/blob/921b53f/source/products/baloise/relocation/rest-api.rst#cancel-policy-request).
    """

    status: _models.CancelledStatus
    """The new status, always `cancelled`. Known values: `cancelled`."""
    cancellation_reason: str
    """Reason for the cancellation, as free text."""
    termination_date: datetime.date | Unset = UNSET
    """The day on which the cover ends, `YYYY-MM-DD`."""
