# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request

from ...models.coverage_page import CoveragePage
from ...models.error import Error


def list_coverages() -> Request[CoveragePage]:
    """List all coverages.

    Parameters, if there are any, could not be read.

    Source (documented): policy-management.

    Returns:
        CoveragePage: The coverages. Their shape could not be read in any document.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_coverages",
        method="GET",
        template="/api/shield/v1/coverages",
        path="/api/shield/v1/coverages",
        security=("channelToken",),
        headers={"Accept": "application/json"},
        returns={"200": CoveragePage},
        errors={"default": Error},
    )
