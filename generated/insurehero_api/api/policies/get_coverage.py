# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.coverage_envelope import CoverageEnvelope
from ...models.error import Error


def get_coverage(coverage_id: str) -> Request[CoverageEnvelope]:
    """Retrieve a coverage.

    Returns one coverage. Variants name theirs in `coverage_id`.

    Source (documented): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-coverage).

    Args:
        coverage_id: The id of the coverage. Opaque.

    Returns:
        CoverageEnvelope: The requested coverage. No document shows its members.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="get_coverage",
        method="GET",
        template="/api/shield/v1/coverages/{coverageId}",
        path=f"/api/shield/v1/coverages/{path_segment('coverage_id', coverage_id)}",
        security=("channelToken",),
        headers={"Accept": "application/json"},
        returns={"200": CoverageEnvelope},
        errors={"default": Error},
    )
