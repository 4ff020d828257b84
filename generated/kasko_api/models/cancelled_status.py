# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import OpenEnum


class CancelledStatus(OpenEnum):
    """The only status that you can give to a policy.

    Source (documented): [KASKO docs: ticket
    refund](https://github.com/kasko/docs/blob/4cc5124/source/products/ticketplan/ticket-refund/rest-api.rst#reactivate-policy-request),
    [KASKO docs:
    relocation](https://github.com/kasko/docs/blob/921b53f/source/products/baloise/relocation/rest-api.rst#cancel-policy-request).
    """

    CANCELLED = "cancelled"
