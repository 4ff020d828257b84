# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `policies`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import ByIndex, Request, Whole, given, path_segment, query_pairs

from . import models


def list_policies(*, holder_id: str | None = None) -> Request[models.PolicyPage]:
    """List the policies of a holder: see `InsureheroApi.list_policies`."""
    return Request(
        operation="list_policies",
        method="GET",
        template="/api/shield/v1/policies",
        path="/api/shield/v1/policies",
        security=("channelToken",),
        query=query_pairs(("holderId", holder_id)),
        headers={"Accept": "application/json"},
        returns={"200": models.PolicyPage},
        errors={"default": models.Error},
    )


LIST_POLICIES: Whole[models.Policy] = Whole(members=("data",), attributes=("data",))
"""How `list_policies` is paged."""


def list_packages(*, from_: int, to: int) -> Request[models.PackagePage]:
    """List packages: see `InsureheroApi.list_packages`."""
    return Request(
        operation="list_packages",
        method="GET",
        template="/api/shield/v1/packages",
        path="/api/shield/v1/packages",
        security=("channelToken",),
        query=query_pairs(("from", given("from_", from_)), ("to", given("to", to))),
        headers={"Accept": "application/json"},
        returns={"200": models.PackagePage},
        errors={"default": models.Error},
    )


LIST_PACKAGES: ByIndex[models.Package] = ByIndex(
    first="from_", last="to", most=100, members=("data",), attributes=("data",)
)
"""How `list_packages` is paged."""


def list_variants() -> Request[models.VariantPage]:
    """List variants: see `InsureheroApi.list_variants`."""
    return Request(
        operation="list_variants",
        method="GET",
        template="/api/shield/v1/variants",
        path="/api/shield/v1/variants",
        security=("channelToken",),
        headers={"Accept": "application/json"},
        returns={"200": models.VariantPage},
        errors={"default": models.Error},
    )


LIST_VARIANTS: Whole[models.Variant] = Whole(members=("data",), attributes=("data",))
"""How `list_variants` is paged."""


def get_variant(variant_id: str) -> Request[models.VariantEnvelope]:
    """Retrieve a variant: see `InsureheroApi.get_variant`."""
    return Request(
        operation="get_variant",
        method="GET",
        template="/api/shield/v1/variants/{variantId}",
        path=f"/api/shield/v1/variants/{path_segment('variant_id', variant_id)}",
        security=("channelToken",),
        headers={"Accept": "application/json"},
        returns={"200": models.VariantEnvelope},
        errors={"default": models.Error},
    )


def list_coverages() -> Request[models.CoveragePage]:
    """List coverages: see `InsureheroApi.list_coverages`."""
    return Request(
        operation="list_coverages",
        method="GET",
        template="/api/shield/v1/coverages",
        path="/api/shield/v1/coverages",
        security=("channelToken",),
        headers={"Accept": "application/json"},
        returns={"200": models.CoveragePage},
        errors={"default": models.Error},
    )


LIST_COVERAGES: Whole[models.Coverage] = Whole(members=("data",), attributes=("data",))
"""How `list_coverages` is paged."""


def get_coverage(coverage_id: str) -> Request[models.CoverageEnvelope]:
    """Retrieve a coverage: see `InsureheroApi.get_coverage`."""
    return Request(
        operation="get_coverage",
        method="GET",
        template="/api/shield/v1/coverages/{coverageId}",
        path=f"/api/shield/v1/coverages/{path_segment('coverage_id', coverage_id)}",
        security=("channelToken",),
        headers={"Accept": "application/json"},
        returns={"200": models.CoverageEnvelope},
        errors={"default": models.Error},
    )
