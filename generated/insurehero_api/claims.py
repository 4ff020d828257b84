# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `claims`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import ByIndex, Request, Whole, given, path_segment, query_pairs

from . import models


def list_claims(
    *,
    from_: int,
    to: int,
    comm_info: bool | None = None,
    policy_ref: bool | None = None,
    general: bool | None = None,
) -> Request[models.ClaimPage]:
    """List claims: see `InsureheroApi.list_claims`."""
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
        returns={"200": models.ClaimPage},
        errors={"default": models.Error},
    )


LIST_CLAIMS: ByIndex[models.Claim] = ByIndex(
    first="from_", last="to", most=100, members=("data",), attributes=("data",)
)
"""How `list_claims` is paged."""


def get_claim(
    claim_id: str,
    *,
    comm_info: bool | None = None,
    policy_ref: bool | None = None,
    general: bool | None = None,
) -> Request[models.ClaimEnvelope]:
    """Retrieve a claim: see `InsureheroApi.get_claim`."""
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
        returns={"200": models.ClaimEnvelope},
        errors={"default": models.Error},
    )


def list_claim_events(claim_id: str) -> Request[models.ClaimEventPage]:
    """List the events of a claim: see `InsureheroApi.list_claim_events`."""
    return Request(
        operation="list_claim_events",
        method="GET",
        template="/api/shield/integrations/v1/claims/{claimId}/events",
        path=f"/api/shield/integrations/v1/claims/{path_segment('claim_id', claim_id)}/events",
        security=("accessToken",),
        headers={"Accept": "application/json"},
        returns={"200": models.ClaimEventPage},
        errors={"default": models.Error},
    )


LIST_CLAIM_EVENTS: Whole[models.ClaimEvent] = Whole(members=("data",), attributes=("data",))
"""How `list_claim_events` is paged."""


def list_user_claims(
    user_id: str, *, search_by: models.SearchBy | None = None
) -> Request[models.ClaimPage]:
    """List the claims of a user: see `InsureheroApi.list_user_claims`."""
    return Request(
        operation="list_user_claims",
        method="GET",
        template="/api/shield/v1/users/{userId}/claims",
        path=f"/api/shield/v1/users/{path_segment('user_id', user_id)}/claims",
        security=("channelToken",),
        server="https://api.insurehero.io",
        query=query_pairs(("searchBy", search_by)),
        headers={"Accept": "application/json"},
        returns={"200": models.ClaimPage},
        errors={"default": models.Error},
    )


LIST_USER_CLAIMS: Whole[models.Claim] = Whole(members=("data",), attributes=("data",))
"""How `list_user_claims` is paged."""
