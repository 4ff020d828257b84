# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, Request, Unset, query_pairs

from ...models.claim_page import ClaimPage
from ...models.error import Error


def list_claims(
    *,
    from_: int,
    to: int,
    comm_info: bool | Unset = UNSET,
    policy_ref: bool | Unset = UNSET,
    general: bool | Unset = UNSET,
) -> Request[ClaimPage]:
    """List a range of at most 100 claims.

    The three flags choose which members each claim has. Their defaults, and what comes without
    any of them, are not documented. Neither is the order of the records. Past the last record
    an empty list is expected.

    Source (documented): fetch-claims.

    Args:
        from_: Index of the first record. Most likely counted from 0. The documents type it
            as text; the digits look the same in a URL.
        to: Index of the last record. Most likely included, so that `from + 99` asks for
            the greatest range, 100 records. The documents type it as text; the digits look the
            same in a URL.
        comm_info: Whether to include what was communicated about the claim. Written `true`
            or `false`; the spelling is not documented.
        policy_ref: Whether to include the policy that the claim refers to. Written `true`
            or `false`; the spelling is not documented.
        general: Whether to include the details of the claim. Written `true` or `false`;
            the spelling is not documented.

    Returns:
        ClaimPage: The claims of that range.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_claims",
        method="GET",
        template="/api/shield/integrations/v1/claims",
        path="/api/shield/integrations/v1/claims",
        security=("accessToken",),
        query=query_pairs(
            ("from", from_),
            ("to", to),
            ("comm_info", comm_info),
            ("policy_ref", policy_ref),
            ("general", general),
        ),
        headers={"Accept": "application/json"},
        returns={"200": ClaimPage},
        errors={"default": Error},
    )
