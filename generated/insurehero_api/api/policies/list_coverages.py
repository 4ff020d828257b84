# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, Whole

from ...models.coverage import Coverage
from ...models.coverage_page import CoveragePage
from ...models.error import Error


def list_coverages() -> Request[CoveragePage]:
    """List coverages.

    Returns all coverages.

    Source (documented): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-coverages).

    Whether there are parameters could not be read.

    Returns:
        CoveragePage: The list of coverages. No document shows their members.

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


PAGES: Whole[Coverage] = Whole(members=("data",), attributes=("data",))
"""How the list is read whole."""
