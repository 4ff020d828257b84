# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.lead import Lead


def get_lead(lead_id: str) -> Request[Lead]:
    """Get one lead by its id.

    `status` moves from `pending` to `ready`, and `assets` fill, once the documents have been
    made.

    Source (documented): kasko/docs softfair page.

    Args:
        lead_id: The id of the lead. Opaque.

    Returns:
        Lead: The lead.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="get_lead",
        method="GET",
        template="/leads/{leadId}",
        path=f"/leads/{path_segment('lead_id', lead_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json"},
        returns={"200": Lead},
        errors={"default": Error},
    )
