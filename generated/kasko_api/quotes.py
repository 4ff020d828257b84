# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `quotes`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import Request, form_body, given, json_body, query_pairs

from . import models


def get_quote(
    *,
    variant_id: str | None = None,
    touchpoint_id: str | None = None,
    item_id: str | None = None,
    language: str | None = None,
    data: str,
    key: str | None = None,
) -> Request[models.QuoteV1]:
    """Retrieve a quote (v1): see `KaskoApi.get_quote`."""
    return Request(
        operation="get_quote",
        method="GET",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        query=query_pairs(
            ("variant_id", variant_id),
            ("touchpoint_id", touchpoint_id),
            ("item_id", item_id),
            ("language", language),
            ("data", given("data", data)),
            ("key", key),
        ),
        headers={"Accept": "application/json"},
        returns={"200": models.QuoteV1},
        errors={"default": models.Error},
    )


def create_quote(*, body: models.QuoteRequest, key: str | None = None) -> Request[models.Quote]:
    """Create a quote (v3): see `KaskoApi.create_quote`."""
    return Request(
        operation="create_quote",
        method="POST",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        query=query_pairs(("key", key)),
        headers={"Accept": "application/vnd.kasko.v3+json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": models.Quote},
        errors={"default": models.Error},
    )


def get_quote_v2(
    *,
    touchpoint_id: str,
    item_id: str,
    subscription_plan_id: str,
    language: str | None = None,
    data: str,
    key: str | None = None,
) -> Request[models.Quote]:
    """Retrieve a quote (v2): see `KaskoApi.get_quote_v2`."""
    return Request(
        operation="get_quote_v2",
        method="GET",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        query=query_pairs(
            ("touchpoint_id", given("touchpoint_id", touchpoint_id)),
            ("item_id", given("item_id", item_id)),
            ("subscription_plan_id", given("subscription_plan_id", subscription_plan_id)),
            ("language", language),
            ("data", given("data", data)),
            ("key", key),
        ),
        headers={"Accept": "application/vnd.kasko.v2+json"},
        returns={"200": models.Quote},
        errors={"default": models.Error},
    )


def create_quote_v2(*, body: models.QuoteRequestV2) -> Request[models.Quote]:
    """Create a quote (v2): see `KaskoApi.create_quote_v2`."""
    return Request(
        operation="create_quote_v2",
        method="POST",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        headers={"Accept": "application/vnd.kasko.v2+json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": models.Quote},
        errors={"default": models.Error},
    )


def create_quote_v1(*, body: models.QuoteFormV1) -> Request[models.QuoteV1]:
    """Create a quote (v1): see `KaskoApi.create_quote_v1`."""
    return Request(
        operation="create_quote_v1",
        method="POST",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        headers={"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"},
        content=form_body(body),
        returns={"200": models.QuoteV1},
        errors={"default": models.Error},
    )


def create_quote_v2_form(*, body: models.QuoteFormV2) -> Request[models.Quote]:
    """Create a quote with a form (v2): see `KaskoApi.create_quote_v2_form`."""
    return Request(
        operation="create_quote_v2_form",
        method="POST",
        template="/quotes",
        path="/quotes",
        security=("basicAuth", "bearerAuth"),
        repeat_on=(409,),
        headers={
            "Accept": "application/vnd.kasko.v2+json",
            "Content-Type": "application/x-www-form-urlencoded",
        },
        content=form_body(body),
        returns={"200": models.Quote},
        errors={"default": models.Error},
    )
