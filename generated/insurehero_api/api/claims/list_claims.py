# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import UNSET, ByIndex, Request, Unset, given, query_pairs

from ...models.claim import Claim
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
    """List claims.

    Lists a range of at most 100 claims. The three flags choose which members each claim has. A
    range beyond the last record is empty.

    Source (documented): [InsureHero Shield API: fetch
    claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#all-claims).

    The defaults of the flags, what comes without them and the order of the records are not
    documented. The empty list is inferred.

    Args:
        from_: Index of the first record, counted from 0. Counting from 0 is inferred. The
            pages of claims and risk items type it as text, that of packages as a number; the
            URL is the same.
        to: Index of the last record, included: `from + 99` asks for the maximum of 100
            records. That it is included is inferred. The pages type it as text; the URL is the
            same.
        comm_info: Whether to include `communications`: `true` or `false`. The spelling of
            the values is not documented.
        policy_ref: Whether to include `policy_reference`: `true` or `false`. The spelling
            of the values is not documented.
        general: Whether to include the general details of the claim: `true` or `false`.
            The spelling of the values is not documented.

    Returns:
        ClaimPage: The claims of the requested range.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="list_claims",
        method="GET",
        template="/api/shield/integrations/v1/claims",
        path="/api/shield/integrations/v1/claims",
        security=("accessToken",),
        query=query_pairs(
            ("from", given("from_", from_)),
            ("to", given("to", to)),
            ("comm_info", comm_info),
            ("policy_ref", policy_ref),
            ("general", general),
        ),
        headers={"Accept": "application/json"},
        returns={"200": ClaimPage},
        errors={"default": Error},
    )


PAGES: ByIndex[Claim] = ByIndex(
    first="from_", last="to", most=100, members=("data",), attributes=("data",)
)
"""How the list is read whole."""
