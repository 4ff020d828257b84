# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment

from ...models.error import Error
from ...models.variant_envelope import VariantEnvelope


def get_variant(variant_id: str) -> Request[VariantEnvelope]:
    """Retrieve a variant.

    Returns one variant: what it covers and up to which amount, what it costs, and what risk
    items and claims have to tell.

    Source (documented): [InsureHero Shield API: policies, packages, variants and
    coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-variant).

    Args:
        variant_id: The id of the variant. Opaque.

    Returns:
        VariantEnvelope: The requested variant.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="get_variant",
        method="GET",
        template="/api/shield/v1/variants/{variantId}",
        path=f"/api/shield/v1/variants/{path_segment('variant_id', variant_id)}",
        security=("channelToken",),
        headers={"Accept": "application/json"},
        returns={"200": VariantEnvelope},
        errors={"default": Error},
    )
