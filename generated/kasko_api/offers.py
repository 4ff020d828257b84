# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `offers`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import Request, form_body, json_body, path_segment

from . import models


def create_offer(*, body: models.OfferRequest) -> Request[models.CreatedOffer]:
    """Create an offer: see `KaskoApi.create_offer`."""
    return Request(
        operation="create_offer",
        method="POST",
        template="/policies",
        path="/policies",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/vnd.kasko.v2+json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": models.CreatedOffer, "201": models.CreatedOffer},
        errors={"default": models.Error},
    )


def create_offer_v1(*, body: models.OfferRequestV1) -> Request[models.CreatedOffer]:
    """Create an offer (v1): see `KaskoApi.create_offer_v1`."""
    return Request(
        operation="create_offer_v1",
        method="POST",
        template="/policies",
        path="/policies",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": models.CreatedOffer, "201": models.CreatedOffer},
        errors={"default": models.Error},
    )


def create_offer_v1_form(*, body: models.OfferFormV1) -> Request[models.CreatedOffer]:
    """Create an offer with a form (v1): see `KaskoApi.create_offer_v1_form`."""
    return Request(
        operation="create_offer_v1_form",
        method="POST",
        template="/policies",
        path="/policies",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"},
        content=form_body(body),
        returns={"200": models.CreatedOffer, "201": models.CreatedOffer},
        errors={"default": models.Error},
    )


def create_offer_form(*, body: models.OfferForm) -> Request[models.CreatedOffer]:
    """Create an offer with a form: see `KaskoApi.create_offer_form`."""
    return Request(
        operation="create_offer_form",
        method="POST",
        template="/policies",
        path="/policies",
        security=("basicAuth", "bearerAuth"),
        headers={
            "Accept": "application/vnd.kasko.v2+json",
            "Content-Type": "application/x-www-form-urlencoded",
        },
        content=form_body(body),
        returns={"200": models.CreatedOffer, "201": models.CreatedOffer},
        errors={"default": models.Error},
    )


def get_offer(offer_id: str) -> Request[models.Offer]:
    """Retrieve an offer: see `KaskoApi.get_offer`."""
    return Request(
        operation="get_offer",
        method="GET",
        template="/offers/{offerId}",
        path=f"/offers/{path_segment('offer_id', offer_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/vnd.kasko.v2+json"},
        returns={"200": models.Offer},
        errors={"default": models.Error},
    )
