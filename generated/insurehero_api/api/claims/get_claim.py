# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, path_segment, query_pairs

from ...models.claim_envelope import ClaimEnvelope
from ...models.error import Error


def get_claim(
    claim_id: str,
    *,
    comm_info: bool | Unset = UNSET,
    policy_ref: bool | Unset = UNSET,
    general: bool | Unset = UNSET,
) -> Request[ClaimEnvelope]:
    """Retrieve a claim.

    Returns one claim by its id. The three flags choose its members, as in `list_claims`.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim).

    Args:
        claim_id: InsureHero's id of the claim. Opaque.
        comm_info: Whether to include `communications`: `true` or `false`. The spelling of
            the values is not documented.
        policy_ref: Whether to include `policy_reference`: `true` or `false`. The spelling
            of the values is not documented.
        general: Whether to include the general details of the claim: `true` or `false`.
            The spelling of the values is not documented.

    Returns:
        ClaimEnvelope: The requested claim.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="get_claim",
        method="GET",
        template="/api/shield/integrations/v1/claims/{claimId}",
        path=f"/api/shield/integrations/v1/claims/{path_segment('claim_id', claim_id)}",
        security=("accessToken",),
        query=query_pairs(
            ("comm_info", comm_info), ("policy_ref", policy_ref), ("general", general)
        ),
        headers={"Accept": "application/json"},
        returns={"200": ClaimEnvelope},
        errors={"default": Error},
    )
