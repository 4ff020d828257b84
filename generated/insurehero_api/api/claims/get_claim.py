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
    """Get one claim by its id.

    The three flags choose which members the claim has, as in the list.

    Source (documented): fetch-claims.

    Args:
        claim_id: The id of the claim. Opaque.
        comm_info: Whether to include what was communicated about the claim. Written `true`
            or `false`; the spelling is not documented.
        policy_ref: Whether to include the policy that the claim refers to. Written `true`
            or `false`; the spelling is not documented.
        general: Whether to include the details of the claim. Written `true` or `false`;
            the spelling is not documented.

    Returns:
        ClaimEnvelope: The claim.

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
