# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.lead import Lead


def get_lead(lead_id: str) -> Request[Lead]:
    """Retrieve a lead.

    Returns one lead. When its documents have been generated, `status` changes from `pending`
    to `ready` and `assets` holds them.

    Source (documented): [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-lead).

    Args:
        lead_id: KASKO's id of the lead. Opaque.

    Returns:
        Lead: The lead with this id.

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
