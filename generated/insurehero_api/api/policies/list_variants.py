# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, Whole

from ...models.error import Error
from ...models.variant import Variant
from ...models.variant_page import VariantPage


def list_variants() -> Request[VariantPage]:
    """List variants.

    Returns all variants of cover.

    Source (documented): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-variants).

    Whether there are parameters could not be read.

    Returns:
        VariantPage: The variants of cover.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_variants",
        method="GET",
        template="/api/shield/v1/variants",
        path="/api/shield/v1/variants",
        security=("channelToken",),
        headers={"Accept": "application/json"},
        returns={"200": VariantPage},
        errors={"default": Error},
    )


PAGES: Whole[Variant] = Whole(members=("data",), attributes=("data",))
"""How the list is read whole."""
