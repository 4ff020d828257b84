# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `leads`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import Request, json_body, path_segment

from . import models


def create_lead(*, body: models.LeadRequest) -> Request[models.Lead]:
    """Create a lead: see `KaskoApi.create_lead`."""
    return Request(
        operation="create_lead",
        method="POST",
        template="/leads",
        path="/leads",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": models.Lead, "201": models.Lead},
        errors={"default": models.Error},
    )


def get_lead(lead_id: str) -> Request[models.Lead]:
    """Retrieve a lead: see `KaskoApi.get_lead`."""
    return Request(
        operation="get_lead",
        method="GET",
        template="/leads/{leadId}",
        path=f"/leads/{path_segment('lead_id', lead_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json"},
        returns={"200": models.Lead},
        errors={"default": models.Error},
    )
