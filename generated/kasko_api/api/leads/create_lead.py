# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, json_body

from ...models.error import Error
from ...models.lead import Lead
from ...models.lead_request import LeadRequest


def create_lead(*, body: LeadRequest) -> Request[Lead]:
    """Create a lead.

    Creates a lead. Its documents are generated in the background: poll `get_lead` until
    `status` is `ready`.

    Source (documented): [KASKO docs: Softfair, animal
    surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#lead-request).

    Args:
        body: The person, and the quote if there is one.

    Returns:
        Lead: The lead that was created. Whether the status is 200 or 201 is not
            documented.

    Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
    """
    return Request(
        operation="create_lead",
        method="POST",
        template="/leads",
        path="/leads",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": Lead, "201": Lead},
        errors={"default": Error},
    )
