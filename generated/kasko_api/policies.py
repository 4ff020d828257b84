# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `policies`, not sent yet. Pure functions."""

from __future__ import annotations

import datetime
from typing import Any

from brolly_runtime import (
    ByTime,
    Request,
    given,
    header_values,
    instant,
    json_body,
    path_segment,
    query_pairs,
)

from . import models


def list_policies(
    *,
    since: int | datetime.datetime | None = None,
    until: int | datetime.datetime | None = None,
    limit: int | None = None,
    include: str | None = None,
) -> Request[models.PolicyCollection]:
    """List policies: see `KaskoApi.list_policies`."""
    return Request(
        operation="list_policies",
        method="GET",
        template="/policies",
        path="/policies",
        security=("basicAuth", "bearerAuth"),
        query=query_pairs(
            ("since", instant("since", since)),
            ("until", instant("until", until, end=True)),
            ("limit", limit),
            ("include", include),
        ),
        headers={"Accept": "application/json"},
        returns={"200": models.PolicyCollection},
        errors={"default": models.Error},
    )


LIST_POLICIES: ByTime[models.Policy] = ByTime(
    since="since",
    until="until",
    size="limit",
    most=10000,
    members=("_embedded", "item"),
    attributes=("embedded", "item"),
    links=(("links", "next", "href"), ("embedded", "links", "next", "href")),
)
"""How `list_policies` is paged."""


def get_policy(policy_id: str, *, include: str | None = None) -> Request[models.Policy]:
    """Retrieve a policy: see `KaskoApi.get_policy`."""
    return Request(
        operation="get_policy",
        method="GET",
        template="/policies/{policyId}",
        path=f"/policies/{path_segment('policy_id', policy_id)}",
        security=("basicAuth", "bearerAuth"),
        query=query_pairs(("include", include)),
        headers={"Accept": "application/json"},
        returns={"200": models.Policy},
        errors={"default": models.Error},
    )


def cancel_policy(
    policy_id: str,
    *,
    body: models.PolicyCancellation,
    if_match: str | None = None,
    if_unmodified_since: str | None = None,
) -> Request[Any]:
    """Cancel a policy: see `KaskoApi.cancel_policy`."""
    return Request(
        operation="cancel_policy",
        method="PUT",
        template="/policies/{policyId}",
        path=f"/policies/{path_segment('policy_id', policy_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={
            "Accept": "application/vnd.kasko.v2+json",
            "Content-Type": "application/json",
            **header_values(("If-Match", if_match), ("If-Unmodified-Since", if_unmodified_since)),
        },
        content=json_body(body),
        returns={"204": None, "2XX": Any},
        errors={"default": models.Error},
    )


def update_policy(
    policy_id: str,
    *,
    body: models.PolicyUpdate,
    if_match: str | None = None,
    if_unmodified_since: str | None = None,
) -> Request[Any]:
    """Update a policy: see `KaskoApi.update_policy`."""
    return Request(
        operation="update_policy",
        method="PATCH",
        template="/policies/{policyId}",
        path=f"/policies/{path_segment('policy_id', policy_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={
            "Accept": "application/vnd.kasko.v2+json",
            "Content-Type": "application/json",
            **header_values(("If-Match", if_match), ("If-Unmodified-Since", if_unmodified_since)),
        },
        content=json_body(body),
        returns={"204": None, "2XX": Any},
        errors={"default": models.Error},
    )


def get_policy_v2(policy_id: str) -> Request[models.PolicyV2]:
    """Retrieve a policy (v2): see `KaskoApi.get_policy_v2`."""
    return Request(
        operation="get_policy_v2",
        method="GET",
        template="/policies/{policyId}",
        path=f"/policies/{path_segment('policy_id', policy_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/vnd.kasko.v2+json"},
        returns={"200": models.PolicyV2},
        errors={"default": models.Error},
    )


def reactivate_policy(policy_id: str) -> Request[Any]:
    """Reactivate a cancelled policy: see `KaskoApi.reactivate_policy`."""
    return Request(
        operation="reactivate_policy",
        method="POST",
        template="/policies/{policyId}/reactivate",
        path=f"/policies/{path_segment('policy_id', policy_id)}/reactivate",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/vnd.kasko.v2+json"},
        returns={"204": None, "2XX": Any},
        errors={"default": models.Error},
    )


def list_indexed_policies(*, start_date: str, end_date: str) -> Request[Any]:
    """List policies by purchase date: see `KaskoApi.list_indexed_policies`."""
    return Request(
        operation="list_indexed_policies",
        method="GET",
        template="/indexed_policies",
        path="/indexed_policies",
        security=("basicAuth", "bearerAuth"),
        query=query_pairs(
            ("start_date", given("start_date", start_date)),
            ("end_date", given("end_date", end_date)),
        ),
        headers={"Accept": "application/vnd.kasko.v2+json"},
        returns={"2XX": Any},
        errors={"default": models.Error},
    )
